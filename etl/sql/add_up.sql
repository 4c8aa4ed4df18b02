-- What the stated flows of a year say of a stretch of it: a figure alone, or with steps of one kind
-- (quarters, months, the second half) that follow it day upon day. By the cut-offs of the catalogue:
-- where those of months and quarters differ, no month adds up to a quarter. Real and demonstration
-- figures are never added. Grain of flow: one current figure; of stretch: one figure and last step.
create table flow as
with shown_to_date as (
    select distinct t.measure_id
    from edition.indicator_term as t
    inner join edition.indicator as i on i.code = t.indicator
    where i.basis = 'to_date'
),

stated as (
    select
        s.measure_id, s.unit_id, p.year, r.is_demo, s.period_id, p.code as period, p.kind,
        p.is_running, p.is_running or p.ordinal = 1 as is_from_january, p.date_from, p.date_to,
        s.value, s.source_id, s.sheet, s.line, s.column_name, s.reported_on, s.is_restated,
        s.derived
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.is_current and m.time_kind = 'flow' and s.derived in ('', 'parts')
        and p.kind <> 'giai_doan'
),

-- Figures of one kind, each of its own period, say nothing of each other.
related as (
    select measure_id, unit_id, year, is_demo
    from stated
    group by measure_id, unit_id, year, is_demo
    having bool_or(is_running)
        or min(kind) <> max(kind)
        or measure_id in (select measure_id from shown_to_date)
)

select
    *,
    measure_id in (select measure_id from shown_to_date) as is_shown_to_date,
    -- Steps are added to what begins with the year or with a longer figure.
    is_from_january or date_to < max(date_to) over (
        partition by measure_id, unit_id, year, is_demo, date_from
    ) as is_start
from stated
semi join related using (measure_id, unit_id, year, is_demo);

create table stretch as
with recursive reached as (
    select
        measure_id, unit_id, year, is_demo, kind, is_running, is_from_january, is_shown_to_date,
        is_start, date_from, date_to, date_to as first_to, '' as step_kind, period as periods,
        value, source_id, sheet, line, column_name, period as place_period, value as place_value,
        reported_on, is_restated
    from flow
    union all
    -- The place is that of the newest file, and of files alike that of the last step.
    select
        r.measure_id, r.unit_id, r.year, r.is_demo, r.kind, r.is_running, r.is_from_january,
        r.is_shown_to_date, r.is_start, r.date_from, s.date_to, r.first_to, s.kind,
        r.periods || ' + ' || s.period,
        (r.value + s.value)::decimal(24, 4),
        greatest(r.source_id, s.source_id),
        if(s.source_id >= r.source_id, s.sheet, r.sheet),
        if(s.source_id >= r.source_id, s.line, r.line),
        if(s.source_id >= r.source_id, s.column_name, r.column_name),
        if(s.source_id >= r.source_id, s.period, r.place_period),
        if(s.source_id >= r.source_id, s.value, r.place_value),
        s.reported_on, r.is_restated or s.is_restated
    from reached as r
    inner join flow as s
        on s.measure_id = r.measure_id
        and s.unit_id = r.unit_id
        and s.year = r.year
        and s.is_demo = r.is_demo
        and s.date_from = r.date_to + 1
    where r.is_start and not s.is_running and r.step_kind in ('', s.kind)
)

from reached
