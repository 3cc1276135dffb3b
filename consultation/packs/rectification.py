"""NOTE-DE-RECTIFICATION.pdf: why a frozen release was made again, its figures before and after, and
which files of what was sent are to be replaced or deleted.

It names nobody, and no reference either: the note is kept, and a reference is made from the number
of a submission. The new index says which documents stay.
"""

from __future__ import annotations

import datetime as dt
import fnmatch
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from consultation.machine.disk import write_bytes
from consultation.packs.contribution.template_names import Names
from consultation.packs.index_file import DOCUMENTS, VOLUMES
from consultation.packs.note_text import read_note_text
from consultation.packs.typesetting import note_pdf
from consultation.packs.typesetting.document_values import Note
from consultation.words.french import (
    date,
    label,
    number,
    schema_text,
    sentence,
    with_no_break_spaces,
)

NAME, TEXT = "NOTE-DE-RECTIFICATION.pdf", "note-de-rectification.txt"
NOT_BOXES = ("received", "sendable", "sent")
NAMED = 40
"""Files that the note names; where more of them changed, it says how many."""

say = partial(sentence, "rectification")


@dataclass(frozen=True)
class ChangedFiles:
    """What changed in the files that may have been sent: their paths in the release."""

    replaced: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rectified:
    """What the note tells of a frozen release that was made again: its name, the figures of before
    and after by name, how many submissions went, what changed in its files; `is_by_other_code`
    where another version of the program made the one of before."""

    form_title: str
    recipient: str
    name: str
    on: dt.date
    before: Mapping[str, int]
    after: Mapping[str, int]
    files: ChangedFiles
    is_by_other_code: bool


def write_rectification(folder: Path, told: Rectified) -> None:
    """The note is in the folder."""
    title, blocks = read_note_text(
        with_no_break_spaces(schema_text(TEXT)), _values(told), where=TEXT
    )
    pdf = note_pdf(Note(title, blocks, kind=say("kind"), is_in_pack=False))
    write_bytes(folder / NAME, pdf)


def _values(told: Rectified) -> Names:
    gone = told.before["received"] - told.after["received"]
    figures = [
        Names("", {"nom": _name(figure), "avant": number(before), "apres": number(after)})
        for figure, after in told.after.items()
        for before in [told.before.get(figure, 0)]
    ]
    files = told.files
    lists = {
        "chiffres": figures,
        "supprimer": _to_delete(files.deleted),
        "remplacer": _lines_of_files("replace", files.replaced),
        "ajouter": _lines_of_files("add", files.added),
    }
    entries = {
        "formulaire": told.form_title,
        "destinataire": told.recipient,
        "nom": told.name,
        "date": date(told.on),
        "disparues": say("gone", count=gone),
        "programme": say("other_code") if told.is_by_other_code else "",
    }
    return Names("", entries | {name: Names(name, {}, (*each,)) for name, each in lists.items()})


def _name(figure: str) -> str:
    return say(figure) if figure in NOT_BOXES else label("box", figure)


def _to_delete(files: Sequence[str]) -> tuple[str, ...]:
    """Documents are told by what the new index no longer lists, and other files by their names."""
    documents = [file for file in files if f"/{DOCUMENTS}/" in file]
    others = [file for file in files if f"/{DOCUMENTS}/" not in file]
    return (*_lines_of_folders("delete_documents", documents), *_lines_of_files("delete", others))


def _lines_of_files(what: str, files: Sequence[str]) -> tuple[str, ...]:
    """A line for each file; for the documents of a folder together where they are many, and then
    for its volumes."""
    named, together = list(files), list[str]()
    for pattern in (f"{DOCUMENTS}/*", VOLUMES):
        if len(named) > NAMED:
            together += fnmatch.filter(named, f"*/{pattern}")
            named = [file for file in named if not fnmatch.fnmatchcase(file, f"*/{pattern}")]
    told = tuple(say(what, file=file) for file in named)
    return (*told, *_lines_of_folders(f"many_{what}", together))


def _lines_of_folders(said: str, documents: Sequence[str]) -> tuple[str, ...]:
    """A line for each folder of documents."""
    counts = Counter(file.rpartition("/")[0] for file in documents)
    return tuple(say(said, folder=folder, count=counts[folder]) for folder in sorted(counts))
