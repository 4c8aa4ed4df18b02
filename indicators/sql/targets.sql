-- Grain: one goal that a person has verified; order: indicator, most particular scope, then year,
-- then newest source.
select t.indicator, t.scope, t.year, t.value::double as value, t.source, t.source_date, t.note
from target as t
where t.is_verified
    and (t.scope in ('', $scope) or (t.scope = 'minh_hoa' and (select is_demo from edition)))
order by t.indicator, (t.scope = $scope) desc, t.scope = 'minh_hoa' desc,
    t.year nulls last, t.source_date desc
