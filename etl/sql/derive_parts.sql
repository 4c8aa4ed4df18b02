-- Sums defined by their parts, where nobody stated the sum or a part of it has another value since;
-- grain: unit, period, defined measure. Of several definitions whose parts are all there the first
-- counts: the one of most parts. Demo figures are never added to real ones.
-- The report's date is that of the first statement: correcting a part later does not make it late.
create table part_sum as
with first_said as (
    select measure_id, unit_id, period_id, min(reported_on) as reported_on
    from staged
    group by measure_id, unit_id, period_id
)

select
    d.definition_id, d.left_id as measure_id, s.unit_id, s.period_id, sum(s.value) as value,
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
group by d.definition_id, d.left_id, s.unit_id, s.period_id, r.is_demo
having count(distinct s.measure_id) = any_value(d.terms)
qualify row_number() over (
    partition by d.left_id, s.unit_id, s.period_id order by r.is_demo, d.definition_id
) = 1;

-- What the parts gave before their sum was stated: history, as if a figure of the last of them.
-- Nothing is kept of a sum that was stated as its parts gave it, nor of parts unchanged since it was
-- stated before. Grain: one statement of a sum.
create table part_sum_before as
with said as (
    select
        s.measure_id, s.unit_id, s.period_id, s.source_id, s.value, r.is_demo,
        lag(s.source_id) over (
            partition by s.measure_id, s.unit_id, s.period_id order by s.source_id
        ) as last_said
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    where s.measure_id in (select left_id from definition)
),

part as (
    select
        w.measure_id, w.unit_id, w.period_id, w.source_id as stated_by, w.value as stated,
        w.last_said, d.definition_id, d.terms, max(s.source_id) as source_id,
        arg_max(s.value, s.source_id) as value, arg_max(s.line, s.source_id) as line,
        arg_max(s.column_name, s.source_id) as column_name,
        arg_max(s.sheet, s.source_id) as sheet, min(s.reported_on) as reported_on,
        arg_max(s.value, s.source_id) filter (s.source_id <= w.last_said) as last_value
    from said as w
    inner join definition as d on d.left_id = w.measure_id
    inner join staged as s
        on s.measure_id = d.right_id
        and s.unit_id = w.unit_id
        and s.period_id = w.period_id
        and s.source_id < w.source_id
    inner join origin as r on r.source_id = s.source_id and r.is_demo = w.is_demo
    group by
        w.measure_id, w.unit_id, w.period_id, w.source_id, w.value, w.last_said, d.definition_id,
        d.terms, d.right_id
),

summed as (
    select
        measure_id, unit_id, period_id, stated_by, stated, last_said, sum(value) as value,
        max(source_id) as source_id,
        first(line order by source_id desc, line) as line,
        first(column_name order by source_id desc, line) as column_name,
        first(sheet order by source_id desc, line) as sheet,
        max(reported_on) as reported_on,
        bool_and(coalesce(last_value = value, false)) as is_unchanged
    from part
    group by measure_id, unit_id, period_id, stated_by, stated, last_said, definition_id
    having count(*) = any_value(terms)
    qualify row_number() over (
        partition by measure_id, unit_id, period_id, stated_by order by definition_id
    ) = 1
)

from summed
where not is_unchanged and (value <> stated or last_said is not null);

insert into staged
with stated as (
    select s.measure_id, s.unit_id, s.period_id, s.source_id, p.definition_id
    from staged as s
    inner join part_sum as p
        on p.measure_id = s.measure_id and p.unit_id = s.unit_id and p.period_id = s.period_id
    where s.is_current
),

-- Every value of each part of a stated sum, and whether it was there when the sum was stated.
part as (
    select
        w.measure_id, w.unit_id, w.period_id, d.right_id as part_id, s.value, s.source_id,
        s.is_current, s.source_id <= w.source_id as is_before
    from stated as w
    inner join definition as d on d.definition_id = w.definition_id
    inner join staged as s
        on s.measure_id = d.right_id and s.unit_id = w.unit_id and s.period_id = w.period_id
),

-- What was known of the parts when their sum was stated, beside what is said of them now.
known as (
    select
        measure_id, unit_id, period_id, part_id,
        arg_max(value, source_id) filter (is_before) as value,
        any_value(value) filter (is_current) as current_value
    from part
    group by measure_id, unit_id, period_id, part_id
),

-- A sum whose parts are what they were stays as stated, however often they are sent again.
unchanged as (
    select measure_id, unit_id, period_id
    from known
    where current_value is not null
    group by measure_id, unit_id, period_id
    having bool_and(value is not null and value = current_value)
),

-- A sum its parts give otherwise than it was stated before is restated.
older as (
    select
        s.measure_id, s.unit_id, s.period_id,
        bool_or(s.value <> p.value) as is_other
    from staged as s
    inner join part_sum as p
        on p.measure_id = s.measure_id and p.unit_id = s.unit_id and p.period_id = s.period_id
    group by s.measure_id, s.unit_id, s.period_id
)

select
    p.measure_id, p.unit_id, p.period_id, p.value, p.source_id, p.line, p.column_name,
    p.reported_on, true, 'parts', p.sheet, '',
    p.is_restated or coalesce(older.is_other, false)
from part_sum as p
left join older
    on older.measure_id = p.measure_id
    and older.unit_id = p.unit_id
    and older.period_id = p.period_id
where not exists (
    select 1
    from unchanged as u
    where u.measure_id = p.measure_id
        and u.unit_id = p.unit_id
        and u.period_id = p.period_id
);

-- A stated sum of which a part has changed is history: it would contradict the parts beside it.
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
    and staged.period_id = summed.period_id;

insert into staged
select
    measure_id, unit_id, period_id, value, source_id, line, column_name, reported_on, false,
    'parts', sheet, '', false
from part_sum_before;

update staged
set is_restated = true
from part_sum_before as b
where staged.is_current
    and staged.source_id = b.stated_by
    and staged.measure_id = b.measure_id
    and staged.unit_id = b.unit_id
    and staged.period_id = b.period_id
    and staged.value <> b.value
