-- Grain: one unit and period slot of the kind with figures or refusals of the families asked for.
-- Only what was stated counts (figures and printed rates); sums and differences are no reports.
with stated as (
    select
        o.measure_id, null as indicator, o.unit_id, p.period_id, p.slot, p.due_on, o.value,
        o.source_id, o.reported_on, o.is_current
    from observation as o
    inner join measure as m on m.measure_id = o.measure_id
    inner join period as p on p.period_id = o.period_id
    where o.unit_id = any($unit_ids)
        and m.family = any($families)
        and m.time_kind <> 'plan'
        and p.kind = $kind
        and o.derived = ''
    union all
    select
        null, r.indicator, r.unit_id, p.period_id, p.slot, p.due_on, r.value,
        r.source_id, null, r.is_current
    from stated_rate as r
    inner join indicator as i on i.code = r.indicator
    inner join period as p on p.period_id = r.period_id
    where r.unit_id = any($unit_ids) and i.family = any($families) and p.kind = $kind
),

superseded as (
    select distinct measure_id, indicator, unit_id, period_id
    from stated
    where not is_current
),

-- Only what was stated more than once has a history.
again as (
    select
        o.measure_id, o.indicator, o.unit_id, o.period_id, o.slot, o.reported_on, o.source_id,
        lag(o.value) over same <> o.value as is_restated
    from stated as o
    semi join superseded as s
        on s.measure_id is not distinct from o.measure_id
        and s.indicator is not distinct from o.indicator
        and s.unit_id = o.unit_id
        and s.period_id = o.period_id
    window same as (
        partition by o.measure_id, o.indicator, o.unit_id, o.period_id order by o.source_id
    )
),

history as (
    select
        measure_id, indicator, unit_id, period_id,
        first(reported_on order by source_id) as first_on,
        count(*) filter (is_restated) as restated
    from again
    group by all
),

reported as (
    select
        n.unit_id, n.slot,
        count(*) as figures,
        -- Late is judged by the first report: a later correction does not make it late.
        coalesce(
            bool_or(
                case when h.unit_id is null then n.reported_on else h.first_on end > n.due_on
            ),
            false
        ) as is_late,
        max(n.reported_on) as reported_on,
        max(n.due_on) as due_on,
        sum(h.restated) as restated
    from stated as n
    left join history as h
        on h.measure_id is not distinct from n.measure_id
        and h.indicator is not distinct from n.indicator
        and h.unit_id = n.unit_id
        and h.period_id = n.period_id
    where n.is_current
    group by n.unit_id, n.slot
),

refused as (
    select
        r.unit_id, p.slot, count(*) as rejects,
        first(r.reason order by r.source_id, r.line) as reason
    from problem as r
    inner join period as p on p.period_id = r.period_id
    where r.severity = 'reject' and p.kind = $kind and r.unit_id = any($unit_ids)
    group by r.unit_id, p.slot
)

select
    coalesce(a.unit_id, b.unit_id) as unit_id,
    coalesce(a.slot, b.slot) as period,
    coalesce(a.figures, 0) as figures,
    coalesce(a.is_late, false) as is_late,
    a.reported_on,
    a.due_on,
    coalesce(a.restated, 0) as restated,
    coalesce(b.rejects, 0) as rejects,
    b.reason
from reported as a
full join refused as b on b.unit_id = a.unit_id and b.slot = a.slot
order by 1, 2
