"""A document that people have edited, compared with the register of its pack.

In the document, each claim has a bookmark. Its text may be the figure or quote of registre.csv,
another text, or nothing.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element

from consultation.machine.settings import PACK, Folders
from consultation.machine.untrusted_archives import (
    ODS,
    OTHER,
    TEXT_DOCUMENT,
    XLSX,
    fits_in_memory,
    refuse_unsafe_archive,
)
from consultation.packs.contribution.claims import BOOKMARK, DOCUMENT, REGISTER, Claim
from consultation.packs.verification.sources import claims_of, plain
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

IDENTIFIER = "faire-masse:"
"""The start of a document's identifier, before the form's id."""
_ANY = (TEXT_DOCUMENT, XLSX, ODS, OTHER)
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "\u2011"}
_READ = (qn("w:p"), qn("w:t"), *_SIGNS, qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
# LibreOffice renames a bookmark that is pasted: « fm_…_Copy_1 ».
_COPY = re.compile(r"(?:[ _]Copy[ _]\d+)+$")
# Characters that touch a bookmark are read with it: « 294 » and a 5 typed behind it are 2945.
_BEFORE, _AFTER = re.compile(r"[\w\u2212]*\Z"), re.compile(r"(?:\w|[.,]\d)*")
_AROUND = 80

say = partial(sentence, "checking")


@dataclass(frozen=True)
class Finding:
    """A difference between the bookmarks of a document and the register of claims.

    `state` is `changed` (the bookmark has another text), `gone` (the bookmark is missing or has no
    text) or `unknown` (the register has no claim of this id). `claim` is the registered claim. For
    an unknown claim, it only has the id. `read` is the bookmark's current text. `passage` is the
    words around it, which may quote respondents.
    """

    state: str
    claim: Claim
    read: str = ""
    passage: str = ""

    @property
    def claim_id(self) -> str:
        """The id of the claim."""
        return self.claim.claim_id

    @property
    def text(self) -> str:
        """French lines that report the difference: the text in the document, the registered text
        with its source, then the words around the bookmark."""
        claim = self.claim
        source = say(f"source_of_{claim.kind}", **vars(claim)) if claim.kind else ""
        line = say(self.state, read=self.read, value=claim.value, source=source)
        return "\n  ".join(filter(None, (line, self.passage)))


@dataclass(frozen=True)
class Checked:
    """The result of a comparison: the number of unchanged claims, and the problems.

    Claims that are changed or gone come first, in the register's order, then unknown bookmarks.
    """

    same_count: int
    problems: tuple[Finding, ...]

    def count(self, state: str) -> int:
        """The number of problems in this state: `changed`, `gone` or `unknown`."""
        return sum(problem.state == state for problem in self.problems)


def check_file(path: Path, pack_folder: Path | None, folders: Folders) -> tuple[Checked, Path]:
    """Compare a document with the pack that it was made from. Returns the result and the pack's
    folder.

    The pack is `pack_folder`, else the pack that contains the document, else the pack of the form's
    current release. Raises OrganiserError if the pack has no register, if a file can't be read, or
    if the document and the register have no claim in common.
    """
    document = read_document(_content(path), path.name)
    folder = _pack_of(document.identifier, path, pack_folder, folders)
    return _compare(document, path.name, folder), folder


def problems_of(path: Path) -> tuple[Finding, ...]:
    """The differences between the contribution of a pack, at `path`, and the pack's register. A
    pack with such differences must not be published."""
    return _compare(read_document(path.read_bytes(), path.name), path.name, path.parent).problems


def _compare(document: WordDocument, name: str, folder: Path) -> Checked:
    registered = {
        claim.claim_id: claim for claim in claims_of(folder) if claim.document == DOCUMENT
    }
    if not registered.keys() & document.readings.keys():
        raise OrganiserError("document_without_claims", where=name, folder=folder)
    problems, same_count = [], 0
    for claim_id, claim in registered.items():
        readings = document.readings.get(claim_id, ())
        changed = [reading for reading in readings if plain(reading.read) != plain(claim.value)]
        problems += [
            Finding("changed", claim, reading.read, reading.passage) for reading in changed
        ]
        if not readings:
            problems.append(Finding("gone", claim))
        same_count += bool(readings) and not changed
    for claim_id in sorted(document.readings.keys() - registered.keys()):
        unknown = Claim(claim_id, DOCUMENT, "", "")
        problems += [
            Finding("unknown", unknown, reading.read, reading.passage)
            for reading in document.readings[claim_id]
        ]
    return Checked(same_count, tuple(problems))


def _content(path: Path) -> bytes:
    try:
        if not fits_in_memory(path.stat().st_size):
            raise OrganiserError("not_a_document", where=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise OrganiserError("not_a_document.missing", where=str(path)) from None


def _pack_of(identifier: str, path: Path, pack_folder: Path | None, folders: Folders) -> Path:
    form_id = identifier.removeprefix(IDENTIFIER)
    known = [pack_folder] if pack_folder else [path.absolute().parent]
    if not pack_folder and re.fullmatch(r"[a-z0-9][a-z0-9_-]*", form_id):
        known.append(folders.release(form_id))
    for parent in known:
        for folder in (parent, parent / PACK):
            if (folder / REGISTER).is_file():
                return folder
    if pack_folder:
        raise OrganiserError("no_register", where=str(pack_folder / REGISTER))
    raise OrganiserError("no_register.nowhere", where=path.name)


@dataclass(frozen=True)
class Reading:
    """The text of a bookmark (`read`), and the words around it (`passage`). Letters and digits that
    touch the bookmark belong to `read`: a 5 typed before « 12 » gives « 512 »."""

    read: str
    passage: str


@dataclass(frozen=True)
class WordDocument:
    """A .docx file: its `identifier`, which contains the form's id, and its `readings`, the texts
    of its bookmarks by claim id. Bookmarks without text are left out."""

    identifier: str
    readings: Mapping[str, list[Reading]]


def read_document(content: bytes, name: str) -> WordDocument:
    """The document in `content`, the bytes of a .docx file. Raises OrganiserError if they are no
    .docx file, or not safe to read. `name` is the file's name, for errors."""
    try:
        refuse_unsafe_archive(io.BytesIO(content), name, _ANY)
        with ZipFile(io.BytesIO(content)) as archive:
            # python-docx holds all parts at once.
            if not fits_in_memory(sum(part.file_size for part in archive.infolist())):
                raise ValueError("too large")
        document = docx.Document(io.BytesIO(content))
        readings = defaultdict[str, list[Reading]](list)
        for part in sorted(document.part.package.iter_parts(), key=lambda part: part.partname):
            if part.content_type.endswith("+xml") and b"bookmarkStart" in part.blob:
                for claim_id, reading in _readings_in(parse_xml(part.blob)):
                    readings[claim_id].append(reading)
        return WordDocument(document.core_properties.identifier.strip(), readings)
    # python-docx and lxml raise unrelated types for what is damaged.
    except Exception:
        raise OrganiserError("not_a_document", where=name) from None


