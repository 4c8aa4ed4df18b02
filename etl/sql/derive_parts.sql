-- Sums defined by their parts, where nobody stated the sum; grain: unit, period, defined measure.
-- The report's date is that of the first statement: correcting a part later does not make it late.
with first_said as (
    select measure_id, unit_id, period_id, min(reported_on) as reported_on
    from staged
    group by measure_id, unit_id, period_id
)

insert into staged
select
    d.left_id, s.unit_id, s.period_id, sum(s.value), max(s.source_id),
    first(s.line order by s.source_id desc, s.line),
    first(s.column_name order by s.source_id desc, s.line), max(f.reported_on),
    true, 'parts'
from staged as s
inner join definition as d on d.right_id = s.measure_id
inner join first_said as f
    on f.measure_id = s.measure_id and f.unit_id = s.unit_id and f.period_id = s.period_id
where s.is_current
    and not exists (
        select 1
        from staged as stated
        where stated.measure_id = d.left_id
            and stated.unit_id = s.unit_id
            and stated.period_id = s.period_id
    )
group by d.left_id, s.unit_id, s.period_id
having count(*) = any_value(d.terms)
