-- Flows stated for a half year, nine months or a year that differ from the sum of their quarters,
-- where every quarter is stated, all real or all demo. Grain: one such figure, by source and line.
with stated as (
    select s.*, p.kind, p.year, p.ordinal, p.code as period, r.is_demo
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.is_current and not p.is_running and m.time_kind = 'flow' and s.derived in ('', 'parts')
),

whole as (
    select
        *,
        case when kind = '6_thang' then 2 * ordinal - 1 else 1 end as first_quarter,
        case kind when '6_thang' then 2 * ordinal when '9_thang' then 3 else 4 end as last_quarter
    from stated
    where kind in ('6_thang', '9_thang', 'nam') and derived = ''
)

select
    w.source_id, w.sheet, w.line, w.column_name, w.unit_id, w.period, any_value(m.short_vi) as measure,
    any_value(w.value) as value, sum(q.value) as other,
    string_agg(q.period, ' + ' order by q.ordinal) as other_period
from whole as w
inner join stated as q
    on q.measure_id = w.measure_id
    and q.unit_id = w.unit_id
    and q.kind = 'quy'
    and q.year = w.year
    and q.is_demo = w.is_demo
    and q.ordinal between w.first_quarter and w.last_quarter
inner join edition.measure as m on m.measure_id = w.measure_id
group by w.source_id, w.sheet, w.line, w.column_name, w.unit_id, w.period, w.measure_id
having count(*) = any_value(w.last_quarter - w.first_quarter + 1)
    and sum(q.value) <> any_value(w.value)
order by w.source_id, w.sheet, w.line, w.column_name
