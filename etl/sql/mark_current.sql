-- The newest statement of each key is current, and restated when an older one differs from it; grain
-- of staged: one stated figure.
update staged
set
    is_current = staged.source_id = newest.source_id,
    is_restated = staged.source_id = newest.source_id and newest.values_said > 1
from (
    select
        measure_id, unit_id, period_id, max(source_id) as source_id,
        count(distinct value) as values_said
    from staged
    group by measure_id, unit_id, period_id
) as newest
where newest.measure_id = staged.measure_id
    and newest.unit_id = staged.unit_id
    and newest.period_id = staged.period_id
