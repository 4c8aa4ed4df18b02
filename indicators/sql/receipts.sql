-- Grain: one received file as the edition knows it, in sequence.
select source_id, file_name, sha256, received_at
from source
order by source_id
