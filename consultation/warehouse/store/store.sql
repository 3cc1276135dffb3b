-- Tables that Python fills: what was declared (form), what was read (raw), what it means (typed),
-- what the form's state was without its latest export (previous); what Python works out of tables
-- that selects made, in the middle of a build (redaction, agreement); the references that stand for
-- submissions outside (pseudonyms); and of what all that lies above them was made (built).
-- Everything above them is made by the selects of sql/.

create schema if not exists form;
create schema if not exists raw;
create schema if not exists typed;

create table if not exists raw.exports (
    export_id varchar not null,
    file_name varchar not null,
    file_size bigint not null,
    file_format varchar not null,
    encoding varchar not null,
    delimiter varchar,
    title varchar not null,
    date_order varchar not null,
    is_date_order_assumed boolean not null,
    notes varchar[] not null,
    record_count bigint not null,
);

create table if not exists raw.columns (
    export_id varchar not null,
    column_position integer not null,
    group_label varchar not null,
    label varchar not null,
    cell_position integer,
);

create table if not exists raw.records (
    export_id varchar not null,
    page_number integer not null,
    record_number bigint not null,
    line_number bigint not null,
    width integer not null,
    sid_text varchar,
    rule varchar,
    moved_at integer,
    cells varchar[] not null,
);

-- Records of people who were erased at their request: their place in the file, and what stands for
-- a submission in every export (consultation/runs/tombstones.py).
create table if not exists raw.erased (
    export_id varchar not null,
    record_number bigint not null,
    erased_id varchar not null,
);

create table if not exists raw.refusals (
    file_name varchar not null,
    export_id varchar,
    code varchar not null,
    what varchar not null,
    advice varchar not null,
);

-- `read_at`: when a run first counted with the file, in UTC; nothing in it was decided later.
create table if not exists raw.decision_files (
    file_id varchar not null,
    file_name varchar not null,
    decision_count bigint not null,
    read_at timestamp,
);

-- Files that left the inbox by our hand: the form file's [retention] asked for it, or they held
-- somebody who was erased.
create table if not exists raw.put_away (
    file_id varchar not null,
);

-- When the backup was made that the data was restored from, while withdrawals given after it are
-- unknown; no row otherwise.
create table if not exists raw.restorations (
    backup_at timestamp not null,
);

-- What a fetch found out of an export: its site counted so many answers, before and after, at that
-- time in UTC. Without an export, the site said that the form has none. `is_ahead`: that time had not
-- come yet when the note was read, once.
create table if not exists raw.fetches (
    export_id varchar,
    file_name varchar not null,
    fetched_at timestamp not null,
    answer_count bigint not null,
    is_ahead boolean,
);

-- Files that were read before the working database was lost, and were not dropped again since.
create table if not exists raw.lost_files (
    file_id varchar not null,
);

-- Exports of a tool without numbers that do not count beside the one that does. `state`: `held` (that one
-- has all its rows), `said` (an organiser said that it is older), `open` (nobody said which is newer).
create table if not exists raw.replaced_exports (
    export_id varchar not null,
    newest_id varchar not null,
    state varchar not null,
);

-- Exports of invented answers: the example's mark lay beside them.
create table if not exists raw.invented_exports (
    export_id varchar not null,
);

-- `theme_id`: the theme that a quote stands under. `is_timed`: it was decided, or asked, at that very
-- moment; the page writes each at once, a workbook tells when it was saved.
create table if not exists raw.decisions (
    file_id varchar not null,
    sheet varchar not null,
    sheet_row bigint not null,
    decision_kind varchar not null,
    submission_ids varchar[] not null,
    fingerprint varchar not null,
    choice varchar not null,
    decided_at timestamp not null,
    initials varchar,
    remark varchar,
    question_id varchar,
    words varchar[],
    is_dated boolean,
    theme_id varchar,
    is_timed boolean,
);

create table if not exists raw.withdrawals (
    file_id varchar not null,
    sheet varchar not null,
    sheet_row bigint not null,
    identifier_kind varchar not null,
    identifier varchar not null,
    request varchar not null,
    decided_at timestamp not null,
    initials varchar,
    remark varchar,
    is_dated boolean,
    is_timed boolean,
);

-- The themes that a workbook that came back adds to the grid, or changes; without a title, it takes
-- them out. `shown` is what the row said when it was published; rows that still say it are not here.
create table if not exists raw.themes (
    file_id varchar not null,
    sheet varchar not null,
    sheet_row bigint not null,
    theme_id varchar not null,
    position integer not null,
    title varchar,
    definition varchar,
    example varchar,
    question_ids varchar[] not null,
    decided_at timestamp not null,
    shown varchar,
    merged_id varchar,
);

