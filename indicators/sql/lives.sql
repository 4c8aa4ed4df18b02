-- Grain: one life of a unit whose code is among $codes; order: code, then first day.
select code, unit_key, name
from unit
where code in (select unnest($codes))
order by code, valid_from
