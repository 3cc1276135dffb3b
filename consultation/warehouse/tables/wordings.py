"""The step of the build that finds near-identical texts (families), from the texts of the
contributions. It fills the tables of the schema `wordings`.

A wording is a distinct text of a question, without accents, capitals and punctuation. The module
`consultation.families` compares wordings. This module reads the texts and stores the results, which
the selects of sql/05_families/ read. The results for a question are kept until one of its texts
changes. What people added to a letter is kept until a text of that letter's family changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from consultation.machine.code_versions import families_version
from consultation.machine.executors import at_once, results_of
from consultation.machine.progress import counter
from consultation.warehouse.store.connection import (
    Connection,
    append,
    execute,
    frame,
    has_table,
    read_script,
    transaction,
)
from consultation.warehouse.tables.computation import Computation
from consultation.words.folding import fold

if TYPE_CHECKING:
    from consultation.families import Families

# The texts of a question, one per submission: a part of them, so as to fold fewer at a time.
ANSWERS = """
select answers.submission_id, answers.text, contributions.answered_at
from clean.answers as answers
inner join respondents.contributions as contributions
    on answers.submission_id = contributions.submission_id
where
    answers.question_id = $question_id
    and answers.text is not null
    and hash(answers.submission_id) % $parts = $part
"""

WRITTEN = """
select answers.submission_id, answers.text
from clean.answers as answers
where answers.question_id = $question_id and answers.text is not null
"""

# A checksum of each question's texts, which begins with their number. The order of rows does not
# change it. A text that moves to another submission does.
CHECKSUMS = """
select
    questions.question_id,
    count(answers.text) || '-' || coalesce(
        sum(
            md5_number_lower(
                row(answers.submission_id, contributions.answered_at, answers.text)::varchar
            )
        ) filter (where answers.text is not null),
        0
    )
from form.questions as questions
left join (
    clean.answers as answers
    inner join respondents.contributions as contributions
        on answers.submission_id = contributions.submission_id
) on questions.question_id = answers.question_id
where questions.has_families
group by questions.question_id
order by questions.question_id
"""

# The former families with a text that is gone or changed: no word of it may be copied.
LEFT = """
select members.family_id
from {former}.wordings.members as members
inner join {former}.clean.answers as earlier using (submission_id, question_id)
anti join clean.answers as answers using (submission_id, question_id, text)
where earlier.text is not null
"""

FOLDED_TOGETHER = 50_000  # texts, as they are read
# A question with so many texts is computed in another process: fewer texts take less time here, and
# some 90,000 texts take all the memory that a process may use.
APART = range(20_000, 100_000)

OF_QUESTION = ("texts", "members")
OF_FAMILY = ("families", "changes", "segments")
TABLES = (*OF_QUESTION, *OF_FAMILY)


def find_what_is_shared(connection: Connection, executor: Executor) -> None:
    """Find the near-identical texts again in each question whose texts changed, and update the
    tables of `wordings`."""
    from consultation.families import families_of

    prepare(connection)
    present = dict(execute(connection, CHECKSUMS))
    known = dict(execute(connection, "select question_id, texts_checksum from wordings.questions"))
    for question_id in sorted(known.keys() - present.keys()):
        _forget(connection, question_id, TABLES)
    changed = [
        changed_id for changed_id, checksum in present.items() if known.get(changed_id) != checksum
    ]
    for question_id in changed:
        _forget(connection, question_id, OF_QUESTION)
    counts = {changed_id: int(present[changed_id].partition("-")[0]) for changed_id in changed}
    apart = [changed_id for changed_id in changed if counts[changed_id] in APART]
    own_process = [changed_id for changed_id in changed if changed_id not in apart]
    texts_of = partial(_texts, connection, counts)
    families_of_each = chain(
        results_of(executor, families_of, map(texts_of, apart), at_once()),
        map(families_of, map(texts_of, own_process)),
    )
    advance = counter("families", sum(counts.values()))
    for question_id in (*apart, *own_process):
        _store(connection, question_id, present[question_id], next(families_of_each))
        advance(counts[question_id])


def prepare(connection: Connection) -> None:
    """Create the tables of `wordings`. If another version of the code made their content, it is
    deleted."""
    execute(connection, "create schema if not exists wordings")
    if _is_of_other_code(connection):
        execute(connection, "drop schema wordings cascade")
    for statement in read_script(connection, "consultation.warehouse.tables", "wordings.sql"):
        execute(connection, statement)


def _is_of_other_code(connection: Connection) -> bool:
    return has_table(connection, "wordings.questions") and bool(
        execute(
            connection,
            "select 1 from wordings.questions where code_version != $version limit 1",
            {"version": families_version()},
        )
    )


def _forget(connection: Connection, question_id: str, tables: Iterable[str]) -> None:
    for table in ("questions", *tables):
        execute(
            connection,
            f"delete from wordings.{table} where question_id = $question_id",
            {"question_id": question_id},
        )


def _texts(connection: Connection, counts: dict[str, int], question_id: str) -> pl.DataFrame:
    """The texts of a question that have FEWEST_WORDS words or more, without accents, capitals and
    punctuation. Columns: question_id, submission_id, answered_at, folded.

    `counts`: question → number of texts. The original texts are not returned, since a million of
    them take 700 MB. They are read later, for the submissions that need them.
    """
    from consultation.families import FEWEST_WORDS

    parts = counts[question_id] // FOLDED_TOGETHER + 1
    long: list[pl.DataFrame] = []
    for part in range(parts):
        answers = frame(
            connection, ANSWERS, {"question_id": question_id, "parts": parts, "part": part}
        )
        folded = answers.with_columns(folded=fold(answers["text"])).drop("text")
        long.append(
            folded.filter(pl.col("folded").str.count_matches(" ", literal=True) >= FEWEST_WORDS - 1)
        )
    return pl.concat(long).select(
        pl.lit(question_id).alias("question_id"), pl.all().sort_by("submission_id")
    )


def _store(connection: Connection, question_id: str, checksum: str, families: Families) -> None:
    """Store the families found in a question, and what people added to the letters of these
    families. `checksum`: of the question's texts."""
    from consultation.families.additions.additions import additions_of

    letters = families.letters.join(
        frame(connection, WRITTEN, {"question_id": question_id}), on="submission_id"
    ).drop("submission_id")
    new, letters = _without_known(connection, question_id, letters)
    append(connection, "wordings.texts", families.texts)
    append(connection, "wordings.members", families.members)
    append(connection, "wordings.families", new)
    for additions in additions_of(letters):
        append(connection, "wordings.changes", additions.texts)
        append(connection, "wordings.segments", additions.segments)
    execute(
        connection,
        "insert into wordings.questions values ($question_id, $checksum, $version)",
        {"question_id": question_id, "checksum": checksum, "version": families_version()},
    )


