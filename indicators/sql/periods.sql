-- Periods some unit of the scope reported figures for; half a year known to date by another name is
-- no quarter reported. Grain: one period slot; order: kind, time.
select
    p.slot as period, p.kind, p.year, p.ordinal, max(p.date_to) as date_to, max(p.due_on) as due_on,
    bool_or(s.is_demo) as is_demo
from (
    select distinct period_id, source_id
    from observation
    where unit_id = any($unit_ids) and is_current and derived <> 'running' and measure_id in (
        select measure_id
        from measure
        where time_kind <> 'plan'
    )
    union
    select period_id, source_id
    from stated_rate
    where unit_id = any($unit_ids)
) as o
inner join period as p on p.period_id = o.period_id
inner join source as s on s.source_id = o.source_id
group by p.slot, p.kind, p.year, p.ordinal
order by p.kind, p.year, p.ordinal
