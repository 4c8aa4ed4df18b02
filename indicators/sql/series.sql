-- Grain: one indicator, unit and period slot with some figure; order: indicator, unit, time.
-- Ratios are recomputed from counts. A side of the fraction is NULL unless all its terms are there.
with wanted as (
    select code, basis, scale, formula_kind
    from indicator
    where code = any($indicators)
),

term as (
    select
        t.indicator, t.role, t.measure_id, m.time_kind, w.basis,
        count(*) over (partition by t.indicator, t.role) as terms
    from indicator_term as t
    inner join wanted as w on w.code = t.indicator
    inner join measure as m on m.measure_id = t.measure_id
),

slot as (
    select distinct slot, kind, year, ordinal
    from period
    where kind = $kind
),

figure as (
    select
        o.unit_id, o.measure_id, o.period_id,
        max(o.value) filter (o.is_current) as value,
        max(o.source_id) filter (o.is_current) as source_id,
        bool_or(o.derived in ('difference', 'running')) filter (o.is_current) as is_derived,
        -- Late is judged by the first report: a later correction does not make it late.
        min(o.reported_on) as reported_on,
        count(distinct o.value) filter (o.derived = '') > 1 as is_restated
    from observation as o
    where o.measure_id in (select measure_id from term) and o.unit_id = any($unit_ids)
    group by o.unit_id, o.measure_id, o.period_id
),

dated as (
    select f.*, p.slot, p.kind, p.year, p.is_running, p.due_on
    from figure as f
    inner join period as p on p.period_id = f.period_id
),

-- A flow is read in the period or cumulated, as the indicator asks; half-year 2 is not "to date".
same_slot as (
    select t.*, s.slot as at_slot, d.unit_id, d.value, d.source_id, d.is_derived, d.is_restated,
        d.reported_on > d.due_on as is_late,
        d.is_running::integer as preference
    from slot as s
    inner join dated as d on d.slot = s.slot
    inner join term as t on t.measure_id = d.measure_id
    where case
        when t.time_kind in ('stock', 'plan') then true
        when t.basis = 'to_date' and s.kind in ('quy', 'thang') then d.is_running
        when t.basis = 'to_date' and s.kind = '6_thang' then s.ordinal = 1
        else not d.is_running
    end
),

-- A plan of the year serves every period of that year.
plan_of_year as (
    select t.*, s.slot as at_slot, d.unit_id, d.value, d.source_id, d.is_derived, d.is_restated,
        false as is_late,
        2 as preference
    from slot as s
    inner join dated as d on d.kind = 'nam' and d.year = s.year and s.kind <> 'nam'
    inner join term as t on t.measure_id = d.measure_id and t.time_kind = 'plan'
),

picked as (
    select *
    from (select * from same_slot union all select * from plan_of_year)
    qualify row_number() over (
        partition by indicator, role, measure_id, at_slot, unit_id order by preference
    ) = 1
),

side as (
    select
        indicator, at_slot, unit_id, role,
        case when count(*) = any_value(terms) then sum(value)::double end as total,
        bool_or(is_derived) as is_derived,
        bool_or(is_restated) as is_restated,
        coalesce(bool_or(is_late), false) as is_late,
        -- A plan alone is no report.
        bool_or(preference < 2) as has_report,
        list(distinct source_id) as source_ids
    from picked
    group by indicator, at_slot, unit_id, role
),

fraction as (
    select
        indicator, at_slot, unit_id,
        max(total) filter (role = 'numerator') as numerator,
        max(total) filter (role = 'denominator') as denominator,
        bool_or(is_derived) as is_derived,
        bool_or(is_restated) as is_restated,
        bool_or(is_late) as is_late,
        bool_or(has_report) as has_report,
        list_distinct(flatten(list(source_ids))) as source_ids
    from side
    group by indicator, at_slot, unit_id
),

printed as (
    select r.indicator, p.slot as at_slot, r.unit_id, max(r.value)::double as stated
    from stated_rate as r
    inner join period as p on p.period_id = r.period_id
    where r.is_current and p.kind = $kind
    group by r.indicator, p.slot, r.unit_id
)

select
    f.indicator,
    f.unit_id,
    f.at_slot as period,
    case
        when w.formula_kind <> 'ratio' then f.numerator * w.scale
        when f.denominator > 0 then f.numerator / f.denominator * w.scale
    end as value,
    f.numerator,
    f.denominator,
    pr.stated,
    f.is_derived,
    f.is_restated,
    f.is_late,
    f.source_ids,
    exists (
        select 1 from source as s where s.source_id in (select unnest(f.source_ids)) and s.is_demo
    ) as is_demo
from fraction as f
inner join wanted as w on w.code = f.indicator
left join printed as pr
    on pr.indicator = f.indicator and pr.at_slot = f.at_slot and pr.unit_id = f.unit_id
where f.has_report
order by f.indicator, f.unit_id, f.at_slot
