-- Sums defined by their parts, where nobody stated the sum; grain: unit, period, defined measure.
insert into staged
select
    d.left_id, s.unit_id, s.period_id, sum(s.value), max(s.source_id),
    arg_max(s.line, s.source_id), arg_max(s.column_name, s.source_id), max(s.reported_on),
    true, 'parts'
from staged as s
inner join definition as d on d.right_id = s.measure_id
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
