-- Grain: one figure on show (unit, period, measure), stated or the sum of stated parts; only those of
-- the units asked for.
select
    u.unit_key, p.code as period, m.code as measure, o.value::double as value,
    s.file_name, o.line
from observation as o
inner join unit as u on u.unit_id = o.unit_id
inner join period as p on p.period_id = o.period_id
inner join measure as m on m.measure_id = o.measure_id
inner join source as s on s.source_id = o.source_id
where o.is_current and o.derived in ('', 'parts') and u.unit_key = any($unit_keys) and not s.is_demo
order by u.unit_key, p.period_id, m.measure_id
