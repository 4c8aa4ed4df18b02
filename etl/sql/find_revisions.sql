-- Cumulative figures lower than the one a period before, so that no step can be derived.
-- Demo figures are never held against real ones. Grain: one such figure, by source and line.
with cumulative as (
    select s.*, p.kind, p.year, p.ordinal, p.code as period, r.is_demo
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.is_current and p.is_running and m.time_kind = 'flow' and s.derived = ''
)

select
    now.source_id, now.sheet, now.line, now.column_name, now.unit_id, now.period,
    m.short_vi as measure,
    now.value, before.value as other, before.period as other_period
from cumulative as now
inner join cumulative as before
    on before.measure_id = now.measure_id
    and before.unit_id = now.unit_id
    and before.kind = now.kind
    and before.year = now.year
    and before.ordinal = now.ordinal - 1
    and before.is_demo = now.is_demo
inner join edition.measure as m on m.measure_id = now.measure_id
where now.value < before.value
order by now.source_id, now.sheet, now.line, now.column_name
