-- Figures from January on lower than what is stated, as one figure or in steps, up to an earlier day:
-- the last such day counts. Where the steps from there on are stated too, the sum tells it (find_sums).
-- Demo figures are never held against real ones. Grain: one such figure, told where
-- it stands and, if other, in the file that raised the earlier one later.
with held as (
    select
        now.*, before.value as other, before.periods as other_period,
        before.step_kind as other_step_kind, before.source_id as late_source_id,
        before.sheet as late_sheet, before.line as late_line,
        before.column_name as late_column_name, before.place_period, before.place_value
    from flow as now
    inner join stretch as before
        on before.measure_id = now.measure_id
        and before.unit_id = now.unit_id
        and before.year = now.year
        and before.is_demo = now.is_demo
        and before.date_from = now.date_from
        and before.date_to < now.date_to
    where now.is_from_january and now.derived = ''
    qualify before.date_to = max(before.date_to) over (
        partition by now.measure_id, now.unit_id, now.is_demo, now.period_id
    )
),

fallen as (
    select *
    from held as h
    where h.value < h.other
        and not exists (
            select 1
            from stretch as whole
            where whole.measure_id = h.measure_id
                and whole.unit_id = h.unit_id
                and whole.year = h.year
                and whole.is_demo = h.is_demo
                and whole.date_from = h.date_from
                and whole.date_to = h.date_to
                and whole.step_kind <> ''
                and whole.value <> h.value
        )
    qualify row_number() over (
        partition by h.source_id, h.measure_id, h.unit_id, h.period_id
        order by h.other_step_kind <> '', length(h.other_period), h.other_period
    ) = 1
),

told as (
    select
        measure_id, unit_id, source_id, sheet, line, column_name, period, value,
        period as whole_period, value as whole, other, other_period
    from fallen
    union all
    select
        measure_id, unit_id, late_source_id, late_sheet, late_line, late_column_name, place_period,
        place_value, period, value, other, other_period
    from fallen
    where late_source_id > source_id
)

select
    t.source_id, t.sheet, t.line, t.column_name, t.unit_id, t.period, m.short_vi as measure,
    t.value, t.whole_period, t.whole, t.other, t.other_period
from told as t
inner join edition.measure as m on m.measure_id = t.measure_id
order by t.source_id, t.sheet, t.line, t.column_name, t.whole_period
