-- Functions that say the words, sentences and local times of a form.

create or replace macro word(asked_kind, asked_id) as
(select words from main.vocabulary where kind = asked_kind)[asked_id];

create or replace table main.sentences (
    topic varchar,
    id varchar,
    singular varchar,
    plural varchar,
    counted varchar,
);

create or replace macro french_figure(figure) as
case
    when json_type(figure) in ('BIGINT', 'UBIGINT')
        then replace(format('{:,}', figure::bigint), ',', chr(8239))
    else figure ->> '$'
end;

-- As a spreadsheet rounds what it shows: half away from zero.
create or replace macro french_share(share) as
replace((share::decimal(14, 12) * 100)::decimal(4, 1)::varchar, '.', ',')
|| chr(160) || '%';

-- The size of a share as the id of a word, where no percentage may be written: 0.12 → « tenth ».
create or replace macro share_size(share) as
case
    when share = 0 then 'nobody'
    when share < 0.05 then 'few'
    when share < 0.15 then 'tenth'
    when share < 0.25 then 'fifth'
    when share < 0.4 then 'third'
    when share < 0.6 then 'half'
    when share < 0.75 then 'two_thirds'
    when share < 0.9 then 'most'
    when share is not null then 'nearly_all'
end;

-- In one pass: a value may hold what looks like a hole. A figure may be a subquery, which has no
-- place inside a lambda: the list holds its result.
create or replace macro filled_in(template, figures) as
list_transform(
    [struct_pack(pieces := string_split_regex(template, '[{}]'), figures := figures)],
    lambda filling: list_reduce(
        list_transform(
            filling.pieces,
            lambda piece, place: case
                when place % 2 = 1 then piece
                else french_figure(filling.figures -> piece)
            end
        ),
        lambda told, piece: told || piece
    )
)[1];

create or replace macro agreeing(entry, figures) as
filled_in(
    case
        when abs(try_cast(figures ->> entry.counted as double)) < 2 then entry.singular
        else entry.plural
    end,
    figures
);

create or replace macro sentences_about(asked_topic) as
(
    select map(list(id), list(struct_pack(
        singular := singular, plural := plural, counted := counted
    )))
    from main.sentences where topic = asked_topic
);

create or replace macro sentence
(asked_topic, asked_id) as sentences_about(asked_topic)[asked_id].plural,
(asked_topic, asked_id, figures) as
agreeing(sentences_about(asked_topic)[asked_id], to_json(figures));

create or replace macro local_time(moment) as
moment at time zone 'UTC' at time zone (select time_zone from form.form);

-- Who decided, and on which day: « AB, 24/11/2026 ».
create or replace macro initials_and_day(initials, moment) as
concat_ws(', ', initials, strftime(local_time(moment), '%d/%m/%Y'));

create or replace macro local_week(moment) as
date_trunc('week', local_time(moment))::date;

-- Keys of the sheets on which people code: consultation/decisions/coding_sheets.py reads them.
create or replace macro letters(words) as
regexp_replace(nfc_normalize(coalesce(words, '')), '[^\p{L}\p{N}]+', '', 'g');

create or replace macro short_digest(words) as left(sha256(words), 12);

create or replace macro shown_digest(cells) as
short_digest(array_to_string(list_transform(cells, lambda cell: letters(cell)), '|'));

-- The key of a row that shows a text: consultation/decisions/sheets.py compares the two.
create or replace macro text_key(key, words) as
key || '-' || short_digest(letters(words));

-- `change_count`: how often the row had been changed. Cells that say again what they said before
-- are another state of the row.
create or replace macro coding_key(
    kind, text_digest, question_id, shown, cells, coder, change_count
) as
concat_ws(
    '-',
    kind,
    text_digest,
    short_digest(concat_ws(' ', kind, text_digest, question_id, letters(shown))),
    shown_digest(cells),
    short_digest('coder ' || coder),
    change_count
);

create or replace macro theme_key(theme_id, cells, change_count) as
concat_ws(
    '-', theme_id, short_digest('theme ' || theme_id), shown_digest(cells), change_count
);

create or replace macro first_words(words) as
case
    when len(words) <= 40 then words
    else regexp_replace(
        coalesce(nullif(regexp_extract(words, '^(.{1,40}\S*?)\s', 1), ''), left(words, 40)),
        '[\s\x{a0}\x{202f}.,:;!?«(]+$',
        ''
    ) || '…'
end;

create or replace macro family_title(name, words) as
sentence('familles', 'title', struct_pack(
    name := name,
    beginning := first_words(regexp_replace(trim(words), '\s+', ' ', 'g'))
));
