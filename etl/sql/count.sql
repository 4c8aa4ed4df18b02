-- What an edition, attached as shown, says of itself and what is in it; one row.
select
    (select observations from shown.edition) as said,
    (select count(*) from shown.observation) as found,
    -- The join drops a figure of an unknown measure, unit or period; the count shows it.
    (
        select count(*)
        from shown.observation as o
        inner join shown.measure as m on m.measure_id = o.measure_id
        inner join shown.unit as u on u.unit_id = o.unit_id
        inner join shown.period as p on p.period_id = o.period_id
        inner join shown.source as s on s.source_id = o.source_id
    ) as joined,
    (select count(*) from shown.source where loaded + noted + rejected <> records) as uneven,
    -- More than one current figure of a key would be counted twice.
    (
        select count(*)
        from (
            from shown.observation
            select measure_id
            where is_current
            group by measure_id, unit_id, period_id
            having count(*) > 1
        )
    ) as doubled
