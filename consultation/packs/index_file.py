"""contributions.csv, the index of a pack, read back: what verification and addenda rest on; where
the documents that it lists are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from consultation.machine.csv_files import csv_rows, original_text
from consultation.words.french import sentence

PACK = "soumission"
INDEX = "contributions.csv"
DOCUMENTS = "contributions"
VOLUMES = "recueil-*.pdf"

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
    """A contribution as the index of a pack lists it; `document` is a path within the pack.

    `content` is the checksum of what it says, `sha256` of its document; `page` is the one of a
    volume where it begins, empty where it has a document of its own.
    """

    reference: str
    consent: str
    document: str
    sha256: str
    content: str
    page: str = ""


def read_index(pack: Path) -> tuple[Entry, ...]:
    """The contributions of a pack, in the order of its index; ValueError when it has none."""
    rows = csv_rows(pack / INDEX)
    titles = next(rows)
    known = TITLES if PAGE not in titles else (*TITLES, PAGE)
    places = [titles.index(title) for title in known]
    return tuple(Entry(*(original_text(row[place]) for place in places)) for row in rows)


def problems_of_index(pack: Path, present: Mapping[str, str]) -> list[str]:
    """Where the index of a pack and its documents differ, as French sentences.

    `present` are the checksums of the pack's files, by their paths within it.
    """
    try:
        entries = read_index(pack)
    except ValueError:
        return [say("unreadable_index")]
    problems = [
        say("repeated_reference", reference=reference, count=count)
        for reference, count in Counter(entry.reference for entry in entries).items()
        if count > 1
    ]
    problems += [problem for entry in entries if (problem := _problem_of_document(entry, present))]
    return problems + _unlisted_documents(entries, present)


def _problem_of_document(entry: Entry, present: Mapping[str, str]) -> str:
    if entry.document not in present:
        return say("missing_document", reference=entry.reference)
    if present[entry.document] != entry.sha256:
        return say("changed_document", reference=entry.reference)
    return ""


def _unlisted_documents(entries: Iterable[Entry], present: Mapping[str, str]) -> list[str]:
    """A problem per document that no row lists."""
    listed = {entry.document for entry in entries}
    documents = [path for path in sorted(present) if path.startswith(f"{DOCUMENTS}/")]
    return [say("unlisted_document", file=path) for path in documents if path not in listed]


@dataclass(frozen=True)
class Documents:
    """What is in the folder: `set_aside` are the references of those of which, for what was typed,
    only stand-ins are there; `places`, where volumes alone have the documents, the file and the
    page where each begins, by reference; `sums` are the checksums of these files, by their paths
    within the pack."""

    set_aside: frozenset[str] = frozenset()
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)

    @property
    def volume_count(self) -> int:
        """How many volumes alone have the documents; none where each contribution has its own."""
        return len({file for file, _ in self.places.values()})


EACH = Documents()
"""Each contribution has a document of its own, and what was typed kept none from being made."""
