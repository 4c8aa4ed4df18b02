-- The tables of an edition. Grain and order stand in each table's comment.
create table edition (
    number integer not null,
    built_at timestamp not null,
    is_demo boolean not null,
    catalogue_sha256 varchar not null,
    observations bigint not null,
    is_sample boolean not null
);
comment on table edition is 'One row: what this file is. Counts are compared with the tables before publishing.';
comment on column edition.number is 'Sequence number of the edition; order is by number, never by time.';
comment on column edition.built_at is 'Local time at which the edition was built.';
comment on column edition.is_demo is 'True when demo figures are in it: in the sample, or where no real file is in use.';
comment on column edition.catalogue_sha256 is 'Digest of the catalogue files the edition was built with.';
comment on column edition.observations is 'Number of rows in observation.';
comment on column edition.is_sample is 'True when built from data/sample and not from received files.';

create table unit (
    unit_id integer not null,
    unit_key varchar not null,
    code varchar not null,
    valid_from date not null,
    valid_to date,
    level varchar not null check (level in ('tinh', 'huyen', 'xa')),
    type varchar not null,
    name varchar not null,
    short_name varchar not null,
    folded varchar not null,
    parent_id integer,
    sort_rank integer not null
);
comment on table unit is 'Grain: one administrative unit during one life [valid_from, valid_to).';
comment on column unit.unit_id is 'Small integer key inside this edition only.';
comment on column unit.unit_key is 'code.YYYYMMDD: the key used in links; codes are reused across the 2025 reform.';
comment on column unit.code is 'Official code, text with leading zeros.';
comment on column unit.valid_from is 'First day; 1900-01-01 stands for unknown.';
comment on column unit.valid_to is 'First day on which it no longer exists; NULL while it exists.';
comment on column unit.level is 'tinh, huyen or xa.';
comment on column unit.type is 'Tỉnh, Thành phố, Huyện, Thị xã, Quận, Xã, Phường, Thị trấn, Đặc khu.';
comment on column unit.name is 'Official name with its type.';
comment on column unit.short_name is 'Name without its type.';
comment on column unit.folded is 'Short name in lower case without accents, for search only.';
comment on column unit.parent_id is 'The unit above; NULL for provinces.';
comment on column unit.sort_rank is 'Vietnamese alphabetical order of short names.';

create table unit_change (
    old_unit_id integer not null,
    new_unit_id integer not null,
    kind varchar not null check (kind in ('whole', 'part')),
    weight double
);
comment on table unit_change is 'Grain: one old unit that went wholly or partly into one new unit.';
comment on column unit_change.old_unit_id is 'Unit before the change.';
comment on column unit_change.new_unit_id is 'Unit after the change.';
comment on column unit_change.kind is 'whole: all of the old unit; part: some of it.';
comment on column unit_change.weight is 'Share of the old unit; NULL where no share was published.';

create table tile (
    map_name varchar not null check (map_name in ('tinh', 'tinh_cu', 'huyen', 'xa')),
    within_id integer,
    unit_id integer not null,
    owner_id integer not null,
    row_no integer not null,
    column_no integer not null
);
comment on table tile is 'Grain: one unit in one tile map; no two tiles of a map share a cell.';
comment on column tile.map_name is 'tinh, tinh_cu (the country now, before the reform), huyen or xa (one province of today).';
comment on column tile.within_id is 'The province of today whose map it is; NULL for the maps of the country.';
comment on column tile.unit_id is 'The unit drawn.';
comment on column tile.owner_id is 'The unit whose figure it shows: itself, or the province of an archipelago.';
comment on column tile.row_no is 'Row from 1 in the north.';
comment on column tile.column_no is 'Column from 1 in the west.';

create table period (
    period_id integer not null,
    code varchar not null,
    slot varchar not null,
    kind varchar not null,
    year integer not null,
    ordinal integer not null,
    is_running boolean not null,
    date_from date not null,
    date_to date not null,
    due_on date
);
comment on table period is 'Grain: one period that some figure is stated or derived for.';
comment on column period.period_id is 'Small integer key, in time order within a kind.';
comment on column period.code is '2025-Q1, 2025-H1, 2025-9M, 2025, 2025-03, 2025-Q2-LK, 2021/2025.';
comment on column period.slot is 'The code without the cumulative mark.';
comment on column period.kind is 'thang, quy, 6_thang, 9_thang, nam or giai_doan.';
comment on column period.year is 'Year, or first year of a stage.';
comment on column period.ordinal is 'Number within the year, or last year of a stage.';
comment on column period.is_running is 'True for figures cumulated from the start of the year.';
comment on column period.date_from is 'First day under the cut-offs of the catalogue.';
comment on column period.date_to is 'Last day under the cut-offs of the catalogue.';
comment on column period.due_on is 'Last day on which a report is in time; NULL where none is set.';

