-- Staged figures into the edition, sorted so that questions read few blocks.
insert into edition.observation
select
    measure_id, unit_id, period_id, value, source_id, line, column_name, reported_on, is_current,
    derived, sheet, remark, is_restated
from staged
order by measure_id, unit_id, period_id, source_id
