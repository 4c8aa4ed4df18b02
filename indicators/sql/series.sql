-- Grain: one indicator, period slot and unit of $shown_ids with some figure, and one row (unit_id
-- NULL) for all of $unit_ids together; order: indicator, total first, unit, slot. Ratios are
-- recomputed from counts. A side of the fraction is NULL unless all its terms are there; the total
-- is of the units that have both sides, and NULL for scores and percentages.
with term as (
    select
        i.sort as indicator_id, t.role, t.measure_id, i.basis,
        m.time_kind in ('stock', 'plan') as is_state,
        m.time_kind = 'plan' as is_plan,
        m.value_kind in ('count', 'money') as is_summable
    from indicator_term as t
    inner join indicator as i on i.code = t.indicator
    inner join measure as m on m.measure_id = t.measure_id
    where t.indicator = any($indicators)
),

wanted as (
    select
        i.sort as indicator_id, i.code as indicator, i.formula_kind, i.basis, i.scale,
        bool_and(t.is_summable) as is_summable,
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
    where o.unit_id = any($unit_ids)
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
        measure_id, unit_id, slot, is_running, min(reported_on) as first_on
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
        coalesce(least(n.reported_on, h.first_on) > n.due_on, false) as is_late
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

origin as (
    select indicator_id, unit_id, slot, list(distinct source_id) as source_ids
    from picked
    where unit_id = any($shown_ids)
    group by indicator_id, unit_id, slot
),

-- Indicators of change: the same period last year stands below the line.
fraction as (
    select
        *,
        numerator is not null
        and (formula_kind = 'level' or denominator is not null) as is_whole
    from (
        select
            s.indicator_id, s.unit_id, s.slot, w.formula_kind, w.scale, w.is_summable,
            s.is_derived, s.is_restated, s.is_late, s.is_demo,
            case when s.numerators = w.numerators then s.numerator end as numerator,
            case
                when w.formula_kind = 'ratio' and s.denominators = w.denominators
                    then s.denominator
                when before.numerators = w.numerators then before.numerator
            end as denominator
        from side as s
        inner join wanted as w on w.indicator_id = s.indicator_id
        left join side as before
            on w.formula_kind = 'change'
            and $kind <> 'giai_doan'
            and before.indicator_id = s.indicator_id
            and before.unit_id = s.unit_id
            and before.slot = (s.slot[:4]::integer - 1)::varchar || s.slot[5:]
    )
),

-- The calendar end of a period tells who is expected to report it; cut-offs end days earlier.
slot_end as (
    select slot, last_day(max(date_to)) as ends_on
    from period
    where kind = $kind
    group by slot
),

-- A rate as printed, counted in the way the indicator asks; some offices send nothing else.
printed as (
    select
        w.indicator_id, r.unit_id, p.slot, bool_or(s.is_demo) as is_demo,
        arg_min(r.value, (p.is_running <> (w.basis = 'to_date'))::integer) as stated,
        list(distinct r.source_id) as source_ids
    from stated_rate as r
    inner join wanted as w on w.indicator = r.indicator
    inner join period as p on p.period_id = r.period_id
    inner join source as s on s.source_id = r.source_id
    where r.is_current
        and r.unit_id = any($shown_ids)
        and p.kind = $kind
        and case
            when p.kind in ('quy', 'thang')
                then p.ordinal = 1 or p.is_running = (w.basis = 'to_date')
            else w.basis = 'in_period' or p.kind <> '6_thang' or p.ordinal = 1
        end
    group by w.indicator_id, r.unit_id, p.slot
),

together as (
    select
        coalesce(f.indicator_id, r.indicator_id) as indicator_id,
        coalesce(f.unit_id, r.unit_id) as unit_id,
        coalesce(f.slot, r.slot) as slot,
        f.formula_kind, f.scale, f.numerator, f.denominator, r.stated,
        coalesce(f.is_derived, false) as is_derived,
        coalesce(f.is_restated, false) as is_restated,
        coalesce(f.is_late, false) as is_late,
        coalesce(f.is_demo or r.is_demo, f.is_demo, r.is_demo) as is_demo,
        coalesce(f.is_whole, false)::integer as n_reported, 0 as n_unexpected,
        list_distinct(list_concat(f.source_ids, r.source_ids)) as source_ids
    from (from fraction inner join origin using (indicator_id, unit_id, slot)) as f
    full join printed as r
        on r.indicator_id = f.indicator_id and r.unit_id = f.unit_id and r.slot = f.slot
    union all
    select
        f.indicator_id, null, f.slot, any_value(f.formula_kind), any_value(f.scale),
        -- Scores and percentages of units have no sum.
        sum(f.numerator) filter (f.is_summable), sum(f.denominator) filter (f.is_summable), null,
        bool_or(f.is_derived), bool_or(f.is_restated), bool_or(f.is_late), bool_or(f.is_demo),
        count(*),
        count(*) filter (u.valid_from > e.ends_on or u.valid_to <= e.ends_on),
        []
    from fraction as f
    inner join unit as u on u.unit_id = f.unit_id
    inner join slot_end as e on e.slot = f.slot
    where f.is_whole
    group by f.indicator_id, f.slot
)

select
    w.indicator, t.unit_id, t.slot as period,
    case
        when t.formula_kind = 'level' then t.numerator::double * t.scale
        when t.denominator <= 0 then null
        when t.formula_kind = 'ratio' then t.numerator::double / t.denominator::double * t.scale
        else (t.numerator - t.denominator)::double / t.denominator::double * t.scale
    end as value,
    t.numerator::double as numerator,
    t.denominator::double as denominator,
    t.stated::double as stated,
    t.is_derived, t.is_restated, t.is_late, t.is_demo, t.n_reported, t.n_unexpected, t.source_ids
from together as t
inner join wanted as w on w.indicator_id = t.indicator_id
order by t.indicator_id, t.unit_id nulls first, t.slot
