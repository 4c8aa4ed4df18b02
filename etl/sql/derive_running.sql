-- Flows some indicator shows to date, where nobody stated them as cumulative: the figure of the same
-- months under another name, else the sum of all steps from January, all real or all demo.
-- Grain: unit, period, measure.
insert into staged
select
    d.measure_id, d.unit_id, running.period_id, d.value, d.source_id, d.line, d.column_name,
    d.reported_on, true, 'running', d.sheet, '', d.is_restated
from stretch as d
inner join edition.period as running
    on running.year = d.year
    and running.date_from = d.date_from
    and running.date_to = d.date_to
    and running.is_running
    -- Months are told by figures of months alone: no other names them.
    and (running.kind = 'quy' or (d.kind = 'thang' and d.step_kind in ('', 'thang')))
where d.is_from_january
    and d.is_shown_to_date
    and not exists (
        select 1
        from staged as s
        where s.measure_id = d.measure_id
            and s.unit_id = d.unit_id
            and s.period_id = running.period_id
    )
qualify row_number() over (
    partition by d.measure_id, d.unit_id, running.period_id
    order by
        d.is_demo, d.step_kind <> '', d.first_to desc, d.kind <> running.kind, d.is_running,
        d.periods
) = 1
