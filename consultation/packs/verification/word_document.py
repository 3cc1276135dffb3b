"""A word processor's document as its readers see it: its text, which claims are marked in it, and
where each paragraph stands."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from xml.parsers import expat

from consultation.errors import OrganiserError
from consultation.exports.archive import (
    CHUNK,
    ODS,
    OTHER,
    TEXT_DOCUMENT,
    XLSX,
    refuse_unsafe_archive,
)
from consultation.packs.contribution.claims import LABEL, LABEL_END
from consultation.packs.verification.parts import Mark, Paragraph, Part, level_of
from consultation.packs.verification.story import Story

ZIP, ANY = b"PK", (TEXT_DOCUMENT, XLSX, ODS, OTHER)
MAIN, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
# Where a sentence ends: another begins after it, or the line does.
_END = re.compile(
    rf"(?<![.!?…])[.!?…]+[»”\"')\s{LABEL_END}]*\s(?={LABEL}?[A-ZÀ-ÖØ-Þ«“\"(])|[\n\u2028]"
)
_HEADING = re.compile(r"(?i)(?:heading|title)\s*(\d?)")
_EDGES = re.compile(r"word/(header|footer)\d*\.xml")


@dataclass(frozen=True)
class WordDocument:
    """The whole text, a line feed between paragraphs; `identifier` is that of its properties."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[Mark, ...]
    identifier: str

    def paragraph_at(self, place: int) -> Paragraph:
        """The paragraph that a place of the text is in."""
        return self.paragraphs[self._index_at(place)]

    def passage_around(self, start: int, end: int) -> tuple[int, int]:
        """From where to where the sentences go that a stretch of the text stands in, or the row of
        its table."""
        ends = self._row_ends if self.paragraph_at(start).row else self._sentence_ends
        first, last = bisect_right(ends, start) - 1, bisect_left(ends, end)
        return ends[first] if first >= 0 else 0, ends[last] if last < len(ends) else len(self.text)

    def _index_at(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [found.end() for found in _END.finditer(self.text)]

    @cached_property
    def _row_ends(self) -> list[int]:
        pairs = pairwise(self.paragraphs)
        return [one.start for before, one in pairs if not one.row or one.row != before.row]


def read_document(content: bytes, name: str) -> WordDocument:
    """The document that these bytes are; OrganiserError when they are none, or none that is safe
    to read."""
    if not content.startswith(ZIP):
        raise OrganiserError("not_a_document", where=name)
    try:
        refuse_unsafe_archive(io.BytesIO(content), name, ANY)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if MAIN in archive.namelist():
                return _Reading(archive).document()
    except OrganiserError as refusal:
        if refusal.code == "too_large":
            raise OrganiserError("not_a_document.too_large", where=name) from None
        raise OrganiserError("not_a_document.damaged", where=name) from None
    # zipfile and expat raise unrelated types for what is damaged.
    except Exception:
        raise OrganiserError("not_a_document.damaged", where=name) from None
    raise OrganiserError("not_a_document", where=name)


class _Reading:
    """The parts of an archive, read one after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())

    def document(self) -> WordDocument:
        styles = _Styles()
        core = _Core()
        self._parse(STYLES, styles)
        self._parse(CORE, core)
        edges = sorted(name for name in self._names if _EDGES.fullmatch(name))
        text, paragraphs, marks = "", list[Paragraph](), list[Mark]()
        for name in (MAIN, *_NOTES, *edges):
            row = max((paragraph.row for paragraph in paragraphs), default=0)
            story = Story(_kind_of(name), styles.headings, row)
            self._parse(name, story)
            text += story.take_place(len(text), paragraphs, marks)
        return WordDocument(text, tuple(paragraphs), tuple(marks), core.identifier.strip())

    def _parse(self, name: str, reading: Part) -> None:
        if name not in self._names:
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = reading.on_start
        parser.EndElementHandler = reading.on_end
        parser.CharacterDataHandler = reading.on_text
        with self._archive.open(name) as part:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _kind_of(name: str) -> str:
    return "text" if name == MAIN else "note" if name in _NOTES else "edge"


class _Core(Part):
    identifier = ""

    def on_text(self, text: str) -> None:
        if self.open[-1] == "identifier":
            self.identifier += text


class _Styles(Part):
    """Which styles are those of headings, and of which level, whatever the language of the word
    processor; titles stand above all."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: dict[str, int] = {}
        self._style = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "")
        value = attributes.get("val", "")
        named = _HEADING.match(value) if name == "name" else None
        level = int(named[1] or 0) if named else level_of(name, value)
        if level is not None and "style" in self.open:
            self.headings.setdefault(self._style, level)
