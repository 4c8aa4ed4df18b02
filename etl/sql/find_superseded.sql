-- Figures and printed rates that a later file stated anew. Grain: one of them, with the number of
-- the file that states it now.
select
    s.source_id, m.code as subject, s.unit_id, p.code as period,
    max(s.source_id) over (partition by s.measure_id, s.unit_id, s.period_id) as newest
from staged as s
inner join edition.measure as m on m.measure_id = s.measure_id
inner join edition.period as p on p.period_id = s.period_id
where s.derived in ('', 'parts')
qualify s.derived = '' and not s.is_current
union all
select
    r.source_id, r.indicator, r.unit_id, p.code,
    max(r.source_id) over (partition by r.indicator, r.unit_id, r.period_id)
from edition.stated_rate as r
inner join edition.period as p on p.period_id = r.period_id
qualify not r.is_current
