-- Grain: one received file of which figures are kept, newest first; withdrawn files keep none.
with held as (
    select source_id, is_current from observation where derived = ''
    union all
    select source_id, is_current from stated_rate
)

select
    s.source_id, s.file_name, count(*) as figures,
    count(*) filter (where h.is_current) as current_figures
from source as s
inner join held as h on h.source_id = s.source_id
group by s.source_id, s.file_name
order by s.source_id desc
