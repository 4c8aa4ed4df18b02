-- Grain: one indicator, period slot and area of $shown_ids with some figure, and one row (area_id
-- NULL) for the whole scope; order: indicator, total first, area, slot. A tile is a unit, the area
-- it belongs to and the share of it that does. Ratios are recomputed from counts. A side of the
-- fraction is NULL unless all its terms are there; an area of several units and the total are of
-- the units that have both sides, and NULL for scores and percentages.
with tile as (
    select
        unnest($tile_areas::integer[]) as area_id,
        unnest($tile_units::integer[]) as unit_id,
        unnest($tile_weights::decimal(9, 8)[]) as weight
),

term as (
    select
        i.sort as indicator_id, t.role, t.measure_id, i.basis,
        m.time_kind in ('stock', 'plan') as is_state,
        m.time_kind = 'plan' as is_plan,
        m.value_kind in ('count', 'money') as is_summable,
        m.value_kind in ('count', 'money') and m.time_kind = 'flow' as is_flow
    from indicator_term as t
    inner join indicator as i on i.code = t.indicator
    inner join measure as m on m.measure_id = t.measure_id
    where t.indicator = any($indicators)
),

wanted as (
    select
        i.sort as indicator_id, i.code as indicator, i.formula_kind, i.basis, i.scale,
        bool_and(t.is_summable) as is_summable,
        bool_and(t.is_flow) as is_flow,
        count(*) filter (t.role = 'numerator') as numerators,
        count(*) filter (t.role = 'denominator') as denominators
    from indicator as i
    inner join term as t on t.indicator_id = i.sort
    group by all
),

figure as (
    select
        o.measure_id, o.unit_id, o.period_id, o.value, o.source_id, o.reported_on, o.is_current,
        o.is_restated, o.derived in ('difference', 'running') as is_derived,
        p.slot, p.kind, p.year, p.ordinal, p.is_running, p.due_on
    from observation as o
    inner join period as p on p.period_id = o.period_id
    where o.unit_id in (select unit_id from tile)
        and o.measure_id in (select measure_id from term)
        and p.kind in ($kind, 'nam')
),

newest as (
    select *
    from figure
    where is_current
),

-- What was said before. A derived figure stands on the other way of counting the same slot.
history as (
    select
        measure_id, unit_id, slot, is_running,
        first(reported_on order by source_id) as first_on
    from figure
    where not is_current
    group by all
),

dated as (
    select
        n.measure_id, n.unit_id, n.value, n.source_id,
        n.slot, n.kind, n.year, n.ordinal, n.is_running,
        -- From January to the end of the first quarter is the first quarter: nothing was computed.
        n.is_derived and n.ordinal > 1 as is_derived,
        n.is_restated,
        -- Late is judged by the first report: a later correction does not make it late.
        coalesce(
            case when h.unit_id is null then n.reported_on else h.first_on end > n.due_on, false
        ) as is_late
    from newest as n
    left join history as h
        on h.measure_id = n.measure_id
        and h.unit_id = n.unit_id
        and h.slot = n.slot
        and h.is_running = (n.is_running <> n.is_derived)
),

-- A flow is read in the period or cumulated, as the indicator asks; half-year 2 is not "to date".
same_slot as (
    select t.indicator_id, t.role, t.is_plan, d.*
    from dated as d
    inner join term as t on t.measure_id = d.measure_id
    where d.kind = $kind
        and case
            when t.is_state then not d.is_running
            when d.kind in ('quy', 'thang') then d.is_running = (t.basis = 'to_date')
            else t.basis = 'in_period' or d.kind <> '6_thang' or d.ordinal = 1
        end
),

-- A state on the day, and anything in the first quarter, is the same number either way of
-- counting: the other way serves where only that was reported.
other_way as (
    select t.indicator_id, t.role, t.is_plan, d.*
    from dated as d
    inner join term as t on t.measure_id = d.measure_id
    where d.kind = $kind
        and d.kind in ('quy', 'thang')
        and case
            when t.is_state then d.is_running
            else d.ordinal = 1 and d.is_running = (t.basis = 'in_period')
        end
        and not exists (
            select 1
            from dated as twin
            where twin.measure_id = d.measure_id
                and twin.unit_id = d.unit_id
                and twin.slot = d.slot
                and twin.is_running <> d.is_running
        )
),

-- A plan of the year serves every shorter period of that year without a plan of its own.
plan_of_year as (
    select t.indicator_id, t.role, t.is_plan, d.* replace (s.slot as slot, false as is_late)
    from dated as d
    inner join term as t on t.measure_id = d.measure_id and t.is_plan
    inner join (
        select distinct slot, year
        from period
        where kind = $kind and kind not in ('nam', 'giai_doan')
    ) as s on s.year = d.year
    where d.kind = 'nam'
        and not exists (
            select 1
            from dated as own
            where own.measure_id = d.measure_id and own.unit_id = d.unit_id and own.slot = s.slot
        )
),

