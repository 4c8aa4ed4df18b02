-- Figures from January on lower than what is stated, as one figure or in steps, up to an earlier day:
-- the last such day counts. Where the steps from there on are stated too, the sum tells it (find_sums).
-- Demo figures are never held against real ones. Grain: one such figure, by source and line.
with held as (
    select
        now.*, before.value as other, before.periods as other_period,
        before.step_kind as other_step_kind
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
)

select
    h.source_id, h.sheet, h.line, h.column_name, h.unit_id, h.period, m.short_vi as measure,
    h.value, h.other, h.other_period
from held as h
inner join edition.measure as m on m.measure_id = h.measure_id
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
order by h.source_id, h.sheet, h.line, h.column_name
