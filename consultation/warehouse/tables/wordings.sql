-- Tables of the step that finds families; `questions` says what the others were found in.

create schema if not exists wordings;

create table if not exists wordings.questions (
    question_id varchar not null,
    texts_checksum varchar not null,
    code_version varchar not null,
);

create table if not exists wordings.texts (
    question_id varchar not null,
    submission_id varchar not null,
    text_id varchar not null,
);

create table if not exists wordings.members (
    question_id varchar not null,
    family_id varchar not null,
    submission_id varchar not null,
    text_id varchar not null,
    relation varchar not null,
    similarity double not null,
);

create table if not exists wordings.families (
    question_id varchar not null,
    family_id varchar not null,
    texts_checksum varchar not null,
);

create table if not exists wordings.changes (
    question_id varchar not null,
    family_id varchar not null,
    text_id varchar not null,
    has_addition boolean not null,
    change varchar not null,
);

create table if not exists wordings.segments (
    question_id varchar not null,
    family_id varchar not null,
    text_id varchar not null,
    segment_number integer not null,
    text varchar not null,
    word_count integer not null,
);
