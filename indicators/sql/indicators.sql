-- Grain: one indicator of the catalogue this edition was built with, in catalogue order.
select i.*, f.name_vi as family_name, f.sort as family_sort
from indicator as i
inner join family as f on f.code = i.family
order by f.sort, i.sort
