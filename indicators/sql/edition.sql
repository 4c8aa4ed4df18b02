-- Grain: one row, what the edition says of itself; every column, for older editions have fewer.
select *
from edition