create table family (code varchar not null, name_vi varchar not null, sort integer not null);
comment on table family is 'Grain: one family of indicators.';
comment on column family.code is 'Code of the family.';
comment on column family.name_vi is 'Its Vietnamese name.';
comment on column family.sort is 'Order on pages.';

create table measure (
    measure_id integer not null,
    code varchar not null,
    name_vi varchar not null,
    short_vi varchar not null,
    family varchar not null,
    unit_vi varchar not null,
    value_kind varchar not null,
    time_kind varchar not null,
    form varchar not null,
    form_column varchar not null,
    note varchar not null
);
comment on table measure is 'Grain: one thing offices count.';
comment on column measure.measure_id is 'Small integer key inside this edition only.';
comment on column measure.code is 'Code in the catalogue.';
comment on column measure.name_vi is 'Vietnamese name.';
comment on column measure.short_vi is 'Short Vietnamese name.';
comment on column measure.family is 'Family of the measure.';
comment on column measure.unit_vi is 'Unit of count.';
comment on column measure.value_kind is 'count, money, percent or score.';
comment on column measure.time_kind is 'flow, stock, mixed or plan; only flow may be summed over periods.';
comment on column measure.form is 'Official form it stands on, if one was seen.';
comment on column measure.form_column is 'Column of that form.';
comment on column measure.note is 'What to beware of.';

create table indicator (
    code varchar not null,
    sort integer not null,
    name_vi varchar not null,
    short_vi varchar not null,
    family varchar not null,
    unit_vi varchar not null,
    formula_kind varchar not null,
    numerator varchar not null,
    denominator varchar not null,
    scale double not null,
    decimals integer not null,
    polarity varchar not null,
    basis varchar not null,
    headline integer,
    can_exceed_100 boolean not null,
    min_denominator integer,
    aliases varchar not null,
    definition_vi varchar not null,
    caution_vi varchar not null
);
comment on table indicator is 'Grain: one thing the dashboard shows.';
comment on column indicator.code is 'Code in the catalogue and in links.';
comment on column indicator.sort is 'Order in the catalogue.';
comment on column indicator.name_vi is 'Vietnamese name.';
comment on column indicator.short_vi is 'Short Vietnamese name.';
comment on column indicator.family is 'Family of the indicator.';
comment on column indicator.unit_vi is 'Unit of the value.';
comment on column indicator.formula_kind is 'ratio, level or change.';
comment on column indicator.numerator is 'Measure codes summed above the line, joined by +.';
comment on column indicator.denominator is 'Measure codes summed below the line, joined by +.';
comment on column indicator.scale is 'Factor after division, 100 for percentages.';
comment on column indicator.decimals is 'Decimals shown at most.';
comment on column indicator.polarity is 'higher, lower or neither is better.';
comment on column indicator.basis is 'in_period, or to_date for figures cumulated from January.';
comment on column indicator.headline is 'Order among the headline cards; NULL otherwise.';
comment on column indicator.can_exceed_100 is 'True when more than 100 % is legitimate.';
comment on column indicator.min_denominator is 'Smallest denominator with which a unit is ranked.';
comment on column indicator.aliases is 'Other names, joined by |.';
comment on column indicator.definition_vi is 'Definition in Vietnamese.';
comment on column indicator.caution_vi is 'Caution in Vietnamese.';

create table indicator_term (indicator varchar not null, role varchar not null, measure_id integer not null);
comment on table indicator_term is 'Grain: one measure in the numerator or denominator of one indicator.';
comment on column indicator_term.indicator is 'Code of the indicator.';
comment on column indicator_term.role is 'numerator or denominator.';
comment on column indicator_term.measure_id is 'The measure summed.';

create table target (
    indicator varchar not null,
    scope varchar not null,
    year integer,
    value decimal(18, 4) not null,
    source varchar not null,
    source_date varchar not null,
    is_verified boolean not null,
    note varchar not null
);
comment on table target is 'Grain: one goal for one indicator, scope and year. Unverified goals are never drawn.';
comment on column target.indicator is 'Code of the indicator.';
comment on column target.scope is 'Empty for every unit, minh_hoa for demo editions, else a unit key.';
comment on column target.year is 'Year; NULL for every year.';
comment on column target.value is 'The goal, in the unit of the indicator.';
comment on column target.source is 'Where it was read.';
comment on column target.source_date is 'Date of that source.';
comment on column target.is_verified is 'True when a person confirmed it.';
comment on column target.note is 'Remarks.';

