-- Grain: one refused value or remark, newest file first, by line. Editions built before problems told
-- their measure have no such column.
select
    p.*, s.file_name, u.unit_key, u.name as unit, pe.slot as period, pe.code as period_code, pe.kind
from problem as p
inner join source as s on s.source_id = p.source_id
left join unit as u on u.unit_id = p.unit_id
left join period as pe on pe.period_id = p.period_id
order by p.source_id desc, p.severity desc, p.sheet, p.line, p.column_name
