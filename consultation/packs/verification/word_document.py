"""A word processor's document as its readers see it: its paragraphs, where each stands, and the
bookmarks of claims.

Tracked insertions are text; what is deleted, hidden, commented or computed (numbers of pages) is
none. python-docx opens the file and parses its parts; what its paragraphs leave out (insertions,
text boxes, notes) is read from the same elements.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, partial
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import QName, XPath, _Element

from consultation.machine.untrusted_archives import (
    ODS,
    OTHER,
    TEXT_DOCUMENT,
    XLSX,
    refuse_unsafe_archive,
)
from consultation.packs.contribution.claims import BOOKMARK
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from schemas.limits import PART_BYTES

_ANY = (TEXT_DOCUMENT, XLSX, ODS, OTHER)
# What the kinds of parts beside the main one end with.
_KINDS = {"notes+xml": "note", "header+xml": "edge", "footer+xml": "edge"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\u2028", "cr": "\u2028", "noBreakHyphen": "\u2011"}
_SIGNS["sym"] = "\ufffd"  # only its font tells which
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_READ = XPath(
    "//*[self::w:p or self::w:bookmarkStart or self::w:bookmarkEnd or parent::w:r]"
    "[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::mc:Fallback)]"
    "[not(parent::w:r/w:rPr/w:vanish[not(@w:val='0' or @w:val='false' or @w:val='off')])]"
    "[not(ancestor::w:fldSimple[contains(@w:instr, 'PAGE')])]",
    namespaces=_NAMESPACES,
)
_NUMBERS_OF_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
# LibreOffice names so what is pasted: « fm_…_Copy_1 ».
_COPY = re.compile(r"(?:[ _]Copy[ _]\d+)+$")


@dataclass
class Line:
    """A paragraph; the heading above and its rank below that tell people where it is."""

    kind: str
    is_heading: bool = False
    text: str = ""
    heading: str = ""
    rank: int = 0
    start: int = 0


@dataclass(frozen=True)
class Mark:
    """A bookmark of ours: the claim that it names, and from where to where in the text."""

    claim_id: str
    start: int
    end: int


@dataclass(frozen=True)
class WordDocument:
    """The lines in their order; `identifier` is that of the file's properties."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    identifier: str

    @cached_property
    def text(self) -> str:
        """All lines, a line feed after each."""
        return "".join(f"{line.text}\n" for line in self.lines)

    def place_at(self, start: int) -> str:
        """Where a place is, whatever the page, for people: the heading above, the paragraph."""
        line = self.line_at(start)
        place = sentence("checking_places", line.kind, rank=line.rank)
        below = partial(sentence, "checking", "below_heading", heading=line.heading)
        return below(place=place) if line.heading else place

    def line_at(self, place: int) -> Line:
        """The line that a place of the text is in."""
        return self.lines[max(0, bisect_right(self._starts, place) - 1)]

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]


def document_of(text: str, kind: str = "line") -> WordDocument:
    """A plain text as a document, whose places are its lines."""
    lines, start = list[Line](), 0
    for rank, said in enumerate(text.split("\n"), 1):
        lines.append(Line(kind, text=said, rank=rank, start=start))
        start += len(said) + 1
    return WordDocument(tuple(lines), (), "")


def read_document(content: bytes, name: str) -> WordDocument:
    """The document that these bytes are; OrganiserError when they are none, or none that is safe
    to read."""
    try:
        refuse_unsafe_archive(io.BytesIO(content), name, _ANY)
    except OrganiserError as refusal:
        reason = "too_large" if refusal.code == "too_large" else "damaged"
        is_archive = content.startswith(b"PK")
        code = f"not_a_document.{reason}" if is_archive else "not_a_document"
        raise OrganiserError(code, where=name) from None
    with ZipFile(io.BytesIO(content)) as archive:
        # python-docx holds all parts at once.
        if sum(part.file_size for part in archive.infolist()) > PART_BYTES:
            raise OrganiserError("not_a_document.too_large", where=name)
    try:
        return _read(docx.Document(io.BytesIO(content)))
    except (KeyError, ValueError):  # no main part, or one of another kind
        raise OrganiserError("not_a_document", where=name) from None
    # python-docx and lxml raise unrelated types for what is damaged.
    except Exception:
        raise OrganiserError("not_a_document.damaged", where=name) from None


