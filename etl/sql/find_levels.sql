-- Counts a unit stated for the whole of itself that differ from what the units directly below it
-- stated, where all of them did, or that are smaller than what some of them stated; all real or all
-- demo. Grain: one figure of the unit above; order: source, line.
with countable as (
    -- A procedure is one and the same at every unit that offers it: their number has no sum.
    select measure_id, short_vi
    from edition.measure
    where value_kind in ('count', 'money') and unit_vi <> 'thủ tục'
),

figure as (
    select s.*, r.is_demo
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    where s.is_current and s.measure_id in (select measure_id from countable)
),

above as (
    select f.*, p.code as period, least(last_day(p.date_to), u.valid_to - 1) as at_day
    from figure as f
    inner join edition.unit as u on u.unit_id = f.unit_id
    inner join edition.period as p on p.period_id = f.period_id
    where f.derived = '' and u.level <> 'xa'
),

expected as (
    select a.unit_id, a.at_day, count(*) as units
    from (select distinct unit_id, at_day from above) as a
    inner join edition.unit as u
        on u.parent_id = a.unit_id
        and u.valid_from <= a.at_day
        and (u.valid_to is null or u.valid_to > a.at_day)
    group by a.unit_id, a.at_day
),

below as (
    select
        a.measure_id, a.unit_id, a.period_id, a.at_day,
        sum(f.value) as other, count(*) as n_reported
    from above as a
    inner join edition.unit as u
        on u.parent_id = a.unit_id
        and u.valid_from <= a.at_day
        and (u.valid_to is null or u.valid_to > a.at_day)
    inner join figure as f
        on f.unit_id = u.unit_id
        and f.measure_id = a.measure_id
        and f.period_id = a.period_id
        and f.is_demo = a.is_demo
    group by all
)

select
    a.source_id, a.sheet, a.line, a.column_name, a.unit_id, a.period, m.short_vi as measure,
    a.value, b.other, b.n_reported, e.units as n_expected
from above as a
inner join below as b
    on b.measure_id = a.measure_id and b.unit_id = a.unit_id and b.period_id = a.period_id
inner join expected as e on e.unit_id = a.unit_id and e.at_day = a.at_day
inner join countable as m on m.measure_id = a.measure_id
where a.value < b.other or (b.n_reported = e.units and a.value <> b.other)
order by a.source_id, a.sheet, a.line, a.column_name
