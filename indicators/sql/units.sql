-- Grain: one unit during one life; order: Vietnamese name, then life.
select
    unit_id, unit_key, short_name as unit, name, type, level, folded, code, valid_from, valid_to,
    parent_id
from unit
order by sort_rank, valid_from
