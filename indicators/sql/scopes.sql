-- Grain: one unit with reporting units directly below it, most figures first.
-- Provinces that report themselves make up the scope of the whole country (NULL key).
select
    above.unit_key,
    coalesce(above.name, 'Cả nước') as name,
    coalesce(above.type, '') as type,
    above.valid_from,
    above.valid_to,
    count(distinct o.unit_id) as reporting
from (
    select unit_id, count(*) as figures
    from observation
    -- A plan alone is no report and gives no period.
    where is_current and measure_id in (
        select measure_id
        from measure
        where time_kind <> 'plan'
    )
    group by unit_id
    union all
    select unit_id, count(*)
    from stated_rate
    where is_current
    group by unit_id
) as o
inner join unit as u on u.unit_id = o.unit_id
left join unit as above on above.unit_id = u.parent_id
group by above.unit_key, above.name, above.type, above.valid_from, above.valid_to
order by sum(o.figures) desc, name, above.valid_from
