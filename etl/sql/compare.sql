-- Figures of one edition that the other does not hold; attached as shown and rebuilt, compared by
-- codes because keys are an edition's own. Grain: one figure that stands in one of them only.
with shown as (
    select
        'count' as kind, m.code as subject, u.unit_key, p.code as period, o.value, o.source_id,
        o.line, o.column_name, o.reported_on, o.is_current, o.derived, o.sheet, o.remark,
        o.is_restated
    from shown.observation as o
    inner join shown.measure as m on m.measure_id = o.measure_id
    inner join shown.unit as u on u.unit_id = o.unit_id
    inner join shown.period as p on p.period_id = o.period_id
    union all
    select
        'rate', r.indicator, u.unit_key, p.code, r.value, r.source_id, r.line, r.column_name,
        null, r.is_current, '', r.sheet, r.remark, false
    from shown.stated_rate as r
    inner join shown.unit as u on u.unit_id = r.unit_id
    inner join shown.period as p on p.period_id = r.period_id
),

rebuilt as (
    select
        'count' as kind, m.code as subject, u.unit_key, p.code as period, o.value, o.source_id,
        o.line, o.column_name, o.reported_on, o.is_current, o.derived, o.sheet, o.remark,
        o.is_restated
    from rebuilt.observation as o
    inner join rebuilt.measure as m on m.measure_id = o.measure_id
    inner join rebuilt.unit as u on u.unit_id = o.unit_id
    inner join rebuilt.period as p on p.period_id = o.period_id
    union all
    select
        'rate', r.indicator, u.unit_key, p.code, r.value, r.source_id, r.line, r.column_name,
        null, r.is_current, '', r.sheet, r.remark, false
    from rebuilt.stated_rate as r
    inner join rebuilt.unit as u on u.unit_id = r.unit_id
    inner join rebuilt.period as p on p.period_id = r.period_id
),

missing as (from rebuilt except all from shown),

surplus as (from shown except all from rebuilt)

select 'missing' as side, subject, unit_key, period, value, source_id, line from missing
union all
select 'surplus', subject, unit_key, period, value, source_id, line from surplus
order by source_id, line, subject, unit_key, period, side
