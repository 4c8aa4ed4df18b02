-- Grain: one received file as the edition knows it, in sequence. Editions of the first release know
-- nothing of withdrawals: their last two columns are missing.
select columns('^(source_id|file_name|sha256|received_at|withdrawn_at|changes)$')
from source
order by source_id
