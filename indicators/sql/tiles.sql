-- Grain: one tile of a unit of $unit_keys in one map; order: map, then row by row.
select
    t.map_name, t.within_id, owner.unit_key, u.unit_key as tile_key, u.short_name as tile,
    t.row_no as row, t.column_no as column
from tile as t
inner join unit as u on u.unit_id = t.unit_id
inner join unit as owner on owner.unit_id = t.owner_id
where owner.unit_key in (select unnest($unit_keys))
order by t.map_name, t.within_id, t.row_no, t.column_no
