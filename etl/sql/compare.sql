-- Figures of one edition that the other does not hold; attached as shown and rebuilt, compared by
-- codes because keys are an edition's own. Grain: one figure that stands in one of them only.
with observation as (
    select 'shown' as side, o.* from shown.observation as o
    union all
    select 'rebuilt', o.* from rebuilt.observation as o
),

stated_rate as (
    select 'shown' as side, r.* from shown.stated_rate as r
    union all
    select 'rebuilt', r.* from rebuilt.stated_rate as r
),

measure as (
    select 'shown' as side, measure_id, code from shown.measure
    union all
    select 'rebuilt', measure_id, code from rebuilt.measure
),

unit as (
    select 'shown' as side, unit_id, unit_key from shown.unit
    union all
    select 'rebuilt', unit_id, unit_key from rebuilt.unit
),

period as (
    select 'shown' as side, period_id, code from shown.period
    union all
    select 'rebuilt', period_id, code from rebuilt.period
),

figure as (
    select
        o.side, 'count' as kind, m.code as subject, u.unit_key, p.code as period, o.value,
        o.source_id, o.line, o.column_name, o.reported_on, o.is_current, o.derived, o.sheet,
        o.remark, o.is_restated
    from observation as o
    inner join measure as m on m.side = o.side and m.measure_id = o.measure_id
    inner join unit as u on u.side = o.side and u.unit_id = o.unit_id
    inner join period as p on p.side = o.side and p.period_id = o.period_id
    union all
    select
        r.side, 'rate', r.indicator, u.unit_key, p.code, r.value, r.source_id, r.line,
        r.column_name, null, r.is_current, '', r.sheet, r.remark, false
    from stated_rate as r
    inner join unit as u on u.side = r.side and u.unit_id = r.unit_id
    inner join period as p on p.side = r.side and p.period_id = r.period_id
),

shown_figure as (select * exclude (side) from figure where side = 'shown'),

rebuilt_figure as (select * exclude (side) from figure where side = 'rebuilt'),

missing as (from rebuilt_figure except all from shown_figure),

surplus as (from shown_figure except all from rebuilt_figure)

select 'missing' as side, subject, unit_key, period, value, source_id, line from missing
union all
select 'surplus', subject, unit_key, period, value, source_id, line from surplus
order by source_id, line, subject, unit_key, period, side
