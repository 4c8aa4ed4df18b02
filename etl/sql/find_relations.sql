-- Relations of the catalogue that current figures of different files break: identities of the forms,
-- parts of a whole, numerators of a ratio. All figures real or all demonstration ones; what one
-- file says alone is checked when that file is read. Grain: one figure in a broken relation of a
-- unit and period; order: relation, place, sides of the relation.
with summed_of as (
    -- A sum of parts rests on every file its parts stand in.
    select
        w.measure_id, w.unit_id, w.period_id,
        min(s.source_id) as first_source, max(s.source_id) as last_source
    from part_sum as w
    inner join definition as d on d.definition_id = w.definition_id
    inner join staged as s
        on s.measure_id = d.right_id and s.unit_id = w.unit_id and s.period_id = w.period_id
    where s.is_current
    group by w.measure_id, w.unit_id, w.period_id
),

current_figure as (
    select
        s.measure_id, s.unit_id, s.period_id, s.value, s.source_id, s.sheet, s.line,
        s.column_name, s.derived, r.is_demo,
        case when s.derived = 'parts' then p.first_source else s.source_id end as first_source,
        case when s.derived = 'parts' then p.last_source else s.source_id end as last_source
    from staged as s
    inner join origin as r on r.source_id = s.source_id
    left join summed_of as p
        on p.measure_id = s.measure_id and p.unit_id = s.unit_id and p.period_id = s.period_id
    where s.is_current and s.derived in ('', 'parts')
),

tested as (
    select
        t.relation_id, f.unit_id, f.period_id,
        sum(f.value) filter (t.side = 'left') as left_value,
        sum(f.value) filter (t.side = 'right') as right_value,
        min(f.first_source) <> max(f.last_source) as is_across
    from relation_term as t
    inner join relation as r on r.relation_id = t.relation_id
    inner join current_figure as f on f.measure_id = t.measure_id
    inner join edition.unit as u on u.unit_id = f.unit_id
    where (r.level = '' or r.level = u.level)
        and u.valid_from >= coalesce(r.valid_from, date '0001-01-01')
        and u.valid_from < coalesce(r.valid_to, date '9999-12-31')
    group by t.relation_id, f.unit_id, f.period_id, f.is_demo
    having count(*) = any_value(r.terms)
),

broken as (
    select t.*, r.kind, r.operator, r.code
    from tested as t
    inner join relation as r on r.relation_id = t.relation_id
    where t.is_across
        and case r.operator
            when '=' then t.left_value <> t.right_value
            when '<=' then t.left_value > t.right_value
            when '>=' then t.left_value < t.right_value
            -- A gap is explained where a fuller identity of the same sum can be tested.
            else t.left_value < t.right_value
            or (
                t.left_value > t.right_value
                and not exists (
                    select 1
                    from fuller as f
                    inner join tested as other on other.relation_id = f.other_id
                    where f.relation_id = t.relation_id
                        and other.unit_id = t.unit_id
                        and other.period_id = t.period_id
                )
            )
        end
),

-- A sum of parts is told by its parts, for only they stand in a file.
figure as (
    select
        f.unit_id, f.period_id, f.measure_id as side_id,
        coalesce(p.measure_id, f.measure_id) as measure_id,
        coalesce(p.value, f.value) as value,
        coalesce(p.source_id, f.source_id) as source_id,
        coalesce(p.sheet, f.sheet) as sheet,
        coalesce(p.line, f.line) as line,
        coalesce(p.column_name, f.column_name) as column_name
    from current_figure as f
    left join part_sum as w
        on w.measure_id = f.measure_id
        and w.unit_id = f.unit_id
        and w.period_id = f.period_id
        and f.derived = 'parts'
    left join definition as d on d.definition_id = w.definition_id
    left join current_figure as p
        on p.measure_id = d.right_id and p.unit_id = f.unit_id and p.period_id = f.period_id
)

select
    b.relation_id, b.kind, b.operator, b.code, b.left_value, b.right_value, t.side,
    f.source_id, f.sheet, f.line, f.column_name, f.unit_id, p.code as period, f.measure_id,
    m.short_vi as measure, f.value
from broken as b
inner join relation_term as t on t.relation_id = b.relation_id
inner join figure as f
    on f.side_id = t.measure_id and f.unit_id = b.unit_id and f.period_id = b.period_id
inner join edition.measure as m on m.measure_id = f.measure_id
inner join edition.period as p on p.period_id = f.period_id
order by b.relation_id, f.unit_id, f.period_id, t.side, t.position, f.measure_id