picked as (
    from same_slot
    union all
    from other_way
    union all
    from plan_of_year
),

-- A plan alone is no report.
side as (
    select
        k.indicator_id, k.unit_id, k.slot,
        count(*) filter (k.role = 'numerator') as numerators,
        count(*) filter (k.role = 'denominator') as denominators,
        sum(k.value) filter (k.role = 'numerator') as numerator,
        sum(k.value) filter (k.role = 'denominator') as denominator,
        bool_or(k.is_derived) as is_derived,
        bool_or(k.is_restated) as is_restated,
        bool_or(k.is_late) as is_late,
        bool_or(s.is_demo) as is_demo
    from picked as k
    inner join source as s on s.source_id = k.source_id
    group by k.indicator_id, k.unit_id, k.slot
    having not bool_and(k.is_plan)
),

-- The calendar end of a period tells who is expected to report it; cut-offs end days earlier.
slot_end as (
    select slot, last_day(max(date_to)) as ends_on
    from period
    where kind = $kind
    group by slot
),

-- How many units make up an area at a time, where that may be several.
size as (
    select t.area_id, e.slot, count(distinct t.unit_id) as units
    from tile as t
    inner join unit as u on u.unit_id = t.unit_id
    inner join slot_end as e
        on u.valid_from <= e.ends_on and (u.valid_to is null or u.valid_to > e.ends_on)
    where t.area_id in (
        select area_id
        from tile
        group by area_id
        having count(*) > 1
    )
    group by t.area_id, e.slot
),

unit_side as (
    select
        s.indicator_id, s.unit_id, s.slot, w.formula_kind, w.is_summable, w.is_flow,
        s.is_derived, s.is_restated, s.is_late, s.is_demo,
        case when s.numerators = w.numerators then s.numerator end as numerator,
        case
            when w.formula_kind = 'ratio' and s.denominators = w.denominators then s.denominator
        end as denominator,
        s.numerators = w.numerators
        and (w.formula_kind <> 'ratio' or s.denominators = w.denominators) as is_whole,
        u.valid_from <= e.ends_on
        and (u.valid_to is null or u.valid_to > e.ends_on) as is_living
    from side as s
    inner join wanted as w on w.indicator_id = s.indicator_id
    inner join unit as u on u.unit_id = s.unit_id
    inner join slot_end as e on e.slot = s.slot
),

-- A unit without a weight lies partly outside its area: it is waited for, never counted.
-- In a period that spans a reform what happened before it and what happened after it add up. A
-- state is that of the day: a unit that ended is not added to those that took over its land.
area_side as (
    select
        area_id, indicator_id, slot,
        any_value(formula_kind) as formula_kind,
        any_value(is_summable) as is_summable,
        any_value(units) as units,
        case
            when any_value(units) <= 1 and count(*) = 1 and bool_and(is_summable or weight = 1)
                then any_value(numerator * weight)
            when any_value(is_summable) then sum(numerator * weight) filter (is_whole)
        end as numerator,
        case
            when any_value(units) <= 1 and count(*) = 1 and bool_and(is_summable or weight = 1)
                then any_value(denominator * weight)
            when any_value(is_summable) then sum(denominator * weight) filter (is_whole)
        end as denominator,
        bool_or(is_derived) as is_derived,
        bool_or(is_restated) as is_restated,
        bool_or(is_late) as is_late,
        bool_or(is_demo) as is_demo,
        bool_or(weight <> 1) as is_estimate,
        count(*) filter (is_whole and weight is not null) as n_reported,
        count(*) filter (is_whole and weight is not null and not is_living) as n_unexpected
    from (
        select t.area_id, t.weight, coalesce(z.units, s.is_living::integer) as units, s.*
        from unit_side as s
        inner join tile as t on t.unit_id = s.unit_id
        left join size as z on z.area_id = t.area_id and z.slot = s.slot
        where t.area_id is not null
        qualify
            s.is_living
            or s.is_flow
            or not bool_or(s.is_living) over (partition by t.area_id, s.indicator_id, s.slot)
    )
    group by area_id, indicator_id, slot
),

-- Indicators of change: the same period last year stands below the line.
fraction as (
    select
        a.* replace (
            case when a.formula_kind = 'change' then before.numerator else a.denominator end
                as denominator
        ),
        a.numerator is not null
        and case a.formula_kind
            when 'level' then true
            when 'ratio' then a.denominator is not null
            else before.numerator is not null
        end as is_whole
    from area_side as a
    left join area_side as before
        on a.formula_kind = 'change'
        and $kind <> 'giai_doan'
        and before.indicator_id = a.indicator_id
        and before.area_id = a.area_id
        and before.n_reported = before.units + before.n_unexpected
        and before.slot = (a.slot[:4]::integer - 1)::varchar || a.slot[5:]
),

