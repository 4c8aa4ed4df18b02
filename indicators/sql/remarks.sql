-- Grain: one remark of an office: a record of a file with what is noted beside its figures. A row of
-- a wide table says it of all its figures: the first is named, `figures` counts them. Newest first.
with said as (
    select
        r.source_id, r.sheet, r.line, r.unit_id, r.period_id, r.remark, i.name_vi as name,
        -- The counts of a rate stand on its record; the rate is what the record is about.
        0 as rank, i.sort as place
    from stated_rate as r
    inner join indicator as i on i.code = r.indicator
    where r.remark <> ''
    union all
    select
        o.source_id, o.sheet, o.line, o.unit_id, o.period_id, o.remark, m.name_vi, 1, m.measure_id
    from observation as o
    inner join measure as m on m.measure_id = o.measure_id
    where o.remark <> ''
)

select
    u.unit_key, u.name as unit, p.code as period,
    first(r.name order by r.rank, r.place) as name,
    case when min(r.rank) = 0 then 1 else count(*) end as figures, r.remark, s.file_name, r.sheet,
    r.line
from said as r
inner join unit as u on u.unit_id = r.unit_id
inner join period as p on p.period_id = r.period_id
inner join source as s on s.source_id = r.source_id
group by
    r.source_id, r.sheet, r.line, r.remark, u.unit_key, u.name, u.sort_rank, p.period_id,
    p.code, s.file_name
order by r.source_id desc, r.sheet, r.line, u.sort_rank, p.period_id
