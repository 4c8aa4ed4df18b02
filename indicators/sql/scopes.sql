-- Grain: one unit with reporting units directly below it, most figures first.
-- Provinces that report themselves make up the scope of the whole country (NULL key).
select
    above.unit_key,
    coalesce(above.name, 'Cả nước') as name,
    coalesce(above.type, '') as type,
    count(distinct o.unit_id) as reporting
from observation as o
inner join unit as u on u.unit_id = o.unit_id
left join unit as above on above.unit_id = u.parent_id
where o.is_current
group by above.unit_key, above.name, above.type
order by count(*) desc, name
