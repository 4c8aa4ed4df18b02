"""Clean files spoilt in every way files are spoilt, and what the loader makes of each."""