create table source (
    source_id integer not null,
    file_name varchar not null,
    sha256 varchar not null,
    form varchar not null,
    is_demo boolean not null,
    document varchar not null,
    received_at timestamp not null,
    records integer not null,
    loaded integer not null,
    noted integer not null,
    rejected integer not null,
    withdrawn_at timestamp,
    changes integer not null
);
comment on table source is 'Grain: one received file. loaded + noted + rejected = records.';
comment on column source.source_id is 'Sequence number of the receipt; later wins. Below 0 for a file of data/sample.';
comment on column source.file_name is 'Name as sent; never used as a path.';
comment on column source.sha256 is 'Digest of the bytes.';
comment on column source.form is 'Form recognised: dai (long), bang (wide without a card), or the code of a form card.';
comment on column source.is_demo is 'True for demo figures.';
comment on column source.document is 'Issuing document the file names, if any.';
comment on column source.received_at is 'Local time of receipt.';
comment on column source.records is 'Records in the file.';
comment on column source.loaded is 'Records loaded without remark.';
comment on column source.noted is 'Records loaded with a note, or stating nothing.';
comment on column source.rejected is 'Records of which some value was refused.';
comment on column source.withdrawn_at is 'When it was withdrawn, so that none of its figures is here; NULL while it is in use.';
comment on column source.changes is 'How often it was withdrawn or put back.';

create table observation (
    measure_id integer not null,
    unit_id integer not null,
    period_id integer not null,
    value decimal(24, 4) not null,
    source_id integer not null,
    line integer not null,
    column_name varchar not null,
    reported_on date,
    is_current boolean not null,
    derived varchar not null check (derived in ('', 'parts', 'difference', 'running')),
    sheet varchar not null,
    remark varchar not null,
    is_restated boolean not null
);
comment on table observation is 'Grain: one figure (unit, period, measure, source); sorted by (measure, unit, period, source).';
comment on column observation.measure_id is 'What was counted.';
comment on column observation.unit_id is 'Where.';
comment on column observation.period_id is 'When.';
comment on column observation.value is 'The figure; a stated none is 0, a missing one has no row. Wide enough for sums of the largest figures accepted.';
comment on column observation.source_id is 'The file it was read in; for a derived figure the newest it rests on; its place is there.';
comment on column observation.line is 'Physical line in that file.';
comment on column observation.column_name is 'Column in that file.';
comment on column observation.reported_on is 'Date of the report, where the file gives one.';
comment on column observation.is_current is 'False for a figure stated again in a later file, or a sum of parts that was stated since.';
comment on column observation.derived is 'Empty if stated; parts: sum of its parts; difference: of two figures from January on; running: from January on, a sum or stated under another name.';
comment on column observation.sheet is 'Sheet of a workbook; empty for a delimited file.';
comment on column observation.is_restated is 'True when it, or for a derived figure one it rests on, took the place of another value.';
comment on column observation.remark is 'What the office noted beside the figure, plain; empty for a derived one.';

create table stated_rate (
    indicator varchar not null,
    unit_id integer not null,
    period_id integer not null,
    value decimal(18, 4) not null,
    source_id integer not null,
    line integer not null,
    column_name varchar not null,
    is_current boolean not null,
    sheet varchar not null,
    remark varchar not null
);
comment on table stated_rate is 'Grain: one percentage as printed in one file; kept beside the recomputed one, never used as input.';
comment on column stated_rate.indicator is 'Code of the indicator.';
comment on column stated_rate.unit_id is 'Where.';
comment on column stated_rate.period_id is 'When.';
comment on column stated_rate.value is 'The percentage as printed.';
comment on column stated_rate.source_id is 'The file it was read in.';
comment on column stated_rate.line is 'Physical line in that file.';
comment on column stated_rate.column_name is 'Column in that file.';
comment on column stated_rate.is_current is 'False when a later file states it again.';
comment on column stated_rate.sheet is 'Sheet of a workbook; empty for a delimited file.';
comment on column stated_rate.remark is 'What the office noted beside it, plain.';

create table problem (
    source_id integer not null,
    severity varchar not null check (severity in ('reject', 'note')),
    code varchar not null,
    line integer not null,
    column_name varchar not null,
    found varchar not null,
    reason varchar not null,
    unit_id integer,
    period_id integer,
    sheet varchar not null,
    measure varchar not null
);
comment on table problem is 'Grain: one refused value or one remark, with the place it stands.';
comment on column problem.source_id is 'The file.';
comment on column problem.severity is 'reject or note.';
comment on column problem.code is 'Name of the reason.';
comment on column problem.line is 'Physical line of the record.';
comment on column problem.column_name is 'Column of the value.';
comment on column problem.found is 'What stands in the file.';
comment on column problem.reason is 'Vietnamese: what is wrong and what to write.';
comment on column problem.unit_id is 'The unit, where it could be told.';
comment on column problem.period_id is 'The period, where it could be told.';
comment on column problem.sheet is 'Sheet of a workbook; empty for a delimited file.';
comment on column problem.measure is 'Code of what was counted, where that could be told; else empty.';
