-- Grain: one goal of the catalogue, verified or not.
select t.indicator, t.scope, t.year, t.value::double as value, t.source, t.source_date,
    t.is_verified, t.note
from target as t
order by t.indicator, t.year nulls last
