"""The rows that people have to decide on after a build, kept in a file that the page's screens
read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from consultation.decisions.sheets import TO_READ, without_text
from consultation.machine.json_files import read_json, replace_json
from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.tables.publications import Row, tables_of

# The submissions to compare: those of suspicions and of rows on consents.
WANTED = """
with wanted as (
    select unnest(submission_ids) as submission_id
    from review.suspicions
    where key is not null
    union
    select unnest(submission_ids) as submission_id
    from review.consents
    where key is not null
)
"""
SAID = f"""
{WANTED}
select
    submissions.submission_id,
    strftime(
        local_time(
            coalesce(
                submissions.completed_at, submissions.submitted_at, submissions.modified_at
            )
        ),
        '%d/%m/%Y %H:%M'
    ) as sent_at,
    people.name,
    people.collective,
    concat_ws(' ', submissions.postcode, submissions.commune) as town,
    word('consent', submissions.consent).label as consent,
    word('box', flow.box).label as box
from clean.submissions as submissions
semi join wanted using (submission_id)
left join people.people as people using (submission_id)
left join respondents.flow as flow using (submission_id)
"""
LINES = f"""
{WANTED}
select
    answers.submission_id,
    questions.position as place,
    questions.title,
    string_agg(
        concat_ws(
            ' : ',
            items.label,
            coalesce(
                choices.label,
                answers.text,
                replace(regexp_replace(answers.number::varchar, '[.]0$', ''), '.', ','),
                strftime(answers.date, '%d/%m/%Y')
            )
        ),
        chr(10) order by items.position, choices.position, answers.text
    ) as said
from clean.answers as answers
semi join wanted using (submission_id)
inner join form.questions as questions using (question_id)
left join form.items as items using (question_id, item_id)
left join form.choices as choices using (question_id, choice_id)
group by answers.submission_id, questions.position, questions.title
order by all
"""

# The statements of each person whose consent is asked, in order, and the two exports of each
# question on which is newer.
TOLD = """
select key, consent, told
from (
    select key, place, consent, told from publications.parts__told_consents
    union all
    select key, 1, 'first', first_name from publications.parts__rival_exports
    union all
    select key, 2, 'second', second_name from publications.parts__rival_exports
) as told
order by key, place
"""

# The keys of each text to read, of its letter, and of the first text equal to it.
LETTERS = """
select
    texts.key,
    letters.key as letter_key,
    same.key as same_key
from sending.texts_to_read as texts
inner join sending.texts_to_read as letters
    on texts.question_id = letters.question_id
    and texts.letter_submission_id = letters.first_submission_id
inner join sending.texts_to_read as same
    on texts.question_id = same.question_id
    and texts.same_submission_id = same.first_submission_id
where texts.key is not null
"""

# The position of each text in the draw by lot. No rows unless a draw decides which texts are read.
TURNS = """
select
    texts.key,
    texts.draw_rank,
    texts.is_drawn,
    texts.is_pointed_at,
    texts.state = 'applied' as is_read,
    drawn.is_found
from sending.texts_to_read as texts
inner join sending.drawn_readings as drawn
    on
        texts.question_id = drawn.question_id
        and texts.first_submission_id = drawn.submission_id