total as (
    select
        indicator_id, slot, any_value(formula_kind) as formula_kind,
        -- Scores and percentages of units have no sum.
        sum(numerator) filter (is_summable) as numerator,
        sum(denominator) filter (is_summable) as denominator,
        bool_or(is_derived) as is_derived,
        bool_or(is_restated) as is_restated,
        bool_or(is_late) as is_late,
        bool_or(is_demo) as is_demo,
        count(*) as n_reported,
        count(*) filter (not is_living) as n_unexpected
    from (
        from unit_side
        where unit_id = any($total_ids) and formula_kind <> 'change'
        qualify
            is_living
            or is_flow
            or not bool_or(is_living) over (partition by indicator_id, slot)
    )
    where is_whole
    group by indicator_id, slot
    union all
    -- A change is that of the units that have both years, in every frame the same.
    select
        now.indicator_id, now.slot, 'change', sum(now.numerator), sum(before.numerator),
        bool_or(now.is_derived or before.is_derived),
        bool_or(now.is_restated or before.is_restated),
        bool_or(now.is_late), bool_or(now.is_demo or before.is_demo), count(*),
        count(*) filter (not now.is_living)
    from unit_side as now
    inner join unit_side as before
        on before.indicator_id = now.indicator_id
        and before.unit_id = now.unit_id
        and before.slot = (now.slot[:4]::integer - 1)::varchar || now.slot[5:]
    where now.unit_id = any($total_ids)
        and now.formula_kind = 'change'
        and $kind <> 'giai_doan'
        and now.is_summable and now.is_whole and before.is_whole
    group by now.indicator_id, now.slot
),

-- A rate as printed, counted in the way the indicator asks; some offices send nothing else.
printed as (
    select
        w.indicator_id, t.area_id, p.slot, bool_or(s.is_demo) as is_demo,
        arg_min(r.value, (p.is_running <> (w.basis = 'to_date'))::integer) as stated,
        list(distinct r.source_id) as source_ids
    from stated_rate as r
    inner join wanted as w on w.indicator = r.indicator
    inner join period as p on p.period_id = r.period_id
    inner join source as s on s.source_id = r.source_id
    inner join tile as t on t.unit_id = r.unit_id
    left join size as z on z.area_id = t.area_id and z.slot = p.slot
    where r.is_current
        and t.area_id = any($shown_ids)
        and coalesce(z.units, 1) = 1
        and p.kind = $kind
        and case
            when p.kind in ('quy', 'thang')
                then p.ordinal = 1 or p.is_running = (w.basis = 'to_date')
            else w.basis = 'in_period' or p.kind <> '6_thang' or p.ordinal = 1
        end
    group by w.indicator_id, t.area_id, p.slot
),

origin as (
    select k.indicator_id, t.area_id, k.slot, list(distinct k.source_id) as source_ids
    from picked as k
    inner join tile as t on t.unit_id = k.unit_id
    where t.area_id = any($shown_ids)
    group by k.indicator_id, t.area_id, k.slot
),

together as (
    select
        coalesce(f.indicator_id, r.indicator_id) as indicator_id,
        coalesce(f.area_id, r.area_id) as area_id,
        coalesce(f.slot, r.slot) as slot,
        f.numerator, f.denominator, r.stated,
        coalesce(f.is_derived, false) as is_derived,
        coalesce(f.is_restated, false) as is_restated,
        coalesce(f.is_late, false) as is_late,
        coalesce(f.is_demo or r.is_demo, f.is_demo, r.is_demo) as is_demo,
        coalesce(f.is_estimate, false) as is_estimate,
        -- Units that have all an indicator of change needs; else those with both sides.
        case
            when f.formula_kind = 'change' and not f.is_whole then 0
            else coalesce(f.n_reported, 0)
        end as n_reported,
        coalesce(f.n_unexpected, 0) as n_unexpected,
        list_distinct(list_concat(f.source_ids, r.source_ids)) as source_ids
    from (from fraction inner join origin using (indicator_id, area_id, slot)) as f
    full join printed as r
        on r.indicator_id = f.indicator_id and r.area_id = f.area_id and r.slot = f.slot
    union all
    select
        indicator_id, null, slot, numerator, denominator, null, is_derived, is_restated, is_late,
        is_demo, false, n_reported, n_unexpected, []
    from total
)

select
    w.indicator, t.area_id, t.slot as period,
    case
        when w.formula_kind = 'level' then t.numerator::double * w.scale
        when t.denominator <= 0 then null
        when w.formula_kind = 'ratio' then t.numerator::double / t.denominator::double * w.scale
        else (t.numerator - t.denominator)::double / t.denominator::double * w.scale
    end as value,
    t.numerator::double as numerator,
    t.denominator::double as denominator,
    t.stated::double as stated,
    t.is_derived, t.is_restated, t.is_late, t.is_demo, t.is_estimate, t.n_reported, t.n_unexpected, t.source_ids
from together as t
inner join wanted as w on w.indicator_id = t.indicator_id
order by t.indicator_id, t.area_id nulls first, t.slot
