"""The product, driven in one process as people drive it: files dropped, rows filled, runs.

Only the tables that are looked at are built. What an organiser's decision looks like stands here
and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from consultation import stages
from consultation.care.originals import note_read
from consultation.decisions.arrived_file import Kind, kind_of
from consultation.decisions.page_lines import line_of, write_lines
from consultation.decisions.sheets import TO_CHECK, TO_TELL, WITHDRAWALS, ReviewSheet
from consultation.forms.form import read_form
from consultation.machine.references import key_of
from consultation.releases import whole_erasure
from consultation.runs.fetched_files import Check, note_check, read_checks
from consultation.runs.tombstones import tombstones_of
from consultation.warehouse.store import (
    decisions,
    declarations,
    ingestion,
    read_files,
    store,
    typed,
)
from consultation.warehouse.store.connection import (
    Connection,
    execute,
    open_database,
    remove_database,
)
from consultation.warehouse.tables import models, rebuilding
from consultation.words.errors import OrganiserError
from consultation.words.french import label
from tests.cases.histories import FORM_ID
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.runs import new_run
from tests.cases.withdrawn import own_workbook

Row = dict[str, Any]


def subject_of(row: Row) -> list[str]:
    """The answers that a row is about."""
    return str(row[TO_CHECK.columns.subject]).split(", ")


class Product:
    """A form's folders, and what organisers do with them; one connection as long as it can be."""

    def __init__(self, folder: Path, form_text: str) -> None:
        self.run = new_run(folder, form_id=FORM_ID, form=form_text)
        self.waiting: list[Path] = []
        self.refused: list[str] = []
        self._open = ExitStack()
        self._connection: Connection | None = None
        self._built: set[str] = set()

    def drop(self, name: str, content: bytes) -> None:
        """A file is in the inbox."""
        self.waiting.append(self.run.write(name, content))

    def note_fetch(self, digest: str, count: int, now: dt.datetime) -> None:
        """A fetch found the file of this SHA-256 to be whole."""
        check = Check(f"{digest[:8]}.csv", "", count, _utc(now), _utc(now))
        note_check(self.run.inbox, digest, check, read_checks(self.run.inbox))

    def fill(self, sheet: ReviewSheet, row: Row, choice: str, now: dt.datetime) -> str:
        """The row is given back with a choice, as the local page writes it; returns the file."""
        cells = {title: str(row[title]) for title in sheet.columns.mandatory if row.get(title)}
        return self._write(line_of(sheet, {**cells, sheet.columns.choice: choice}, _utc(now)), now)

    def ask(self, who: str, wanted: str, now: dt.datetime, *, by_workbook: bool = False) -> str:
        """Somebody asks to be withdrawn or erased, or takes it back; returns the file."""
        columns = WITHDRAWALS.columns
        word = {request: title for title, request in WITHDRAWALS.requests.items()}[wanted]
        if not by_workbook:
            row = {columns.who: who, columns.choice: word}
            return self._write(line_of(WITHDRAWALS, row, _utc(now)), now)
        path = self.run.inbox / f"retraits-{now:%d%H%M%S}.xlsx"
        self.waiting.append(own_workbook(path, [(who, word)], now))
        return path.name

    def _write(self, line: str, now: dt.datetime) -> str:
        path = write_lines(self.run.inbox, FORM_ID, "AB", [line], now=_utc(now), since=_utc(now))
        self.waiting.append(path)
        return path.name

    def declare(self, form_text: str) -> None:
        """The form file says something else."""
        self.run.form_file.write_text(form_text, encoding="utf-8")
        self.close()

    def close(self) -> None:
        """Nobody has the database open."""
        self._open.close()
        self._connection = None
        self._built.clear()

    @property
    def connection(self) -> Connection:
        """The form's database, its tables ready."""
        if self._connection is None:
            self._form = read_form(self.run.form_file)
            database = self.run.folders.database(FORM_ID)
            self._connection = self._open.enter_context(open_database(database))
            store.prepare(self._connection)
            declarations.declare(self._connection, self._form)
        return self._connection

    def build(self) -> bool:
        """What was dropped is read, and boxes are told; False where nothing was accepted yet."""
        connection, folders = self.connection, self.run.folders
        erased = tombstones_of(folders, FORM_ID)
        for path in self.waiting:
            kind = kind_of(path)
            try:
                if kind is Kind.EXPORT:
                    ingestion.ingest(connection, self._form, path, erased)
                else:
                    decisions.take_decisions(connection, self._form, path, kind, erased)
            except OrganiserError as error:
                self.refused.append(error.code)
        self.waiting.clear()
        if erased:  # an export may show more of who was erased
            self.close()
            stages.delete_originals(folders, FORM_ID)
            connection = self.connection
        decisions.settle_readings(connection, dt.datetime.now(dt.UTC))
        inbox = self.run.inbox
        read_files.note_fetches(connection, self._form, inbox, dt.datetime.now(dt.UTC))
        with patch.object(declarations, "declare"):  # it was when the database was opened
            rebuilding.retype(connection, self._form)
        note_read(connection, folders.data, FORM_ID)
        if not typed.typed_exports(connection):
            return False
        key = key_of(folders.reference_key, folders.data)
        rebuilding._give_references(connection, key, ())
        self._built.clear()
        self.rows("respondents.flow")
        return True

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, which is built with the tables that it rests on."""
        for model in models.needed_for([table]):
            if model.table not in self._built:
                execute(self.connection, f"create schema if not exists {model.schema}")
                for kind in ("table", "view"):
                    with suppress(duckdb.Error):
                        execute(self.connection, f"drop {kind} if exists {model.table}")
                for computation in models._computations_of(model):
                    if computation not in self._built:
                        computation.run(self.connection, OneAfterAnother())
                        self._built.add(computation)
                models._build_one(self.connection, model)
                self._built.add(model.table)
        result = self.connection.execute(f"from {table}")
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def erase(self) -> None:
        """Whoever waits to be erased is."""
        self.rows("respondents_steps.erasure_requests")
        self.close()
        whole_erasure.begin_erasure(self.run.folders, FORM_ID)
        whole_erasure.finish_erasure(self.run.folders, FORM_ID)

    def lose(self) -> None:
        """The working database is gone; the files of the inbox are read again."""
        self.close()
        remove_database(self.run.folders.database(FORM_ID))
        self.waiting = [path for path in self.run.inbox.iterdir() if path.is_file()]

    # What a run leaves.

    def boxes(self) -> dict[str, str]:
        """The box of each answer."""
        return {row["submission_id"]: row["box"] for row in self.rows("respondents.flow")}

    def leaving(self) -> dict[str, str]:
        """Who may be sent, and how publicly."""
        contributions = self.rows("sending.contributions")
        return {row["submission_id"]: row["consent"] for row in contributions}

    def references(self) -> dict[str, str]:
        """The references that people were given."""
        submissions = self.rows("pseudonyms.submissions")
        return {row["submission_id"]: row["reference"] for row in submissions}

    def asked(self, kind: str) -> list[Row]:
        """The rows of « À vérifier » of a kind that wait for a decision."""
        key = TO_CHECK.columns.key
        rows = self.rows("publications.a_decider__a_verifier")
        return [
            row
            for row in rows
            if str(row[key]).startswith(f"{kind}-")
            and row["Où en est-on"] != label("decision_state", "applied")
        ]

    def ends(self) -> list[Row]:
        """The rows of « Exports » in which organisers may say what became of later answers."""
        rows = self.rows("publications.justificatif__exports")
        return [
            row for row in rows if row[TO_TELL.columns.key] and "d’après" in TO_TELL.columns.choice
        ]

    def offered(self, row: Row) -> dict[str, str]:
        """The choices that a row offers, as it calls them, and their ids."""
        question = TO_CHECK.question(str(row[TO_CHECK.columns.key]).partition("-")[0])
        has_own = hasattr(question, "offered")
        labels = question.offered[row[TO_CHECK.asked]] if has_own else question.choices
        return {label: question.choices[label] for label in labels}

    def says(self, question_id: str) -> dict[str, str]:
        """What each answer says to a question of one choice."""
        rows = self.rows("clean.answers")
        said = (row for row in rows if row["question_id"] == question_id)
        return {row["submission_id"]: row["choice_id"] for row in said}

    def reasons(self) -> set[str]:
        """Why the pack is a PROJET."""
        tables = [model.table for model in models.working_models() if model.schema == "reasons"]
        reasons = {row.get("reason") or table for table in tables for row in self.rows(table)}
        return {reason.removeprefix("reasons.") for reason in reasons}


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC)
