-- Flows stated from January on (cumulative, half a year, nine months, a year): the quarter (month)
-- with which one ends = it - what is stated, as one figure or in steps, up to the day before; never
-- across a gap nor from demo to real figures. Grain: unit, period, measure.
insert into staged
with stepped as (
    select
        now.measure_id, now.unit_id, plain.period_id,
        now.value - coalesce(before.value, 0) as value,
        greatest(now.source_id, before.source_id) as source_id,
        coalesce(before.source_id > now.source_id, false) as is_placed_before,
        if(is_placed_before, before.sheet, now.sheet) as sheet,
        if(is_placed_before, before.line, now.line) as line,
        if(is_placed_before, before.column_name, now.column_name) as column_name,
        now.reported_on,
        now.is_restated or coalesce(before.is_restated, false) as is_restated
    from flow as now
    inner join edition.period as plain
        on plain.year = now.year
        and plain.date_to = now.date_to
        and not plain.is_running
        -- Months are told by figures of months alone: no other names them.
        and (plain.kind = 'quy' or (plain.kind = 'thang' and now.kind = 'thang'))
    left join stretch as before
        on before.measure_id = now.measure_id
        and before.unit_id = now.unit_id
        and before.year = now.year
        and before.is_demo = now.is_demo
        and before.date_from = now.date_from
        and before.date_to = plain.date_from - 1
        and (plain.kind = 'quy' or (before.kind = 'thang' and before.step_kind in ('', 'thang')))
    where now.is_from_january
        and (plain.date_from = now.date_from or before.value is not null)
    -- Of several ways the one of like figures counts, and what is stated goes before a sum.
    qualify row_number() over (
        partition by now.measure_id, now.unit_id, plain.period_id
        order by
            now.is_demo, not now.is_running, now.kind <> plain.kind, now.period,
            before.step_kind <> '', before.kind <> now.kind or before.is_running <> now.is_running,
            before.first_to desc, before.periods
    ) = 1
)

select
    d.measure_id, d.unit_id, d.period_id, d.value, d.source_id, d.line, d.column_name,
    d.reported_on, true, 'difference', d.sheet, '', d.is_restated
from stepped as d
-- A negative step is a revision of the cumulative figure, not a count of the quarter.
where d.value >= 0
    and not exists (
        select 1
        from staged as s
        where s.measure_id = d.measure_id
            and s.unit_id = d.unit_id
            and s.period_id = d.period_id
    )
