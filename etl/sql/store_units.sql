-- Units with their place in the Vietnamese alphabet; grain: one unit during one life.
insert into edition.unit by name
select *, row_number() over (order by short_name collate vi, code, valid_from) as sort_rank
from incoming
