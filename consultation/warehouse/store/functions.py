"""The functions that the selects of sql/ say words, sentences and local times with.

They are kept in the database itself, so that a select can be pasted into a DuckDB shell.
"""

from __future__ import annotations

import re

import polars as pl

from consultation.machine.code_versions import program_version
from consultation.warehouse.store.connection import Connection, append, execute
from consultation.words.folding import BEYOND, folds_of_signs
from consultation.words.french import (
    NARROW_NO_BREAK_SPACE,
    NO_BREAK_SPACE,
    sentences,
    sheets,
    with_no_break_spaces,
)

# {count:réponse est|réponses sont}: the number, and the words that agree with it.
_AGREEING = re.compile(r"{(\w+):(.*?)\|(.*?)}")

# Of French, what is no letter, no digit and no space, inside the brackets of a pattern.
_SIGNS = r"\x00-\x1f!-/:-@\[-`{-\x7f\x{a0}\x{202f}«»‘’“”–—…€"

_VERSION = """
select macro_definition from duckdb_functions()
where database_name = current_database() and function_name = 'functions_version'
"""

# They rest on no table of ours.
_PLAIN_STATEMENTS = (
    # How far a share found in `coded` of `total` units drawn by lot may be from that of all, 19
    # times out of 20: 1.96 √(effect · p (1 - p) / n · (N - n) / (N - 1)), never more than the
    # whole. The variance with the finite population correction is theorem 3.2 of Cochran, Sampling
    # Techniques, 3rd ed., 1977; the effect, what unequal weights multiply it by, is that of Kish,
    # Survey Sampling, 1965.
    """
    create or replace macro margin(share, coded, total, effect) as
    case
        when coded >= total then 0
        else least(1, 1.96 * sqrt(
            effect * share * (1 - share) / coded * (total - coded) / (total - 1)
        ))
    end
    """,
    # What a row of a sheet of decisions goes by: consultation/decisions/sheets.py reads it.
    """
    create or replace macro decision_key(kind, fingerprint, subject) as
    kind || '-' || fingerprint || '-'
    || left(sha256(concat_ws(' ', kind, fingerprint, subject)), 12)
    """,
    # Accents, capitals, signs and spaces aside: as `fold` of consultation/words/folding.py,
    # to the sign. What French is written with has a short way; of other texts, each sign that is
    # not is looked up, but for the marks beyond what is listed. A space alone is left, for it takes
    # time. The list stands in the macro: as a table, DuckDB may copy it beside each row of a join.
    rf"""
    create or replace macro folded(words) as
    trim(regexp_replace(
        case
            when regexp_matches(words, '[^ a-zA-Z0-9À-ÖØ-öø-ÿœŒ{_SIGNS}]')
                then array_to_string(
                    list_transform(
                        string_split(
                            regexp_replace(words, '[\x{{e0100}}-\x{{e01ef}}]', '', 'g'), ''
                        ),
                        lambda sign: case
                            when unicode(sign) < 128 then lower(sign)
                            when sign between 'ç' and 'ö' then strip_accents(sign)
                            when sign = 'à' then 'a'
                            else string_split(
                                string_split('@folds', chr(30))[
                                    least(unicode(sign), {BEYOND}) // 256 + 1
                                ],
                                chr(31)
                            )[least(unicode(sign), {BEYOND}) % 256 + 1]
                        end
                    ),
                    ''
                )
            else replace(replace(lower(strip_accents(words)), 'œ', 'oe'), 'æ', 'ae')
        end,
        ' *[{_SIGNS}][{_SIGNS} ]*|  +',
        ' ',
        'g'
    ))
    """,
)

# A map per kind: a look-up in a select costs less than a join, and takes one line.
_WORDS = """
    create or replace table main.vocabulary as
    select
        kind,
        map(
            list(id),
            list(struct_pack(
                position := position, label := label, explanation := explanation
            ))
        ) as words
    from (
        select * from form.words
        union all by name
        select 'category' as kind, category_id as id, position, label from form.categories
        union all by name
        select 'question' as kind, question_id as id, position, title as label
        from form.questions
    )
    group by kind
    """

