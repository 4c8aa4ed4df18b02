-- Cumulative figures lower than the one a period before, or than the sum of the periods stated before,
-- so that no step can be derived. Demo figures are never held against real ones. Grain: one such
-- figure, by source and line.
with flow as (
    select
        s.*, p.kind, p.year, p.ordinal, p.is_running, p.code as period, r.is_demo,
        m.short_vi as measure
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.is_current and m.time_kind = 'flow' and s.derived = '' and p.kind in ('quy', 'thang')
),

cumulative as (
    select *
    from flow
    where is_running
),

reached as (
    select measure_id, unit_id, kind, year, ordinal, is_demo, value, period
    from cumulative
    union all
    select now.measure_id, now.unit_id, now.kind, now.year, now.ordinal - 1, now.is_demo,
        sum(f.value), string_agg(f.period, ' + ' order by f.ordinal)
    from cumulative as now
    inner join flow as f
        on f.measure_id = now.measure_id
        and f.unit_id = now.unit_id
        and f.kind = now.kind
        and f.year = now.year
        and f.ordinal < now.ordinal
        and f.is_demo = now.is_demo
        and not f.is_running
    group by now.measure_id, now.unit_id, now.kind, now.year, now.ordinal, now.is_demo
    having count(*) = now.ordinal - 1
)

select
    now.source_id, now.sheet, now.line, now.column_name, now.unit_id, now.period, now.measure,
    now.value, before.value as other, before.period as other_period
from cumulative as now
inner join reached as before
    on before.measure_id = now.measure_id
    and before.unit_id = now.unit_id
    and before.kind = now.kind
    and before.year = now.year
    and before.ordinal = now.ordinal - 1
    and before.is_demo = now.is_demo
where now.value < before.value
qualify row_number() over (
    partition by now.source_id, now.measure_id, now.unit_id, now.period
    order by length(before.period)
) = 1
order by now.source_id, now.sheet, now.line, now.column_name
