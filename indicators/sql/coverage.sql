-- Grain: one unit and period slot of the kind with figures or refusals of the families asked for.
with figure as (
    select
        o.unit_id, o.period_id, o.measure_id, o.is_current,
        -- Late is judged by the first report: a later correction does not make it late.
        min(o.reported_on) over all_of_it as reported_on,
        lag(o.value) over same <> o.value and o.derived = '' as is_restated
    from observation as o
    inner join measure as m on m.measure_id = o.measure_id
    where o.unit_id = any($unit_ids) and m.time_kind <> 'plan' and m.family = any($families)
        and o.derived in ('', 'parts')
    window same as (
        partition by o.measure_id, o.unit_id, o.period_id, o.derived order by o.source_id
    ), all_of_it as (partition by o.measure_id, o.unit_id, o.period_id)
),

reported as (
    select
        f.unit_id, p.slot,
        count(*) filter (f.is_current) as figures,
        count(distinct m.family) filter (f.is_current) as families,
        bool_or(f.reported_on > p.due_on) filter (f.is_current) as is_late,
        max(f.reported_on) filter (f.is_current) as reported_on,
        max(p.due_on) as due_on,
        count(*) filter (f.is_restated) as restated
    from figure as f
    inner join period as p on p.period_id = f.period_id
    inner join measure as m on m.measure_id = f.measure_id
    where p.kind = $kind
    group by f.unit_id, p.slot
),

refused as (
    select r.unit_id, p.slot, count(*) as rejects, first(r.reason order by r.line) as reason
    from problem as r
    inner join period as p on p.period_id = r.period_id
    where r.severity = 'reject' and p.kind = $kind and r.unit_id = any($unit_ids)
    group by r.unit_id, p.slot
)

select
    coalesce(a.unit_id, b.unit_id) as unit_id,
    coalesce(a.slot, b.slot) as period,
    coalesce(a.figures, 0) as figures,
    coalesce(a.families, 0) as families,
    coalesce(a.is_late, false) as is_late,
    a.reported_on,
    a.due_on,
    coalesce(a.restated, 0) as restated,
    coalesce(b.rejects, 0) as rejects,
    b.reason
from reported as a
full join refused as b on b.unit_id = a.unit_id and b.slot = a.slot
order by 1, 2
