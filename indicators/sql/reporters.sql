-- Grain: one unit with figures on show. A plan alone is no report and gives no period.
select unit_id, count(*) as figures
from (
    select unit_id
    from observation
    where is_current and measure_id in (
        select measure_id
        from measure
        where time_kind <> 'plan'
    )
    union all
    select unit_id
    from stated_rate
    where is_current
)
group by unit_id
order by unit_id