where texts.key is not null and texts.first_submission_id = texts.same_submission_id
order by texts.key
"""


@dataclass(frozen=True)
class Turn:
    """The position of a text in the draw by lot of texts to read, as of the last build.

    - `rank`: `None` for a text that is in no draw, since a person must read it anyway: the program
      masked words in it, found words that may identify somebody, or could not mask it.
    - `is_drawn`: the rank is small enough for the text to be read.
    - `is_pointed_at`: the rank is `None`, or the text is not drawn and has words that readers
      masked elsewhere.
    - `is_found`: a reader masked words in the text, or kept it back.
    """

    rank: int | None
    is_drawn: bool
    is_pointed_at: bool
    is_read: bool
    is_found: bool


@dataclass(frozen=True)
class Submission:
    """A submission, shown so that people can compare it with another. `answers`: title of a
    question → answer."""

    submission_id: str
    sent_at: str | None
    name: str | None
    collective: str | None
    town: str | None
    consent: str | None
    box: str | None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ToDecide:
    """The rows of the sheets to fill, and what screens need to show them, from the last build.

    « Key » is the key of a row.
    - `texts`: texts to read, of equal texts only the first.
    - `quick_texts`: the same for short texts of several submissions, without masks or mentions.
    - `alike`: key of a first text → the equal texts, which are decided with it.
    - `letters`: key of a copy → key of its letter.
    - `turns`: key of a text → its turn. Empty unless a draw decides which texts are read.
    - `told`: key of a row that asks which consent holds → (consent, sentence) for each statement.
      Key of a row that asks which of two exports is newer → ("first", name), ("second", name).
    - `submissions`: the submissions to compare, by id.
    - `file_ids`: SHA-256 of the files of decisions that the build counted.
    """

    texts: tuple[Row, ...]
    quick_texts: tuple[Row, ...]
    alike: Mapping[str, Sequence[Row]]
    letters: Mapping[str, str]
    turns: Mapping[str, Turn]
    suspicions: tuple[Row, ...]
    told: Mapping[str, Sequence[tuple[str, str]]]
    submissions: Mapping[str, Submission]
    receipts: tuple[Row, ...]
    codings: tuple[Row, ...]
    themes: tuple[Row, ...]
    form: Row
    file_ids: frozenset[str]


def keep_to_decide(connection: Connection, file: Path) -> None:
    """Write to `file` the rows that people have to decide on. Screens read this file, because a run
    locks the database."""
    replace_json(file, _rows_to_decide(connection))


def kept_to_decide(file: Path) -> ToDecide | None:
    """The rows to decide on that the last build wrote to `file`. None if no build has written it
    yet."""
    return read_json(file, ToDecide)


def _rows_to_decide(connection: Connection) -> ToDecide:
    tables = tables_of(connection)
    names = ("a_relire", "a_relire_vite", "a_verifier")
    *to_read, suspicions = (tables[f"publications.a_decider__{name}"].records for name in names)
    texts, quick = ([_of_page(row) for row in rows] for rows in to_read)
    files = tables["raw.decision_files"].records
    key_column = TO_READ.columns.key
    related = execute(connection, LETTERS)
    with_another = {key: same for key, _, same in related if same != key}
    alike: dict[str, list[Row]] = {}
    for row in (*texts, *quick):
        if same := with_another.get(row[key_column]):
            alike.setdefault(same, []).append(row)
    statements: dict[str, list[tuple[str, str]]] = {}
    for key, consent, words in execute(connection, TOLD):
        statements.setdefault(key, []).append((consent, words))
    answers: dict[str, dict[str, str]] = {}
    for submission_id, _place, title, answer in execute(connection, LINES):
        answers.setdefault(submission_id, {})[title] = answer
    return ToDecide(
        texts=tuple(row for row in texts if row[key_column] not in with_another),
        quick_texts=tuple(row for row in quick if row[key_column] not in with_another),
        alike=alike,
        letters={key: letter for key, letter, _ in related if letter != key},
        turns={key: Turn(*turn) for key, *turn in execute(connection, TURNS)},
        suspicions=suspicions,
        told=statements,
        submissions={
            row[0]: replace(Submission(*row), answers=answers.get(row[0], {}))
            for row in execute(connection, SAID)
        },
        receipts=tables["publications.retraits__demandes"].records,
        codings=tables["publications.a_coder__codage"].records,
        themes=tables["coding.themes"].records,
        form=tables["form.form"].records[0],
        file_ids=frozenset(file["file_id"] for file in files if file["read_at"]),
    )


def _of_page(row: Row) -> Row:
    """The row of a text to read with the key of its subject alone. On the page, unlike in a
    workbook, no text can move to another row."""
    key = row[TO_READ.columns.key]
    return {**row, TO_READ.columns.key: key and without_text(key)}
