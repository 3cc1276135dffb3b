"""The organisers' folder of a release: all answers, for the organisers only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from consultation.coding.coded_texts import OWN_COLUMNS
from consultation.machine.csv_files import write_csv
from consultation.machine.disk import write_text
from consultation.machine.progress import counter
from consultation.notices import codebook, responses
from consultation.notices.facts import Facts, FormHeader
from consultation.notices.for_allies import codes_described, write_for_allies
from consultation.notices.left_out import Parts, told_in_readme
from consultation.organisation import coding_pages
from consultation.organisation.contacts import (
    GiveReceipts,
    Held,
    contacts_workbook,
    receipts_workbook,
)
from consultation.organisation.counts_above import counts_of_news
from consultation.organisation.tasks import Task, tasks_of
from consultation.organisation.workbooks import organisation_workbooks
from consultation.runs.tombstones import HandedIn
from consultation.tables.as_xlsx import write_workbook
from consultation.tables.model import Workbook
from consultation.warehouse.tables.publications import (
    Tables,
    publications_of,
    sheets_of_tables,
)
from consultation.words.french import schema_text, sentence, sheets

CONFIDENTIAL = "organisation/confidentiel"
ORGANISATION = {name: f"organisation/{file}" for name, file in sheets()["workbooks"].items()}
"""Name of each workbook → its path in a release."""
SYNTHESE = ORGANISATION["synthese"]


class Told(NamedTuple):
    """The tasks of organisers, open or done, and the sentences on what changed with the latest
    export."""

    tasks: tuple[Task, ...]
    news: tuple[str, ...]


def make_folder(release: Path) -> None:
    """Make the folder `organisation/`, and in it `statistiques/` and `confidentiel/`."""
    folder = release / "organisation"
    for below in (folder, folder / "statistiques", folder / "confidentiel"):
        below.mkdir(mode=0o700, exist_ok=True)


def write_workbooks(
    facts: Facts, tables: Tables, set_aside: Collection[str], release: Path, parts: Parts
) -> Told:
    """Write the workbooks of `organisation/`, without the parts left out. synthese.xlsx is always
    written. `set_aside` are the references of contributions that the pack shows as placeholders,
    since they can't be typeset. Returns the tasks and the news, for the release's manifest."""
    published = publications_of(tables, *(f"publications.{name}" for name in sheets()["workbooks"]))
    published |= sheets_of_tables(tables, "synthese")
    tasks = tasks_of(published, _references_with_files(tables, set_aside), tuple(parts.left_out))
    names = [name for name, path in ORGANISATION.items() if not parts.lacks(path)]
    workbooks = organisation_workbooks(facts, published, tasks, names)
    advance = counter("workbooks", len(workbooks))
    for name, make in workbooks.items():
        coder = name.removeprefix(f"{coding_pages.WORKBOOK}-")
        path = ORGANISATION.get(name, f"organisation/{coding_pages.file_of(coder)}")
        _write(release, parts, path, make)
        advance()
    return Told(tasks, counts_of_news(published["nouveautes_bilan"], published["exports"]))


def write_beside(
    facts: Facts,
    tables: Tables,
    held: Callable[[], Held],
    handed_in: Sequence[HandedIn],
    release: Path,
    parts: Parts,
) -> None:
    """Write what doesn't depend on the pack: tables, coded texts, LISEZMOI.txt and, if there are
    requests to withdraw or erased people, retraits-accuses.xlsx. `held` finds the frozen files
    with people who withdrew. `handed_in` are the frozen files that contained erased people."""
    write = partial(_write, release, parts)
    folder = release / "organisation"
    parts.make("organisation/codage/", write_for_allies, tables, folder, OWN_COLUMNS)
    statistics = folder / "statistiques"
    parts.make("organisation/statistiques/", _write_statistics, tables, statistics, folder)
    requests = tables["publications.retraits__demandes"]
    if requests.row_count or handed_in:
        write(
            f"{CONFIDENTIAL}/retraits-accuses.xlsx",
            lambda: receipts_workbook(facts.form, requests, held(), handed_in),
        )
    write_text(release / "LISEZMOI.txt", told_in_readme(parts.left_out) + readme(facts.form))


def write_contacts(
    facts: Facts, tables: Tables, receipts: GiveReceipts, release: Path, parts: Parts
) -> None:
    """Write contacts.xlsx, and close all confidential workbooks to other accounts. `receipts` makes
    the rows of receipts from pairs (address, reference)."""
    contacts, recalled = (
        tables[f"publications.contacts__{name}"] for name in ("contacts", "rappel")
    )
    path = f"{CONFIDENTIAL}/contacts.xlsx"
    _write(
        release, parts, path, lambda: contacts_workbook(facts.form, contacts, recalled, receipts)
    )
    for workbook in (release / CONFIDENTIAL).iterdir():  # for its owner's eyes only
        workbook.chmod(0o600)


def _references_with_files(tables: Tables, documents: Collection[str]) -> list[str]:
    """The sorted references in `documents`. If the export with the contribution is known, its file
    and line follow the reference: « 4GZ7-K2QM-X9TR (a.csv, ligne 12) »."""
    with_file = {
        row["reference"]: sentence(
            "a_faire",
            "place",
            reference=row["reference"],
            file=row["file_name"],
            line=str(row["line_number"]),
        )
        for row in (tables["sending.places"].records if documents else ())
        if row["reference"] in documents
    }
    return [with_file.get(name, name) for name in sorted(documents)]


def _write(release: Path, parts: Parts, path: str, make: Callable[[], Workbook]) -> None:
    def write() -> None:
        write_workbook(release / path, make())

    if path == SYNTHESE:
        write()
    else:
        parts.make(path, write)


def _write_statistics(tables: Tables, folder: Path, originals: Path) -> None:
    statistics = codebook.files_of(tables, "organisation")
    for name, table in statistics.items():
        if name == responses.NAME:
            responses.write_responses(table, folder)
        else:
            table.write_csv(folder / f"{name}.csv")
    described = statistics | codes_described(tables, originals, OWN_COLUMNS)
    book = [codebook.writing_of_texts(), *codebook.codebook(tables, described)]
    write_csv(folder / f"{codebook.NAME}.csv", codebook.COLUMNS, book)


def readme(form: FormHeader) -> str:
    """The text of LISEZMOI.txt: the content of each file, its intended readers, and whether it may
    be passed on."""
    title = f"{form.title} ({form.form_id})"
    return f"{title}\n{'=' * len(title)}\n\n{schema_text('lisezmoi.txt')}"
