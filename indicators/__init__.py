"""What is true: the catalogue, units through time, periods, and questions asked of an edition."""
