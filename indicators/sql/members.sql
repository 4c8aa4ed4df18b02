-- Grain: one unit directly below the scope (all provinces for the whole country), by name.
select
    u.unit_id, u.unit_key, u.short_name as unit, u.name, u.type, u.level, u.folded, u.code,
    u.valid_from, u.valid_to
from unit as u
left join unit as above on above.unit_id = u.parent_id
where above.unit_key is not distinct from $scope
order by u.sort_rank, u.valid_from