def _readings_in(root: _Element) -> Iterator[tuple[str, Reading]]:
    """Yield the claim id and the text of each of our bookmarks, in the order in which bookmarks
    end. Text that a tracked change deletes is left out. `root` is a part of the .docx file, such as
    its body or footer."""
    text_parts, length = list[str](), 0
    begun, ended = dict[str | None, tuple[str, int]](), list[tuple[str, int, int]]()
    for element in root.iter(*_READ):
        key, name = element.get(qn("w:id")), element.get(qn("w:name")) or ""
        if element.tag == qn("w:bookmarkStart") and name.startswith(BOOKMARK):
            begun[key] = (_COPY.sub("", name.removeprefix(BOOKMARK)), length)
        elif element.tag == qn("w:bookmarkEnd") and key in begun:
            ended.append((*begun.pop(key), length))
        else:
            text_part = (
                "\n" if element.tag == qn("w:p") else _SIGNS.get(element.tag, element.text or "")
            )
            text_parts.append(text_part)
            length += len(text_part)
    text = "".join(text_parts)
    for claim_id, start, end in ended:
        if text[start:end].strip():
            yield claim_id, _reading(text, start, end)


def _reading(text: str, start: int, end: int) -> Reading:
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = min(text.find("\n", end) % (len(text) + 1), end + _AROUND)
    before, after = _BEFORE.search(text[first:start]), _AFTER.match(text[end:last])
    touching = (before[0] if before else "", after[0] if after else "")
    return Reading(text[start:end].join(touching).strip(), " ".join(text[first:last].split()))
