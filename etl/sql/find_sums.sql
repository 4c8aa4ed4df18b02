-- Flows that differ from another figure of the same days (half a year and cumulated to quarter II), or
-- from a shorter figure and the steps of one kind from there to its end; of several such the longest
-- figure counts, for the others are held against that one. All real or all demo. Grain: one such
-- figure and what it differs from, told where it stands and in the file that came later, if other.
with held as (
    select
        w.measure_id, w.source_id, w.sheet, w.line, w.column_name, w.unit_id, w.period, w.value,
        o.value as other, o.periods as other_period,
        -- Two longer figures of the same days are each told of the other.
        o.source_id > w.source_id
        and (o.step_kind <> '' or (not o.is_running and o.kind in ('quy', 'thang'))) as is_late,
        o.source_id as late_source_id, o.sheet as late_sheet, o.line as late_line,
        o.column_name as late_column_name, o.place_period, o.place_value
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
),

told as (
    select
        measure_id, unit_id, source_id, sheet, line, column_name, period, value,
        period as whole_period, value as whole, other, other_period
    from held
    union all
    select
        measure_id, unit_id, late_source_id, late_sheet, late_line, late_column_name, place_period,
        place_value, period, value, other, other_period
    from held
    where is_late
)

select
    t.source_id, t.sheet, t.line, t.column_name, t.unit_id, t.period, m.short_vi as measure,
    t.value, t.whole_period, t.whole, t.other, t.other_period
from told as t
inner join edition.measure as m on m.measure_id = t.measure_id
where t.whole <> t.other
order by t.source_id, t.sheet, t.line, t.column_name, t.whole_period, t.other_period
