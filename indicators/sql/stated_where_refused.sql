-- Grain: one stated figure in use of a unit and period of which some file had a value refused.
with refused as (
    select distinct unit_id, period_id
    from problem
    where severity = 'reject' and unit_id is not null and period_id is not null
)

select o.unit_id, o.period_id, m.code as measure, o.source_id as later_id, s.file_name as later_file
from observation as o
inner join refused as r on r.unit_id = o.unit_id and r.period_id = o.period_id
inner join measure as m on m.measure_id = o.measure_id
inner join source as s on s.source_id = o.source_id
where o.is_current and o.derived = ''
order by o.unit_id, o.period_id, m.code