-- The themes that a coder found in a text, or that were settled (coder null), among those of the grid
-- that they had (`asked_ids`); an empty list says that the text fits none. `is_read_again`: they say
-- so themselves, for the themes that the grid had not before. `shown` as above.
create table if not exists raw.codes (
    file_id varchar not null,
    sheet varchar not null,
    sheet_row bigint not null,
    coder varchar,
    question_id varchar not null,
    text_digest varchar not null,
    theme_ids varchar[] not null,
    is_quotable boolean not null,
    is_cancelled boolean not null,
    remark varchar,
    decided_at timestamp not null,
    shown varchar,
    asked_ids varchar[] not null,
    is_read_again boolean not null,
);

-- The last release that could be sent, or was frozen: digests of the parts of the form file that
-- decide what leaves, and how many contributions left, by consent.
create table if not exists raw.left_parts (
    part varchar not null,
    digest varchar not null,
);

create table if not exists raw.left_counts (
    consent varchar not null,
    contribution_count bigint not null,
);

create table if not exists typed.exports (
    export_id varchar not null,
    typing_stamp varchar not null,
    has_sids boolean not null,
    has_draft_marks boolean not null,
    has_modification_times boolean not null,
);

create table if not exists typed.export_fields (
    export_id varchar not null,
    field_kind varchar not null,
    field_id varchar not null,
    has_choice_columns boolean,
);

-- Of the questions that an export has, what can't be chosen in it: a choice, or an item's choices,
-- whose column is not there.
create table if not exists typed.absent_options (
    export_id varchar not null,
    question_id varchar not null,
    item_id varchar,
    choice_id varchar not null,
);

create table if not exists typed.missing_columns (
    export_id varchar not null,
    label varchar not null,
);

create table if not exists typed.submissions (
    export_id varchar not null,
    record_number bigint not null,
    line_number bigint not null,
    submission_id varchar not null,
    sid bigint,
    serial bigint,
    submitted_at timestamp,
    completed_at timestamp,
    modified_at timestamp,
    is_draft boolean not null,
    consent varchar,
    category_id varchar,
    name varchar,
    collective varchar,
    email varchar,
    phone varchar,
    commune varchar,
    postcode varchar,
);

create table if not exists typed.answers (
    export_id varchar not null,
    record_number bigint not null,
    field_kind varchar not null,
    question_id varchar not null,
    item_id varchar,
    choice_id varchar,
    text varchar,
    number double,
    date date,
);

create table if not exists typed.set_aside_cells (
    export_id varchar not null,
    record_number bigint not null,
    column_position integer not null,
    field_kind varchar not null,
    field_id varchar not null,
    item_id varchar,
    rule varchar not null,
    hint varchar,
);

create table if not exists typed.rejections (
    export_id varchar not null,
    record_number bigint not null,
    line_number bigint not null,
    sid bigint,
    rule varchar not null,
    consent varchar,
);

-- Who left an address, folded, in exports that another replaced, and what they said there of consent.
-- `is_repeated`: the export that counts says the same of them. Never published.
create table if not exists typed.former_answers (
    export_id varchar not null,
    record_number bigint not null,
    submission_id varchar not null,
    folded_email varchar not null,
    consent varchar,
    category_id varchar,
    is_repeated boolean not null,
    submitted_at timestamp,
    said_at timestamp,
    exported_at timestamp,
);

create table if not exists previous.states (
    submission_id varchar not null,
    box varchar not null,
    consent varchar,
);

-- Free texts, masked (tables/redacting.py).
create table if not exists redaction.texts (
    submission_id varchar not null,
    question_id varchar not null,
    is_answer boolean not null,
    input_digest varchar not null,
    masked_text varchar not null,
    sent_text varchar,
    has_unfound_words boolean not null,
    mask_kinds varchar[] not null,
    contexts varchar[] not null,
    mention_kinds varchar[] not null,
    mentions varchar[] not null,
    is_set_aside boolean not null,
);

-- How far coders agree, and how far shares of drawn texts may be from those of all
-- (tables/agreeing.py).
create table if not exists agreement.alphas (
    theme_id varchar not null,
    observed_agreement double,
    alpha double,
);

create table if not exists drawing.bounds (
    question_id varchar not null,
    theme_id varchar not null,
    counting_rule varchar not null,
    lowest double not null,
    highest double not null,
);

create table if not exists drawing.ceilings (
    draw varchar not null,
    most_left_count bigint not null,
);

-- The texts least like those that were coded (tables/agreeing.py).
create table if not exists drawing.least_alike (
    unit_id varchar not null,
    place bigint not null,
);

create schema if not exists pseudonyms;

create table if not exists pseudonyms.submissions (
    submission_id varchar not null,
    reference varchar not null,
);

-- References in frozen releases.
create table if not exists pseudonyms.frozen (
    reference varchar not null,
);

-- A checksum of everything that the tables above were made from; no row unless all of them were.
create schema if not exists built;

create table if not exists built.inputs (
    digest varchar not null,
);

-- That checksum again, once all checks have passed.
create table if not exists built.checked (
    digest varchar not null,
);
