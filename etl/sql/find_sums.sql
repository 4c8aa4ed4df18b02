-- Flows that differ from another figure of the same days (half a year and cumulated to quarter II), or
-- from a shorter figure and the steps of one kind from there to its end; of several such the longest
-- figure counts, for the others are held against that one. All real or all demo. Grain: one such
-- figure and what it differs from, by source and line.
with held as (
    select
        w.measure_id, w.source_id, w.sheet, w.line, w.column_name, w.unit_id, w.period, w.value,
        o.value as other, o.periods as other_period
    from flow as w
    inner join stretch as o
        on o.measure_id = w.measure_id
        and o.unit_id = w.unit_id
        and o.year = w.year
        and o.is_demo = w.is_demo
        and o.date_from = w.date_from
        and o.date_to = w.date_to
        and o.periods <> w.period
    where w.derived = ''
        -- A quarter or month by itself is told where the other figure stands.
        and (o.step_kind <> '' or w.is_running or w.kind not in ('quy', 'thang'))
    qualify row_number() over (
        partition by
            w.measure_id, w.unit_id, w.is_demo, w.period_id, o.step_kind,
            if(o.step_kind = '', o.periods, '')
        order by o.first_to desc, o.kind <> w.kind or o.is_running <> w.is_running, o.periods
    ) = 1
)

select
    h.source_id, h.sheet, h.line, h.column_name, h.unit_id, h.period, m.short_vi as measure,
    h.value, h.other, h.other_period
from held as h
inner join edition.measure as m on m.measure_id = h.measure_id
where h.value <> h.other
order by h.source_id, h.sheet, h.line, h.column_name, h.other_period
