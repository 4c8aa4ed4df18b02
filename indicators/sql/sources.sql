-- Grain: one received file, newest first.
select source_id, file_name, form, is_demo, document, received_at, records, loaded, noted,
    rejected, withdrawn_at
from source
order by source_id desc
