-- Printed rates whose counts stand, at least in part, in other files: all of them real or all of
-- them demonstration ones. A rate beside counts of its own is checked when its file is read.
-- Grain: one current printed rate of a unit and period; order: file, indicator, place.
with counted as (
    select
        s.measure_id, s.unit_id, s.period_id, s.value, s.source_id, s.sheet, s.line,
        s.column_name, p.kind, p.year, o.is_demo
    from staged as s
    inner join origin as o on o.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    where s.is_current and s.derived in ('', 'parts')
),

printed as (
    select
        r.indicator, i.scale, r.unit_id, r.period_id, r.source_id, p.code as period, p.year,
        p.kind, o.is_demo, t.role, t.measure_id, m.time_kind = 'plan' as is_plan,
        count(*) over (partition by r.indicator, r.unit_id, r.period_id) as terms
    from edition.stated_rate as r
    inner join edition.indicator as i on i.code = r.indicator
    inner join edition.period as p on p.period_id = r.period_id
    inner join origin as o on o.source_id = r.source_id
    inner join edition.indicator_term as t on t.indicator = r.indicator
    inner join edition.measure as m on m.measure_id = t.measure_id
    where r.is_current and i.formula_kind = 'ratio'
),

-- The plan of a year serves every period of it that has none of its own.
term as (
    select
        r.indicator, r.scale, r.unit_id, r.period_id, r.period, r.source_id, r.role, r.terms,
        c.value, c.source_id as count_source,
        {
            'source_id': c.source_id, 'sheet': c.sheet, 'line': c.line,
            'column_name': c.column_name, 'value': c.value
        } as place,
        exists (
            select 1
            from staged as own
            where own.source_id = r.source_id
                and own.measure_id = r.measure_id
                and own.unit_id = r.unit_id
                and own.period_id = c.period_id
                and own.derived in ('', 'parts')
        ) as is_own
    from printed as r
    inner join counted as c
        on c.measure_id = r.measure_id
        and c.unit_id = r.unit_id
        and c.is_demo = r.is_demo
        and (
            c.period_id = r.period_id
            or (r.is_plan and c.kind = 'nam' and c.year = r.year and r.kind <> 'giai_doan')
        )
    qualify row_number() over (
        partition by r.indicator, r.unit_id, r.period_id, r.role, r.measure_id
        order by c.period_id = r.period_id desc
    ) = 1
)

select
    indicator, scale, unit_id, period, source_id,
    sum(value) filter (role = 'numerator') as numerator,
    sum(value) filter (role = 'denominator') as denominator,
    list(place order by role desc, count_source, place.line) as places
from term
group by indicator, scale, unit_id, period_id, period, source_id
having count(*) = any_value(terms) and not bool_and(is_own) and denominator <> 0
order by source_id, indicator, unit_id, period
