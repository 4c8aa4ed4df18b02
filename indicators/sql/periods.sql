-- Grain: one period slot some unit of the scope reported figures for; order: kind, time.
select
    p.slot as period, p.kind, p.year, p.ordinal, max(p.date_to) as date_to, max(p.due_on) as due_on
from period as p
where p.period_id in (
    select o.period_id
    from observation as o
    inner join measure as m on m.measure_id = o.measure_id
    where o.unit_id = any($unit_ids) and o.is_current and m.time_kind <> 'plan'
)
group by p.slot, p.kind, p.year, p.ordinal
order by p.kind, p.year, p.ordinal