def _without_known(
    connection: Connection, question_id: str, members: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The families that are new or whose texts changed, as two frames: a row for each family, for
    `wordings.families`, and the rows of `members` that are in these families.

    Stored families that changed or are gone are deleted.
    """
    from consultation.families.additions.additions import checksums_of

    present = checksums_of(members)
    known = frame(
        connection,
        "select family_id, texts_checksum from wordings.families where question_id = $question_id",
        {"question_id": question_id},
    )
    both = ["family_id", "texts_checksum"]
    family_ids = known.join(present, on=both, how="anti")["family_id"].to_list()
    for table in OF_FAMILY if family_ids else ():
        execute(
            connection,
            f"delete from wordings.{table} where list_contains($gone, family_id)",
            {"gone": family_ids},
        )
    new = present.join(known, on=both, how="anti", maintain_order="left")
    return new, members.join(new, on="family_id", how="semi")


def take_over(connection: Connection, former: str) -> None:
    """Copy the families of each question whose texts are unchanged from the attached database
    `former`. Nothing is copied if another version of the code made them.

    If the texts of a question changed, only what people added to letters is copied, for each family
    whose texts are all still there.
    """
    prepare(connection)
    same_code = f"select question_id from {former}.wordings.questions where code_version = $version"
    same = f"{same_code} and (question_id, texts_checksum) in ({CHECKSUMS})"
    left = LEFT.format(former=former)
    where = dict.fromkeys((*OF_QUESTION, "questions"), f"question_id in ({same})")
    where |= dict.fromkeys(OF_FAMILY, f"question_id in ({same_code}) and family_id not in ({left})")
    with transaction(connection):
        for table, condition in where.items():
            execute(
                connection,
                f"insert into wordings.{table} by name"
                f" select * from {former}.wordings.{table} where {condition}",
                {"version": families_version()},
            )


WORDINGS = Computation(
    inputs=frozenset({"clean.answers", "respondents.contributions"}),
    outputs=frozenset(f"wordings.{table}" for table in (*TABLES, "questions")),
    run=find_what_is_shared,
)
