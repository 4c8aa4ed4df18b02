-- Opening stocks that differ from the closing stock of the period before, told by another file.
-- Months are counted from year 0; the same kind of period goes first. Grain: one opening stock.
with stated as (
    select
        s.*, p.kind, p.code as period, p.is_running, r.is_demo,
        12 * p.year + case
            when p.is_running or p.kind in ('9_thang', 'nam') then 0
            when p.kind = 'quy' then 3 * (p.ordinal - 1)
            when p.kind = '6_thang' then 6 * (p.ordinal - 1)
            else p.ordinal - 1
        end as opens_after,
        12 * p.year + p.ordinal * case p.kind
            when 'quy' then 3 when '6_thang' then 6 when '9_thang' then 9 when 'nam' then 12 else 1
        end as closes_at
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    inner join edition.period as p on p.period_id = s.period_id
    where s.is_current and s.derived = '' and p.kind <> 'giai_doan'
)

select
    o.source_id, o.sheet, o.line, o.column_name, o.unit_id, o.period,
    opening.short_vi || ' và ' || closing.short_vi as measure,
    o.value, c.value as other, c.period as other_period
from stated as o
inner join carried on carried.opening_id = o.measure_id
inner join stated as c
    on c.measure_id = carried.closing_id
    and c.unit_id = o.unit_id
    and c.closes_at = o.opens_after
    -- Demo figures are never held against real ones.
    and c.is_demo = o.is_demo
inner join edition.measure as opening on opening.measure_id = o.measure_id
inner join edition.measure as closing on closing.measure_id = c.measure_id
qualify row_number() over (
    partition by o.source_id, o.measure_id, o.unit_id, o.period_id
    order by c.kind <> o.kind, c.is_running, c.kind
) = 1
    -- Two figures of one file are compared when that file is checked.
    and o.source_id <> c.source_id
    and o.value <> c.value
order by o.source_id, o.sheet, o.line, o.column_name
