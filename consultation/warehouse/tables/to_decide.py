"""What a working database asks of organisers, whom a request of theirs would be about, and which
requests to be erased wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from consultation.decisions import TO_READ
from consultation.machine.json_files import read_json, replace_json
from consultation.warehouse.store.connection import Connection, execute, open_database
from consultation.warehouse.tables.models import query_of
from consultation.warehouse.tables.publications import Row, tables_of

# What the submissions that are compared say, side by side: one row per submission and line.
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

# What each person who is asked about said of their consent, in the order of what was said; of two
# exports, which is the first and which the second.
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

# Of each text to read: the letter that it is a copy of, and the first that says the same.
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

# A request that nobody has made, as the select of requests would have it.
SUPPOSED = """
insert into history.given_requests by name
select
    'supposed' as file_id, '' as sheet, 1 as sheet_row, $kind as identifier_kind,
    case $kind when 'email' then lower(nfc_normalize($identifier)) else $identifier end
        as identifier,
    $request as request, false as is_ahead, true as is_dated
"""
REACHED = """
select
    submissions.submission_id,
    given.reference,
    word('box', flow.box).label as box,
    coalesce(flow.box = 'counted', false) as is_counted,
    sent.submission_id is not null as is_sent
from supposed as submissions
left join pseudonyms.submissions as given using (submission_id)
left join respondents.flow as flow using (submission_id)
left join sending.contributions as sent using (submission_id)
order by submissions.submission_id
"""

ERASURES = """
select identifier_kind, identifier, asked_at, sent_until, submission_ids, folded_emails
from respondents_steps.erasure_requests
order by asked_at, file_id, sheet, sheet_row
"""


@dataclass(frozen=True)
class Submission:
    """A submission beside another: who, when, what they agreed to, and its answers by question."""

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
    """The rows of the sheets to fill as the last build made them, the submissions that are to be
    compared, the receipts of withdrawals, the texts to code and the grid, the form, and the files
    of decisions that it counts.

    `told` has, by the key of a row on consents, each thing that was said: the consent, and a
    sentence. Of texts that say the same, `texts` and `quick_texts` have the first; `alike` has, by
    its key, the others, which are decided with it. `letters` says of which letter each is a copy,
    by keys.
    """

    texts: tuple[Row, ...]
    quick_texts: tuple[Row, ...]
    alike: Mapping[str, tuple[Row, ...]]
    letters: Mapping[str, str]
    suspicions: tuple[Row, ...]
    told: Mapping[str, tuple[tuple[str, str], ...]]
    submissions: Mapping[str, Submission]
    receipts: tuple[Row, ...]
    codings: tuple[Row, ...]
    themes: tuple[Row, ...]
    form: Row
    file_ids: frozenset[str]


@dataclass(frozen=True)
class Reached:
    """A submission that a request would be about, as numbers and references."""

    submission_id: str
    reference: str | None
    box: str | None
    is_counted: bool
    is_sent: bool


@dataclass(frozen=True)
class WaitingErasure:
    """A request to be erased: by what the person is told, when (UTC), up to when (UTC) what they
    sent is asked for, the submissions that it finds, and the addresses that are theirs alone."""

    kind: str
    identifier: str
    asked_at: dt.datetime
    sent_until: dt.datetime
    submission_ids: tuple[str, ...]
    folded_emails: tuple[str, ...]

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses by which they are known: the one that the request names among them."""
        named = (self.identifier,) if self.kind == "email" else ()
        return frozenset((*named, *self.folded_emails))

    def asked_on(self, time_zone: str) -> dt.date:
        """The day of the request where the form is."""
        return self.asked_at.replace(tzinfo=dt.UTC).astimezone(ZoneInfo(time_zone)).date()


def keep_to_decide(connection: Connection, file: Path) -> None:
    """Write all that organisers are asked to decide where screens read it: they need no database,
    which a run holds."""
    replace_json(file, _asked_in(connection))


def kept_to_decide(file: Path) -> ToDecide | None:
    """All that organisers are asked to decide; None when no build has asked anything yet."""
    return read_json(file, ToDecide)


def _asked_in(connection: Connection) -> ToDecide:
    tables = tables_of(connection)
    names = ("a_relire", "a_relire_vite", "a_verifier")
    texts, quick, suspicions = (tables[f"publications.a_decider__{name}"].records for name in names)
    files = tables["raw.decision_files"].records
    key_column = TO_READ.columns.key
    related = execute(connection, LETTERS)
    with_another = {key: same for key, _, same in related if same != key}
    alike: dict[str, tuple[Row, ...]] = {}
    for row in (*texts, *quick):
        if same := with_another.get(row[key_column]):
            alike[same] = (*alike.get(same, ()), row)
    told: dict[str, tuple[tuple[str, str], ...]] = {}
    for key, consent, words in execute(connection, TOLD):
        told[key] = (*told.get(key, ()), (consent, words))
    answers: dict[str, dict[str, str]] = {}
    for submission_id, _place, title, said in execute(connection, LINES):
        answers.setdefault(submission_id, {})[title] = said
    return ToDecide(
        texts=tuple(row for row in texts if row[key_column] not in with_another),
        quick_texts=tuple(row for row in quick if row[key_column] not in with_another),
        alike=alike,
        letters={key: letter for key, letter, _ in related if letter != key},
        suspicions=suspicions,
        told=told,
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


def reached_by(database: Path, kind: str, identifier: str, request: str) -> tuple[Reached, ...]:
    """The submissions that a request would be about, by the select that says it of real ones.
    Those of a replaced export, which are in no box, where it alone has that address."""
    query = query_of("respondents_steps.withdrawal_targets")
    with open_database(database) as connection:
        execute(connection, "begin")
        try:
            execute(
                connection, SUPPOSED, {"kind": kind, "identifier": identifier, "request": request}
            )
            execute(
                connection,
                f"create temp table supposed as with targets as ({query}),"
                " own as (select submission_id from targets where file_id = 'supposed')"
                " from own union"
                " select former.submission_id from typed.former_answers as former"
                " inner join history.given_requests as given"
                " on given.file_id = 'supposed' and given.identifier = former.folded_email"
                " where not exists (from own)",
            )
            return tuple(Reached(*row) for row in execute(connection, REACHED))
        finally:
            execute(connection, "rollback")


def waiting_erasures(connection: Connection) -> tuple[WaitingErasure, ...]:
    """The requests that wait, the oldest first."""
    found = execute(connection, ERASURES)
    return tuple(
        WaitingErasure(kind, identifier, asked_at, sent_until, tuple(ids), tuple(emails))
        for kind, identifier, asked_at, sent_until, ids, emails in found
    )
