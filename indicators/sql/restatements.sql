-- Grain: one later figure that differs from the one stated before it; newest first.
with superseded as (
    select distinct measure_id, unit_id, period_id
    from observation
    where not is_current
),

stated as (
    select
        o.*,
        lag(o.value) over same as old_value,
        lag(o.source_id) over same as old_source_id,
        lag(o.line) over same as old_line,
        lag(o.sheet) over same as old_sheet
    from observation as o
    semi join superseded as s
        on s.measure_id = o.measure_id and s.unit_id = o.unit_id and s.period_id = o.period_id
    -- A sum of parts stated later than the sum itself takes its place; so does a sum stated later.
    where o.derived in ('', 'parts')
    window same as (partition by o.measure_id, o.unit_id, o.period_id order by o.source_id)
)

select
    u.unit_key, u.name as unit, p.code as period, p.slot, m.name_vi as measure,
    r.old_value::double as old_value, r.value::double as new_value,
    old_file.file_name as old_file, r.old_sheet, r.old_line,
    new_file.file_name as new_file, r.sheet as new_sheet, r.line as new_line
from stated as r
inner join unit as u on u.unit_id = r.unit_id
inner join period as p on p.period_id = r.period_id
inner join measure as m on m.measure_id = r.measure_id
inner join source as old_file on old_file.source_id = r.old_source_id
inner join source as new_file on new_file.source_id = r.source_id
where r.old_value <> r.value
order by r.source_id desc, u.sort_rank, p.period_id, m.measure_id
