"""One text of a word processor's document: its body, its notes, a header, as its readers see it.

Tracked insertions are text; what is deleted, hidden, commented or computed (numbers of pages,
tables of contents) is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from consultation.packs.contribution.claims import BOOKMARK
from consultation.packs.verification.parts import Mark, Paragraph, Part, level_of

_LINE = "\u2028"
_SIGNS = {"tab": "\t", "ptab": "\t", "br": _LINE, "cr": _LINE, "noBreakHyphen": "\u2011"}
# A sign that only its font tells.
_SIGNS["sym"] = "\ufffd"
# What readers no longer see, and what nobody does: of the first, the marks still count.
_DELETED, _UNSEEN = {"del", "moveFrom"}, {"Fallback", "pPrChange", "rPrChange"}
_COMPUTED = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "SEQ"}
# LibreOffice names so what is pasted: « fm_…_Copy_1 ».
_COPY = re.compile(r"(?:[ _]Copy[ _]\d+)+$")
_OFF = ("0", "false", "off")


@dataclass
class _Written:
    """A paragraph as it is read; `index` is its place among those of its story."""

    index: int
    kind: str
    cell: tuple[int, int, int] = (0, 0, 0)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    level: int | None = None

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)


@dataclass
class _Field:
    """A field of a word processor: its instruction, and whether its result has begun."""

    instruction: str = ""
    has_result: bool = False

    @property
    def is_computed(self) -> bool:
        words = self.instruction.split()
        return self.has_result and bool(words) and words[0].upper() in _COMPUTED


@dataclass
class _Table:
    """A table that is read: its first row, the column of the present cell and how wide that is."""

    top: int
    column: int = 0
    width: int = 1


Place = tuple[int, int]


class Story(Part):
    """One text of the document: its body, its notes, a header. Paragraphs may hold text boxes, and
    these paragraphs."""

    def __init__(self, kind: str, headings: dict[str, int], row: int = 0) -> None:
        super().__init__()
        self._kind, self._headings, self._row = kind, headings, row
        self._written: list[_Written] = []
        self._within: list[_Written | None] = []
        self._fields: list[_Field] = []
        self._hidden_runs: list[bool] = []
        self._tables: list[_Table] = []
        self._deleted = self._unseen = 0
        self._begun: dict[str, tuple[str, Place]] = {}
        self._marks: list[tuple[str, Place, Place]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Paragraphs, runs, fields and marks begin."""
        self._deleted += name in _DELETED
        self._unseen += name in _UNSEEN
        if self._unseen:
            return
        parent = self.open[-1] if self.open else ""
        if name == "p":
            self._begin_paragraph()
        elif name == "txbxContent":
            self._within.append(None)
        elif name == "r":
            self._hidden_runs.append(False)
        elif name == "tbl":
            self._tables.append(_Table(self._row + 1))
        elif name in ("tr", "tc", "gridSpan") and self._tables:
            self._begin_cell(name, attributes, self._tables[-1])
        elif name == "vanish" and parent == "rPr" and "r" in self.open[-2:]:
            self._hidden_runs[-1] = attributes.get("val") not in _OFF
        elif name in ("pStyle", "outlineLvl") and parent == "pPr" and self._within:
            self._style_paragraph(name, attributes)
        elif name in _SIGNS and parent == "r":
            self._add(_SIGNS[name])
        else:
            self._begin_field_or_mark(name, attributes)

    def _begin_cell(self, name: str, attributes: dict[str, str], table: _Table) -> None:
        if name == "tr":
            self._row += 1
            table.column, table.width = 0, 1
        elif name == "tc":
            table.column += table.width
            table.width = 1
        else:
            table.width = int(attributes.get("val", 1))

    def _begin_paragraph(self) -> None:
        kind, cell = self._kind, (0, 0, 0)
        if self._tables:
            kind, cell = "table", (self._row, self._tables[-1].top, self._tables[-1].column)
        paragraph = _Written(len(self._written), "box" if None in self._within else kind, cell)
        self._written.append(paragraph)
        self._within.append(paragraph)

    def _style_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        paragraph, value = self._within[-1], attributes.get("val", "")
        styled = self._headings.get(value) if name == "pStyle" else None
        level = level_of(name, value) if styled is None else styled
        if paragraph and level is not None:
            paragraph.level = level

    def _begin_field_or_mark(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fldSimple":
            self._fields.append(_Field(attributes.get("instr", ""), has_result=True))
        elif name == "fldChar":
            self._on_field(attributes.get("fldCharType", ""))
        elif name == "bookmarkStart":
            bookmark = attributes.get("name", "")
            if bookmark.startswith(BOOKMARK):
                claim_id = _COPY.sub("", bookmark.removeprefix(BOOKMARK))
                self._begun[attributes.get("id", "")] = (claim_id, self._next_place())
        elif name == "bookmarkEnd" and (begun := self._begun.pop(attributes.get("id", ""), None)):
            self._marks.append((*begun, self._last_place()))

    def _on_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].has_result = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def finish(self, name: str) -> None:
        """Paragraphs, runs and fields end."""
        if not self._unseen:
            if name in ("p", "txbxContent"):
                self._within.pop()
            elif name == "r":
                self._hidden_runs.pop()
            elif name == "tbl":
                self._tables.pop()
            elif name == "fldSimple" and self._fields:
                self._fields.pop()
        self._deleted -= name in _DELETED
        self._unseen -= name in _UNSEEN

    def on_text(self, text: str) -> None:
        """Text that is shown, or the instruction of a field."""
        if self._unseen or not self.open:
            return
        if self.open[-1] == "t":
            self._add(text)
        elif self.open[-1] == "instrText" and self._fields and not self._fields[-1].has_result:
            self._fields[-1].instruction += text

    def _add(self, text: str) -> None:
        is_hidden = self._deleted or any(self._hidden_runs[-1:])
        paragraph = self._within[-1] if self._within else None
        if paragraph and not is_hidden and not any(each.is_computed for each in self._fields):
            paragraph.add(text)

    def _next_place(self) -> Place:
        """Here, or at the beginning of the next paragraph."""
        return self._here() or (len(self._written), 0)

    def _last_place(self) -> Place:
        """Here, or at the end of the last paragraph."""
        last = self._written[-1] if self._written else _Written(0, "")
        return self._here() or (last.index, last.length)

    def _here(self) -> Place | None:
        paragraph = self._within[-1] if self._within else None
        if paragraph is None:
            return None
        return paragraph.index, paragraph.length

    def take_place(self, start: int, paragraphs: list[Paragraph], marks: list[Mark]) -> str:
        """The text of the story, which begins at `start` in its document; the lists have its
        paragraphs and marks beside those before."""
        starts, texts, rank = list[int](), list[str](), 0
        above: dict[int, str] = {}
        for written in self._written:
            text, level = "".join(written.pieces), written.level
            rank += written.kind == "text" and level is None and bool(text.strip())
            starts.append(start)
            kind = written.kind if level is None else "heading"
            headings = tuple(above.values())
            paragraphs.append(Paragraph(start, headings, rank, kind, *written.cell))
            texts.append(f"{text}\n")
            start += len(text) + 1
            if level is not None:
                rank = 0
                above = {each: said for each, said in above.items() if each < level}
                if level:  # nothing stands under the title of all
                    above[level] = " ".join(text.split())
        for claim_id, begin, end in self._marks:
            places = [
                starts[index] + offset if index < len(starts) else start
                for index, offset in (begin, end)
            ]
            marks.append(Mark(claim_id, places[0], max(places)))
        return "".join(texts)
