-- Flows stated only as cumulative: this quarter (month) = to date - to date one before, never
-- across a gap nor from demo to real figures; January starts from nothing. Grain: unit, period, measure.
with cumulative as (
    select s.*, p.kind, p.year, p.ordinal, p.slot, r.is_demo
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.is_current and p.is_running and m.time_kind = 'flow' and s.derived in ('', 'parts')
),

stepped as (
    select
        now.measure_id, now.unit_id, plain.period_id,
        case when now.ordinal = 1 then now.value else now.value - before.value end as value,
        greatest(now.source_id, before.source_id) as source_id,
        now.line, now.column_name, now.reported_on, now.sheet
    from cumulative as now
    inner join edition.period as plain on plain.slot = now.slot and not plain.is_running
    left join cumulative as before
        on before.measure_id = now.measure_id
        and before.unit_id = now.unit_id
        and before.kind = now.kind
        and before.year = now.year
        and before.ordinal = now.ordinal - 1
        and before.is_demo = now.is_demo
)

insert into staged
select
    d.measure_id, d.unit_id, d.period_id, d.value, d.source_id, d.line, d.column_name,
    d.reported_on, true, 'difference', d.sheet, ''
from stepped as d
where d.value is not null
    -- A negative step is a revision of the cumulative figure, not a count of the quarter.
    and d.value >= 0
    and not exists (
        select 1
        from staged as s
        where s.measure_id = d.measure_id
            and s.unit_id = d.unit_id
            and s.period_id = d.period_id
    )
