-- Flows stated for a half year, nine months, a year or from January on that differ from the sum of
-- their quarters, where every quarter is stated, or from a figure of the same months under another
-- name; all real or all demo. Grain: one such figure and what it differs from, by source and line.
with stated as (
    select
        s.*, p.kind, p.year, p.is_running, p.code as period, r.is_demo, m.short_vi as measure,
        case
            when p.is_running or p.kind in ('9_thang', 'nam') then 1
            when p.kind = '6_thang' then 6 * p.ordinal - 5
            else 3 * p.ordinal - 2
        end as first_month,
        case p.kind
            when '6_thang' then 6 * p.ordinal
            when '9_thang' then 9
            when 'nam' then 12
            else 3 * p.ordinal
        end as last_month
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    inner join edition.measure as m on m.measure_id = s.measure_id
    where s.is_current and m.time_kind = 'flow' and s.derived in ('', 'parts')
        -- Months are cut off on other days than quarters.
        and p.kind in ('quy', '6_thang', '9_thang', 'nam')
),

whole as (
    from stated
    where derived = '' and (kind <> 'quy' or is_running)
),

by_quarters as (
    select
        w.source_id, w.sheet, w.line, w.column_name, w.unit_id, w.period, w.measure, w.value,
        sum(q.value) as other, string_agg(q.period, ' + ' order by q.first_month) as other_period
    from whole as w
    inner join stated as q
        on q.measure_id = w.measure_id
        and q.unit_id = w.unit_id
        and q.kind = 'quy'
        and not q.is_running
        and q.year = w.year
        and q.is_demo = w.is_demo
        and q.first_month >= w.first_month
        and q.last_month <= w.last_month
    group by all
    having 3 * count(*) = any_value(w.last_month - w.first_month + 1)
),

by_other_name as (
    select
        w.source_id, w.sheet, w.line, w.column_name, w.unit_id, w.period, w.measure, w.value,
        o.value as other, o.period as other_period
    from whole as w
    inner join whole as o
        on o.measure_id = w.measure_id
        and o.unit_id = w.unit_id
        and o.year = w.year
        and o.is_demo = w.is_demo
        and o.first_month = w.first_month
        and o.last_month = w.last_month
        and o.period_id <> w.period_id
)

from (from by_quarters union all from by_other_name) as w
where w.value <> w.other
order by w.source_id, w.sheet, w.line, w.column_name, w.other_period
