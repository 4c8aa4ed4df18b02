-- Sums defined by their parts, where nobody stated the sum or a later file stated a part of it
-- anew; grain: unit, period, defined measure.
-- Demo figures are never added to real ones.
-- The report's date is that of the first statement: correcting a part later does not make it late.
with first_said as (
    select measure_id, unit_id, period_id, min(reported_on) as reported_on
    from staged
    group by measure_id, unit_id, period_id
),

summed as (
    select
        d.left_id as measure_id, s.unit_id, s.period_id, sum(s.value) as value,
        max(s.source_id) as source_id,
        first(s.line order by s.source_id desc, s.line) as line,
        first(s.column_name order by s.source_id desc, s.line) as column_name,
        first(s.sheet order by s.source_id desc, s.line) as sheet,
        max(f.reported_on) as reported_on, bool_or(s.is_restated) as is_restated
    from staged as s
    inner join definition as d on d.right_id = s.measure_id
    inner join origin as r on r.source_id = s.source_id
    inner join first_said as f
        on f.measure_id = s.measure_id and f.unit_id = s.unit_id and f.period_id = s.period_id
    where s.is_current
    group by d.left_id, s.unit_id, s.period_id, r.is_demo
    having count(*) = any_value(d.terms)
),

-- A sum its parts give otherwise than it was stated before is restated.
older as (
    select
        s.measure_id, s.unit_id, s.period_id,
        bool_or(s.value <> p.value) as is_other
    from staged as s
    inner join summed as p
        on p.measure_id = s.measure_id and p.unit_id = s.unit_id and p.period_id = s.period_id
    group by s.measure_id, s.unit_id, s.period_id
)

insert into staged
select
    p.measure_id, p.unit_id, p.period_id, p.value, p.source_id, p.line, p.column_name,
    p.reported_on, true, 'parts', p.sheet, '',
    p.is_restated or coalesce(older.is_other, false)
from summed as p
left join older
    on older.measure_id = p.measure_id
    and older.unit_id = p.unit_id
    and older.period_id = p.period_id
where not exists (
    select 1
    from staged as stated
    where stated.is_current
        and stated.measure_id = p.measure_id
        and stated.unit_id = p.unit_id
        and stated.period_id = p.period_id
        and stated.source_id >= p.source_id
);

-- A stated sum older than its newest part is history: it would contradict the parts beside it.
update staged
set is_current = false
from (
    select measure_id, unit_id, period_id
    from staged
    where derived = 'parts'
) as summed
where staged.derived = ''
    and staged.measure_id = summed.measure_id
    and staged.unit_id = summed.unit_id
    and staged.period_id = summed.period_id
