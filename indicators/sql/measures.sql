-- Grain: one measure of the catalogue this edition was built with.
select code, name_vi, short_vi, family, unit_vi, value_kind, time_kind, form, form_column, note
from measure
order by measure_id
