"""A small run of the plain stages in a folder of its own, without Prefect."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
from openpyxl import load_workbook

from consultation import stages
from consultation.machine.settings import Folders
from consultation.notices import facts
from consultation.releases.publish import FormSummary
from consultation.runs.inbox import exports_in
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.tables import models, publications, rebuilding
from consultation.words.errors import OrganiserError
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.places import FORMS, FRAMAFORMS, REFERENCE_KEY

VSA = "vsa-2022"

FIRST = "p1-01-defaut-tab.tsv"
SEMICOLONS = "p1-03-point-virgule.csv"
COMPACT = "p1-10-tab-compact-entetes-cles.tsv"
EXCEL = "p1-30-excel.xlsx"
NEW_ONLY = "p2-01-defaut-nouvelles.tsv"
SECOND = "p2-02-defaut-tab.tsv"
THREE = (FIRST, NEW_ONLY, SECOND)

FOLDERS = ("inbox", "data", "outputs", "forms")
NOTICE_SCHEMAS = ("facts", "notices", "reasons")

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Run:
    """The folders of a run, and one of its forms."""

    folders: Folders
    form_id: str

    @property
    def inbox(self) -> Path:
        """Where the form's exports are dropped."""
        return self.folders.inbox / self.form_id

    @property
    def release(self) -> Path:
        """What the run publishes."""
        return self.folders.release(self.form_id)

    @property
    def synthese(self) -> Path:
        """The workbook that organisers open first."""
        return self.release / "organisation" / "synthese.xlsx"

    @property
    def to_decide(self) -> Path:
        """The workbook that organisers fill and give back."""
        return self.synthese.with_name("a-decider.xlsx")

    @property
    def proof(self) -> Path:
        """The workbook that says where each row went."""
        return self.synthese.with_name("justificatif.xlsx")

    @property
    def form_file(self) -> Path:
        """The form's declaration, a copy that a test may change."""
        return self.folders.form_file(self.form_id)

    @property
    def options(self) -> list[str]:
        """What tells a command where its folders are."""
        return options_of(self.folders)

    def copied(self, folder: Path) -> Run:
        """The run with all of its folders, to be changed."""
        for name in FOLDERS:
            if getattr(self.folders, name).exists():
                shutil.copytree(getattr(self.folders, name), folder / name)
        paths = {name: folder / name for name in FOLDERS}
        return Run(replace(self.folders, **paths), self.form_id)

    def drop(self, *exports: Path) -> Run:
        """The exports are in the inbox."""
        for path in exports:
            shutil.copyfile(path, self.inbox / path.name)
        return self

    def write(self, name: str, content: bytes) -> Path:
        """A file of that content is in the inbox."""
        path = self.inbox / name
        path.write_bytes(content)
        return path

    def ingest(self) -> list[OrganiserError]:
        """What is in the inbox is in the database; the refusals are returned."""
        refused = []
        for path in exports_in(self.inbox):
            try:
                stages.ingest_export(self.folders, self.form_id, path)
            except OrganiserError as error:
                refused.append(error)
        with suppress(OrganiserError):  # a form file that can't be read was told above
            stages.delete_originals(self.folders, self.form_id)
        return refused

    def build(self, *tables: str, executor: Executor | None = None) -> list[OrganiserError]:
        """What is in the inbox is counted and checked; the refusals are returned. A test that looks
        at some tables only has those and what they rest on built, unchecked: in a third of the
        time."""
        refused = self.ingest()
        needed = models.needed_for(tables) if tables else models.working_models()
        # What some tables were built from says nothing of the others.
        version = " ".join([rebuilding.program_version(), *tables])
        with (
            patch.object(models, "working_models", return_value=needed),
            patch.object(rebuilding, "program_version", return_value=version),
        ):
            stages.build_tables(self.folders, self.form_id, executor or OneAfterAnother())
        if not tables:
            stages.run_checks(self.folders, self.form_id)
        return refused

    def publish(self, *, with_pack: bool = False, executor: Executor | None = None) -> FormSummary:
        """What is in the inbox is published; without the pack, unless the test is about it: a
        hundred documents take longer than all the rest."""
        self.build(executor=executor)
        return self.release_as_it_is(with_pack=with_pack, executor=executor)

    def release_as_it_is(
        self, *, with_pack: bool = False, executor: Executor | None = None
    ) -> FormSummary:
        """What is built is published."""
        wanted = (
            nullcontext() if with_pack else patch.object(facts, "pack_state_of", return_value=None)
        )
        with wanted:
            return stages.publish_release(self.folders, self.form_id, executor or OneAfterAnother())

    def facts(self) -> facts.Facts:
        """What a publication of what is built would say."""
        with open_database(self.folders.database(self.form_id)) as connection:
            return facts.read_facts(publications.tables_of(connection))

    def query(self, statement: str) -> Rows:
        """Rows of the working database."""
        return rows_of(self.folders.database(self.form_id), statement)

    def published(self, statement: str) -> Rows:
        """Rows of the published database."""
        return rows_of(self.release / "organisation" / "consultation.duckdb", statement)

    def notices(self) -> list[str]:
        """What is said beside the counts."""
        return list(self.facts().warnings)

    def reasons(self) -> tuple[str, ...]:
        """Why the pack may not be sent yet."""
        pack = self.facts().pack
        return pack.reasons if pack else ()

    def sent_sids(self) -> set[int]:
        """The SIDs of what may leave."""
        sent = self.query("select submission_id from sending.contributions")
        return {int(submission_id.partition(":")[2]) for (submission_id,) in sent}

    def flow(self) -> dict[str, int]:
        """How many submissions each box holds, without the empty boxes."""
        return dict(
            self.query("select box, submission_count from statistics.flow where submission_count")
        )


