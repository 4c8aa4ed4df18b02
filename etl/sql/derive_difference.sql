-- Flows stated only as cumulative: this quarter (month) = to date - to date one before, never
-- across a gap nor from demo to real figures; January starts from nothing. Where the one before was
-- stated period by period, their sum from January stands for it. Grain: unit, period, measure.
with flow as (
    select s.*, p.kind, p.year, p.ordinal, p.slot, p.is_running, r.is_demo
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.is_current and m.time_kind = 'flow' and s.derived in ('', 'parts')
        and p.kind in ('quy', 'thang')
),

cumulative as (
    select *
    from flow
    where is_running
),

summed as (
    select
        measure_id, unit_id, kind, year, ordinal, is_demo,
        sum(value) over so_far as value,
        count(*) over so_far as steps,
        max(source_id) over so_far as source_id,
        bool_or(is_restated) over so_far as is_restated
    from flow
    where not is_running
    window so_far as (
        partition by measure_id, unit_id, kind, year, is_demo
        order by ordinal
        rows unbounded preceding
    )
),

reached as (
    select measure_id, unit_id, kind, year, ordinal, is_demo, value, source_id, is_restated
    from cumulative
    union all
    select s.measure_id, s.unit_id, s.kind, s.year, s.ordinal, s.is_demo, s.value, s.source_id,
        s.is_restated
    from summed as s
    anti join cumulative as c
        on c.measure_id = s.measure_id
        and c.unit_id = s.unit_id
        and c.kind = s.kind
        and c.year = s.year
        and c.ordinal = s.ordinal
        and c.is_demo = s.is_demo
    where s.steps = s.ordinal
),

stepped as (
    select
        now.measure_id, now.unit_id, plain.period_id,
        case when now.ordinal = 1 then now.value else now.value - before.value end as value,
        greatest(now.source_id, before.source_id) as source_id,
        now.line, now.column_name, now.reported_on, now.sheet,
        now.is_restated or coalesce(before.is_restated, false) as is_restated
    from cumulative as now
    inner join edition.period as plain on plain.slot = now.slot and not plain.is_running
    left join reached as before
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
    d.reported_on, true, 'difference', d.sheet, '', d.is_restated
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