_STATEMENTS = (
    """
    create or replace macro word(asked_kind, asked_id) as
    (select words from main.vocabulary where kind = asked_kind)[asked_id]
    """,
    "create or replace table main.sentences"
    " (topic varchar, id varchar, singular varchar, plural varchar, counted varchar)",
    f"""
    create or replace macro french_figure(figure) as
    case
        when json_type(figure) in ('BIGINT', 'UBIGINT')
            then replace(format('{{:,}}', figure::bigint), ',', '{NARROW_NO_BREAK_SPACE}')
        else figure ->> '$'
    end
    """,
    # As a spreadsheet rounds what it shows: half away from zero.
    f"""
    create or replace macro french_share(share) as
    replace((share::decimal(14, 12) * 100)::decimal(4, 1)::varchar, '.', ',')
    || '{NO_BREAK_SPACE}%'
    """,
    # In one pass: a value may hold what looks like a hole. A figure may be a subquery, which has no
    # place inside a lambda: the list holds its result.
    """
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
    )[1]
    """,
    """
    create or replace macro agreeing(entry, figures) as
    filled_in(
        case
            when abs(try_cast(figures ->> entry.counted as double)) < 2 then entry.singular
            else entry.plural
        end,
        figures
    )
    """,
    """
    create or replace macro sentences_about(asked_topic) as
    (
        select map(list(id), list(struct_pack(
            singular := singular, plural := plural, counted := counted
        )))
        from main.sentences where topic = asked_topic
    )
    """,
    """
    create or replace macro sentence
    (asked_topic, asked_id) as sentences_about(asked_topic)[asked_id].plural,
    (asked_topic, asked_id, figures) as
    agreeing(sentences_about(asked_topic)[asked_id], to_json(figures))
    """,
    """
    create or replace macro yes_or_no(is_so) as
    sentence('yes_or_no', case when is_so then 'yes' else 'no' end)
    """,
    """
    create or replace macro local_time(moment) as
    moment at time zone 'UTC' at time zone (select time_zone from form.form)
    """,
    """
    create or replace macro local_week(moment) as
    date_trunc('week', local_time(moment))::date
    """,
    # Keys of the sheets on which people code: consultation/decisions/coding_sheets.py reads them.
    r"""
    create or replace macro letters(words) as
    regexp_replace(nfc_normalize(coalesce(words, '')), '[^\p{L}\p{N}]+', '', 'g')
    """,
    """
    create or replace macro short_digest(words) as left(sha256(words), 12)
    """,
    """
    create or replace macro shown_digest(cells) as
    short_digest(array_to_string(list_transform(cells, lambda cell: letters(cell)), '|'))
    """,
    """
    create or replace macro coding_key(kind, text_digest, question_id, shown, cells, coder) as
    concat_ws(
        '-',
        kind,
        text_digest,
        short_digest(concat_ws(' ', kind, text_digest, question_id, letters(shown))),
        shown_digest(cells),
        short_digest('coder ' || coder)
    )
    """,
    """
    create or replace macro theme_key(theme_id, cells) as
    concat_ws('-', theme_id, short_digest('theme ' || theme_id), shown_digest(cells))
    """,
    r"""
    create or replace macro first_words(words) as
    case
        when len(words) <= 40 then words
        else coalesce(nullif(regexp_extract(words, '^(.{1,40}\S*?)\s', 1), ''), left(words, 40))
            || '…'
    end
    """,
    r"""
    create or replace macro family_title(number, words) as
    sentence('familles', 'title', struct_pack(
        number := number::varchar,
        beginning := first_words(regexp_replace(trim(words), '\s+', ' ', 'g'))
    ))
    """,
)


def make_functions(connection: Connection) -> None:
    """The functions are in the database in use, with the words and sentences of today.

    `word(kind, id)` is a struct of position, label and explanation, or null; kinds are those of
    `form.words`, and `category` and `question` of the form. `sentence(topic, id, figures)` is the
    sentence of `schemas/sentences.toml` filled from a struct, null where a figure is.
    `local_time(moment)` is in the form's time zone.
    """
    make_plain_functions(connection)
    make_words(connection)
    for statement in _STATEMENTS:
        execute(connection, statement)
    append(connection, "main.sentences", _sentence_rows())


def make_words(connection: Connection) -> None:
    """What `word` says of an id is as the form's tables have it now."""
    execute(connection, _WORDS)


def make_plain_functions(connection: Connection) -> None:
    """The functions that need no word are in the database: the layers below statistics have these
    alone. `folded(words)` are the same whatever their accents, capitals and signs. Those that the
    same code made stay: how signs fold takes as long to work out as all else that is declared."""
    version = f"'{program_version()}'"
    if execute(connection, _VERSION) == [(version,)]:
        return
    note = f"create or replace macro functions_version() as {version}"
    for statement in (*_PLAIN_STATEMENTS, note):
        execute(connection, statement.replace("@folds", folds_of_signs()))


def _sentence_rows() -> pl.DataFrame:
    """Each sentence in the singular and in the plural, and the figure that it agrees with."""
    rows = []
    workbooks = (sheets()[workbook] for workbook in sheets()["workbooks"])
    titles = {name: title for workbook in workbooks for name, (title, _) in workbook.items()}
    for topic, entries in {**sentences(), "sheet": titles}.items():
        for sentence_id, sentence in entries.items():
            template = with_no_break_spaces(sentence)
            agreeing = _AGREEING.search(template)
            rows.append(
                {
                    "topic": topic,
                    "id": sentence_id,
                    "singular": _AGREEING.sub(r"{\1} \2", template),
                    "plural": _AGREEING.sub(r"{\1} \3", template),
                    "counted": agreeing and agreeing[1],
                }
            )
    return pl.DataFrame(rows, schema_overrides={"counted": pl.String})