def new_run(folder: Path, *exports: Path, form_id: str = VSA, form: str | None = None) -> Run:
    """A run in an empty folder, its exports in the inbox; `form` is the text of its form file."""
    run = run_in(folder, form_id)
    run.inbox.mkdir(parents=True)
    run.folders.forms.mkdir()
    text = (FORMS / f"{form_id}.toml").read_text(encoding="utf-8") if form is None else form
    run.form_file.write_text(text, encoding="utf-8")
    return run.drop(*exports)


def run_in(folder: Path, form_id: str) -> Run:
    """The run of a form whose folders are in `folder`."""
    return Run(replace(folders_in(folder), key_file=REFERENCE_KEY), form_id)


def folders_in(folder: Path, *, are_made: bool = False) -> Folders:
    """The folders of a project that is in `folder`."""
    folders = Folders(*(folder / name for name in FOLDERS))
    for name in FOLDERS if are_made else ():
        getattr(folders, name).mkdir(parents=True)
    return folders


def options_of(folders: Folders) -> list[str]:
    """What tells a command where its folders are."""
    return [f"--{name}={getattr(folders, name)}" for name in FOLDERS]


def tables_of_notices() -> tuple[str, ...]:
    """The tables that notices, reasons and counts are read from."""
    tables = [model.table for model in models.working_models() if model.schema in NOTICE_SCHEMAS]
    return (*tables, "statistics.flow", "clean.exports")


def rows_of(database: Path, statement: str) -> Rows:
    """Rows of a database that nobody else has open."""
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        connection.execute("set TimeZone = 'UTC'").fetchall()
        return connection.execute(statement).fetchall()


def tables_of(database: Path, schemas: Iterable[str]) -> dict[str, Rows]:
    """Every table of some schemas, its rows in an order that only depends on them."""
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where list_contains($schemas, schema_name) order by all",
            {"schemas": list(schemas)},
        ).fetchall()
        return {
            name: connection.execute(f"from {name} order by all").fetchall() for (name,) in names
        }


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, but of databases."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb"
    }


def records_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by column title."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet_of(workbook: Path, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet's first table, by column title; none when it says so instead, or is not
    there."""
    return next(iter(tables_of_sheet(workbook, title)), [])


def tables_of_sheet(workbook: Path, title: str) -> list[list[dict[str, Any]]]:
    """The rows of each table of a sheet, by column title (its apostrophes as people type them)."""
    native = load_workbook(workbook)
    sheet = native[title] if title in native.sheetnames else None
    tables = []
    for table in sheet.tables.values() if sheet else ():
        header, *rows = sheet[table.ref]
        titles = [cell.value for cell in header]
        tables.append(
            [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in rows]
        )
    return tables


# Runs that several test modules look at and none changes. The processes that run tests share what
# the first of them makes (tests/conftest.py gives the folder), and each looks at a copy of its own:
# DuckDB opens a file for one process at a time.
_OWN = tempfile.TemporaryDirectory(prefix="faire-masse-tests-")


def made_once(name: str, make: Callable[[Path], Run]) -> Run:
    """A copy of the run that `make` makes in a folder, made once whatever processes ask for it."""
    shared = Path(os.environ.get("FAIRE_MASSE_TESTS", _OWN.name)) / name
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "form_id"
        if not made.exists():
            (shared / "run").mkdir(exist_ok=True)
            made.write_text(make(shared / "run").form_id, encoding="utf-8")
        return run_in(shared / "run", made.read_text("utf-8")).copied(Path(_OWN.name) / name)


def shared_run(make: Callable[..., Run]) -> Callable[..., Run]:
    """The run that `make` makes in a folder, of some names or of none, made once for all tests."""

    @cache
    def run(*names: str) -> Run:
        return made_once(" ".join([make.__name__, *names]), lambda folder: make(folder, *names))

    return run


@shared_run
def built(folder: Path, *names: str) -> Run:
    """A run of some of Webform's own files (tests/cases/framaforms), built and checked."""
    run = new_run(folder, *(FRAMAFORMS / name for name in names))
    assert run.build() == []
    return run


@shared_run
def published(folder: Path, *names: str) -> Run:
    """The same run with its release."""
    run = built(*names).copied(folder)
    run.release_as_it_is()
    return run


def identities(folder: Path) -> dict[Path, tuple[int, int]]:
    """The inode and time of every file and folder."""
    paths = [folder, *folder.rglob("*")]
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}
