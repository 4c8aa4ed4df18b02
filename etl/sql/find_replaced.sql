-- Figures and printed rates that take the place of another value stated before, sums that their
-- parts, stated later, give otherwise, and sums stated otherwise than their parts gave them. Grain: one such figure, by source and line.
with said as (
    select
        s.source_id, s.sheet, s.line, s.column_name, s.unit_id, s.period_id,
        m.code as subject, m.short_vi as measure, s.value, s.derived
    from staged as s
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.derived in ('', 'parts')
    union all
    select
        r.source_id, r.sheet, r.line, r.column_name, r.unit_id, r.period_id,
        r.indicator, i.short_vi || ' in sẵn', r.value, ''
    from edition.stated_rate as r
    inner join edition.indicator as i on i.code = r.indicator
),

followed as (
    select
        *,
        lag(value) over same as old_value,
        lag(source_id) over same as old_source_id,
        lag(sheet) over same as old_sheet,
        lag(line) over same as old_line,
        lag(derived) over same as old_derived
    from said
    window same as (partition by subject, unit_id, period_id order by source_id)
)

select
    f.source_id, f.sheet, f.line, f.column_name, f.unit_id, p.code as period, f.measure, f.value,
    f.old_value, f.old_source_id, f.old_sheet, f.old_line, f.derived,
    f.old_derived
from followed as f
inner join edition.period as p on p.period_id = f.period_id
where f.old_value <> f.value
order by f.source_id, f.sheet, f.line, f.column_name
