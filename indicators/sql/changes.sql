-- Grain: one unit that ended and one that took over all or part of it.
select old_unit_id, new_unit_id, weight
from unit_change
order by old_unit_id, new_unit_id