def _read(document: Document) -> WordDocument:
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    reading = _Reading({key for key, name in names.items() if name.startswith(("head", "title"))})
    reading.read(document.element, "text")
    for part in sorted(document.part.package.iter_parts(), key=lambda part: part.partname):
        for end, kind in _KINDS.items():
            if part.content_type.endswith(end):
                reading.read(parse_xml(part.blob), kind)
    identifier = document.core_properties.identifier.strip()
    return WordDocument(reading.placed_lines(), reading.marks(), identifier)


class _Reading:
    """The parts of a document, read one after the other; `headings` are the ids of their styles."""

    def __init__(self, headings: set[str]) -> None:
        self._headings = headings
        self._lines: dict[_Element, Line] = {}
        self._last = (Line(""), 0)
        self._fields: list[str] = []
        self._begun: dict[str | None, _Bookmark] = {}
        self._ended: list[_Bookmark] = []

    def read(self, root: _Element, kind: str) -> None:
        """The paragraphs and bookmarks of a part are known."""
        for element in _READ(root):
            name = QName(element).localname
            if name == "p":
                is_heading = kind == "text" and element.style in self._headings
                self._lines[element] = Line(_kind_of(element, kind), is_heading)
            elif name == "t" or name in _SIGNS:
                self._add(element, _SIGNS.get(name) or element.text or "")
            elif name.startswith("bookmark"):
                self._begin_or_end(element.get(qn("w:id")), element.get(qn("w:name")) or "")
            elif name == "instrText" and self._fields:
                self._fields[-1] += element.text or ""
            elif element.get(qn("w:fldCharType")) == "begin":
                self._fields.append("")
            elif element.get(qn("w:fldCharType")) == "end":
                self._fields = self._fields[:-1]

    def _begin_or_end(self, key: str | None, name: str) -> None:
        """Only the beginning of a bookmark has its name."""
        if name.startswith(BOOKMARK):
            self._begun[key] = _Bookmark(_COPY.sub("", name.removeprefix(BOOKMARK)))
        elif not name and (ended := self._begun.pop(key, None)):
            ended.end = self._last
            self._ended.append(ended)

    def _add(self, element: _Element, text: str) -> None:
        is_number = any(field.strip().startswith(_NUMBERS_OF_PAGES) for field in self._fields)
        if not text or is_number:
            return
        line = self._lines[next(element.iterancestors(qn("w:p")))]
        for bookmark in self._begun.values():
            bookmark.begin = bookmark.begin or (line, len(line.text))
        line.text += text
        self._last = (line, len(line.text))

    def placed_lines(self) -> tuple[Line, ...]:
        """The lines, each of which knows where it is."""
        heading, rank, start = "", 0, 0
        for line in self._lines.values():
            line.heading, line.start = heading, start
            start += len(line.text) + 1
            if line.is_heading:
                line.kind, heading, rank = "heading", " ".join(line.text.split()), 0
            elif line.kind == "text" and line.text.strip():
                rank += 1
            line.rank = rank
        return tuple(self._lines.values())

    def marks(self) -> tuple[Mark, ...]:
        """The bookmarks that hold a text, in its order; lines know where they are."""
        found = []
        for each in self._ended:
            if each.begin:
                start, end = (line.start + offset for line, offset in (each.begin, each.end))
                found.append(Mark(each.claim_id, start, max(start, end)))
        return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


@dataclass
class _Bookmark:
    """A bookmark as it is read: it begins with the first text in it and ends with the last."""

    claim_id: str
    begin: tuple[Line, int] | None = None
    end: tuple[Line, int] = (Line(""), 0)


def _kind_of(paragraph: _Element, kind: str) -> str:
    around = {QName(element).localname for element in paragraph.iterancestors()}
    return "box" if "txbxContent" in around else "table" if "tc" in around else kind
