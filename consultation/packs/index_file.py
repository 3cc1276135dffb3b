"""contributions.csv, the index of a pack, read back for verification and addenda, and the paths
of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from consultation.machine.csv_files import csv_rows, original_text
from consultation.words.french import sentence

INDEX = "contributions.csv"
DOCUMENTS = "contributions"
VOLUMES = "recueil-*.pdf"
OWN_WORDS = "la-mienne-y-est.html"
"""The page on which people find whether their own text is in the pack."""

REFERENCE = "Référence"
CONSENT = "Consentement"
DOCUMENT = "Document"
PAGE = "Page"
CHECKSUM = "SHA-256"
CONTENT = "Empreinte du contenu"
say = partial(sentence, "verification", index=INDEX)

TITLES = (REFERENCE, CONSENT, DOCUMENT, CHECKSUM, CONTENT)


@dataclass(frozen=True)
class Entry:
    """A row of a pack's index: a contribution. `document` is the path of its PDF in the pack, and
    `sha256` the checksum of this PDF.

    `content` is a checksum of the contribution's content. It stays the same if only the layout of
    the PDF changes. `page` is the first page of the contribution in a volume. It is empty if the
    contribution has its own document.
    """

    reference: str
    consent: str
    document: str
    sha256: str
    content: str
    page: str = ""


def read_index(pack: Path) -> tuple[Entry, ...]:
    """The contributions in the index of a pack, in the order of its rows.

    Raises ValueError if the index is missing or damaged, or lacks a column.
    """
    rows = csv_rows(pack / INDEX)
    titles = next(rows)
    known = TITLES if PAGE not in titles else (*TITLES, PAGE)
    positions = [titles.index(title) for title in known]
    return tuple(Entry(*(original_text(row[position]) for position in positions)) for row in rows)


def problems_of_index(pack: Path, present: Mapping[str, str]) -> list[str]:
    """The differences between the index of a pack and its documents, as French sentences. Empty if
    there are none.

    `present` are the checksums of the pack's files, by their paths within the pack.
    """
    try:
        entries = read_index(pack)
    except ValueError:
        return [say("unreadable_index")]
    problems = [problem for entry in entries if (problem := _problem_of_document(entry, present))]
    return problems + _unlisted_documents(entries, present)


def _problem_of_document(entry: Entry, present: Mapping[str, str]) -> str:
    if entry.document not in present:
        return say("missing_document", reference=entry.reference)
    if present[entry.document] != entry.sha256:
        return say("changed_document", reference=entry.reference)
    return ""


def _unlisted_documents(entries: Iterable[Entry], present: Mapping[str, str]) -> list[str]:
    """A French sentence per document of contributions/ that no row lists: « contributions/X.pdf :
    aucune ligne de contributions.csv ne correspond à ce document. »"""
    listed = {entry.document for entry in entries}
    documents = [path for path in sorted(present) if path.startswith(f"{DOCUMENTS}/")]
    return [say("unlisted_document", file=path) for path in documents if path not in listed]


@dataclass(frozen=True)
class Documents:
    """The documents written to a pack.

    `set_aside` are the references of contributions whose typed texts could not be printed, and were
    replaced by placeholders. `sums` are the checksums of the documents, by path in the pack.
    `pages` are the file and the first page of each contribution, by reference. It is empty if each
    contribution has its own document.
    """

    set_aside: frozenset[str] = frozenset()
    pages: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)

    @property
    def volume_count(self) -> int:
        """The number of volumes in a pack that has only volumes. 0 if each contribution has its own
        document."""
        return len({file for file, _ in self.pages.values()})


EACH = Documents()
"""The usual case: each contribution has its own document, and none needed a placeholder."""
