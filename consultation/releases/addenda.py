"""Addenda: the changes since the pack that was handed in.

After a release is frozen with its pack, later releases have an addendum next to their pack. It
lists the contributions added, changed and withdrawn since the latest frozen release, with their
consent and document before and after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.checksums import write_sums
from consultation.machine.csv_files import csv_rows, write_csv
from consultation.machine.disk import copy_file, write_text
from consultation.packs.addendum_workbook import write_addendum_workbook
from consultation.packs.index_file import DOCUMENTS, VOLUMES, Entry, read_index
from consultation.releases.freezing import Frozen
from consultation.words.errors import OrganiserError
from consultation.words.french import schema_text, sentence

TITLES = (
    "Référence",
    "Changement",
    "Consentement avant",
    "Consentement après",
    "Document avant",
    "Document après",
    "SHA-256 avant",
    "SHA-256 après",
)
PAGES = ("Page avant", "Page après")
ADDED, CHANGED, WITHDRAWN = "ajoutée", "modifiée", "retirée"


@dataclass(frozen=True)
class Change:
    """A contribution that differs between the frozen pack (`before`) and the present pack
    (`after`). `before` is None if it was not handed in, `after` if it is no longer sent."""

    before: Entry | None
    after: Entry | None

    @property
    def kind(self) -> str:
        """The kind of change: « ajoutée », « modifiée » or « retirée »."""
        if self.before is None:
            return ADDED
        return CHANGED if self.after else WITHDRAWN

    @property
    def reference(self) -> str:
        """The contribution's reference, which is the same before and after the change."""
        entry = self.after or self.before
        return entry.reference if entry else ""

    @property
    def row(self) -> tuple[str | None, ...]:
        """The contribution's row in additif.csv: its cells under `TITLES`, then under `PAGES`."""
        pairs = [
            (entry.consent, entry.document, entry.sha256, entry.page or None)
            if entry
            else (None,) * 4
            for entry in (self.before, self.after)
        ]
        both = [side for sides in zip(*pairs, strict=True) for side in sides]
        return (self.reference, self.kind, *both)


ADDENDUM, TABLE = "additif-", "additif.csv"
"""The name of an addendum's folder, without its number, and of the list in it."""


def addendum_folder(release: Path, frozen: Sequence[Frozen]) -> Path:
    """The folder of a release's addendum. Its number is the number of frozen releases:
    `outputs/vsa-2022`, two frozen releases → `outputs/vsa-2022/additif-02`."""
    return release / f"{ADDENDUM}{len(frozen):02}"


def write_addendum(
    pack: Path,
    frozen: Sequence[Frozen],
    folder: Path,
    form_title: str,
    reasons: Sequence[str] = (),
) -> bool:
    """Write the addendum to `folder` if the pack differs from the latest frozen pack. Returns True
    if it was written.

    If there is no pack any more, the addendum lists every frozen contribution as withdrawn.
    `reasons` say why the pack, and so its addendum, is a PROJET (may not be sent yet). Raises
    OrganiserError if a pack can't be read.
    """
    handed_in = [release for release in frozen if release.has_pack]
    if not handed_in:
        return False
    latest = max(handed_in, key=lambda release: release.number)
    now = {entry.reference: entry for entry in _contributions_in(pack)}
    changes = _changes_between(latest.entries, now)
    if not changes:
        return False
    folder.mkdir(mode=0o700)
    _copy_documents(pack, changes, folder)
    _write_tables(form_title, latest, len(now), changes, folder, reasons)
    write_sums(folder)
    return True


def change_counts(folder: Path) -> Mapping[str, int]:
    """The number of contributions by kind of change in an addendum: 12 rows « ajoutée », 1
    « retirée » → `{"ajoutée": 12, "retirée": 1}`."""
    titles, *rows = csv_rows(folder / TABLE)
    return Counter(row[titles.index("Changement")] for row in rows)


def _changes_between(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> tuple[Change, ...]:
    """The contributions that differ between two packs, in the order of references. `before` and
    `after`: reference → row of the pack's index. A document in which only a banner or a font
    differs is unchanged."""
    references = sorted(before.keys() | after.keys())
    pairs = [(before.get(reference), after.get(reference)) for reference in references]
    return tuple(
        Change(old, new)
        for old, new in pairs
        if old is None or new is None or old.content != new.content
    )


def _contributions_in(pack: Path) -> tuple[Entry, ...]:
    # The last consent was withdrawn: nothing is sent any more.
    if not pack.exists():
        return ()
    try:
        return read_index(pack)
    except ValueError:
        raise OrganiserError("pack_unreadable", where=pack.name) from None


def _copy_documents(pack: Path, changes: Sequence[Change], folder: Path) -> None:
    """Copy the documents of added and changed contributions, or the volumes that contain them."""
    documents = sorted({new.after.document for new in changes if new.after and new.after.document})
    if any(document.startswith(f"{DOCUMENTS}/") for document in documents):
        (folder / DOCUMENTS).mkdir(mode=0o700)
    for document in documents:
        copy_file(pack / document, folder / document)


def _write_tables(
    form_title: str,
    latest: Frozen,
    count: int,
    changes: Sequence[Change],
    folder: Path,
    reasons: Sequence[str],
) -> None:
    has_pages = any(any(change.row[len(TITLES) :]) for change in changes)
    titles = (*TITLES, *PAGES) if has_pages else TITLES
    rows = [change.row[: len(titles)] for change in changes]
    write_csv(folder / TABLE, titles, rows)
    counts = Counter(change.kind for change in changes)
    number = int(folder.name.rpartition("-")[2])
    sentences = _opening_sentences(number, latest, count, counts, reasons)
    title = f"{form_title} — additif"
    files = [
        line
        for line in schema_text("additif.txt").split("\n")
        if all(any(folder.glob(part)) or not line.startswith(part) for part in (DOCUMENTS, VOLUMES))
    ]
    text = "\n".join([title, "=" * len(title), "", *sentences, "", *files])
    write_text(folder / "LISEZMOI.txt", text)
    write_addendum_workbook(folder / "additif.xlsx", title, number, sentences, titles, rows)


def _opening_sentences(
    number: int, latest: Frozen, count: int, counts: Mapping[str, int], reasons: Sequence[str]
) -> tuple[str, ...]:
    figures = {
        "number": str(number),
        "name": latest.name,
        "count": count,
        "before_count": len(latest.entries),
        "added_count": counts.get(ADDED, 0),
        "changed_count": counts.get(CHANGED, 0),
        "withdrawn_count": counts.get(WITHDRAWN, 0),
        "reasons": reasons,
    }
    is_said = {
        "draft": bool(reasons),
        "which": True,
        "totals": True,
        "erased": latest.reduced_on is not None,
        "frozen_as_project": latest.is_project,
        "nothing_left": not count,
        "changed": figures["changed_count"],
        "withdrawn": figures["withdrawn_count"],
        "same_references": True,
    }
    return tuple(sentence("addendum", name, **figures) for name, is_so in is_said.items() if is_so)
