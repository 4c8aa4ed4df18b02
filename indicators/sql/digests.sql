-- Grain: one received file; which bytes this edition was built from.
select sha256
from source
order by source_id
