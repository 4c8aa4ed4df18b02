-- Flows stated by quarter (month) that some indicator shows to date: the sum from January, only
-- when every period so far is there, all real or all demo. Grain: unit, period, measure.
with wanted as (
    select distinct t.measure_id
    from edition.indicator_term as t
    inner join edition.indicator as i on i.code = t.indicator
    inner join edition.measure as m on m.measure_id = t.measure_id
    where i.basis = 'to_date' and m.time_kind = 'flow'
),

stepped as (
    select
        s.measure_id, s.unit_id, p.slot, p.ordinal, s.line, s.column_name, s.reported_on,
        s.sheet,
        sum(s.value) over so_far as value,
        count(*) over so_far as steps,
        max(s.source_id) over so_far as source_id,
        bool_or(s.is_restated) over so_far as is_restated
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    where s.is_current and s.derived in ('', 'parts')
        and p.kind in ('quy', 'thang') and not p.is_running
        and s.measure_id in (select measure_id from wanted)
    window so_far as (
        partition by s.measure_id, s.unit_id, p.kind, p.year, r.is_demo
        order by p.ordinal
        rows unbounded preceding
    )
)

insert into staged
select
    d.measure_id, d.unit_id, running.period_id, d.value, d.source_id, d.line, d.column_name,
    d.reported_on, true, 'running', d.sheet, '', d.is_restated
from stepped as d
inner join edition.period as running on running.slot = d.slot and running.is_running
where d.steps = d.ordinal
    and not exists (
        select 1
        from staged as s
        where s.measure_id = d.measure_id
            and s.unit_id = d.unit_id
            and s.period_id = running.period_id
    )
