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
    """A contribution in the index of a pack. `document` is the path of its PDF in the pack,
    `sha256` the PDF's checksum.

    `content` is a checksum of what the contribution says, which stays if the PDF is only typeset
    anew. `page` is its first page in a volume, empty if it has its own document.
    """

    reference: str
    consent: str
    document: str
    sha256: str
    content: str
    page: str = ""


def read_index(pack: Path) -> tuple[Entry, ...]:
    """The contributions of a pack, in the order of its index.

    Raises ValueError if the index is missing or damaged, or lacks a column.
    """
    rows = csv_rows(pack / INDEX)
    titles = next(rows)
    known = TITLES if PAGE not in titles else (*TITLES, PAGE)
    places = [titles.index(title) for title in known]
    return tuple(Entry(*(original_text(row[place]) for place in places)) for row in rows)


def problems_of_index(pack: Path, present: Mapping[str, str]) -> list[str]:
    """The differences between the index of a pack and its documents, as French sentences.

    `present` are the checksums of the pack's files, by their paths within it.
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

    `set_aside` are the references whose documents have placeholders for typed texts. `places` are
    the file and first page by reference, if there are only volumes. `sums` are the checksums of
    the documents, by path in the pack.
    """

    set_aside: frozenset[str] = frozenset()
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)

    @property
    def volume_count(self) -> int:
        """The number of volumes, if there are no single documents. 0 otherwise."""
        return len({file for file, _ in self.places.values()})


EACH = Documents()
"""The usual case: each contribution has its own document, and none needed a placeholder."""
