"""Marks of a filled document -> bookmarks around exactly the signs of each claim, and tables and
charts in the places of their marks.

A chart is a table whose bars are paragraphs with a ground, as long as their share, so that its
figures are text that can be checked."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element, fromstring

from consultation.packs.contribution.claims import (
    CLOSE,
    DOCUMENT,
    MARK,
    OPEN,
    TABLE,
    Claim,
    claim_of,
    with_ids,
)
from consultation.packs.contribution.holes import as_printed
from consultation.packs.contribution.statements import Statement
from consultation.packs.contribution.template_names import Drawn
from consultation.words.french import sentence

_FIRST = 10_000
"""Numbers of bookmarks, above those that a template has of its own."""

_TABLE = re.compile(f"{TABLE}(\\d+){CLOSE}")
_CLAIM = re.compile(f"({MARK.pattern})")


def place_tables(root: _Element, drawn: Sequence[Drawn]) -> None:
    """Each table stands before the paragraph of its mark, which is a gap if it had nothing else."""
    for paragraph in list(root.iter(qn("w:p"))):
        if TABLE not in text_of(paragraph):
            continue
        texts = list(paragraph.iter(qn("w:t")))
        whole = "".join(text.text or "" for text in texts)
        for number in _TABLE.findall(whole):
            paragraph.addprevious(table_of(drawn[int(number)]))
        left = _TABLE.sub("", whole)
        for text in texts:
            text.text = ""
        texts[0].text = left
        if not left.strip():
            make_gap(paragraph)


def place_bookmarks(roots: Iterable[_Element]) -> tuple[Claim, ...]:
    """Each claim has a bookmark around its signs, which keep their looks; returns the claims in
    the order of the document, the same id whenever the same cell is told in the same order."""
    found: list[tuple[Claim, _Element]] = []
    for run in [run for root in roots for run in root.iter(qn("w:r")) if OPEN in text_of(run)]:
        for part in _parts(run):
            run.addprevious(part)
            if MARK.fullmatch(told := text_of(part)):
                claim = claim_of(told)
                (shown,) = part.iter(qn("w:t"))
                shown.text = claim.value
                found.append((claim, part))
        run.getparent().remove(run)
    claims = with_ids((claim for claim, _ in found), DOCUMENT)
    for number, (claim, (_, part)) in enumerate(zip(claims, found, strict=True), _FIRST):
        part.addprevious(_mark("Start", number, claim.bookmark))
        part.addnext(_mark("End", number))
    return claims


def _parts(run: _Element) -> Iterator[_Element]:
    """The run divided where claims begin and end; other things of it (a break) stay in order."""
    properties = run.find(qn("w:rPr"))
    for child in run:
        if child is properties:
            continue
        pieces = _CLAIM.split(child.text or "") if child.tag == qn("w:t") else [None]
        for piece in pieces:
            if piece == "":
                continue
            part = OxmlElement("w:r")
            if properties is not None:
                part.append(copy.deepcopy(properties))
            kept = copy.deepcopy(child)
            if piece is not None:
                kept.text = piece
                kept.set(SPACE, "preserve")
            part.append(kept)
            yield part


def _mark(end: str, number: int, name: str = "") -> _Element:
    mark: _Element = OxmlElement(f"w:bookmark{end}")
    mark.set(qn("w:id"), str(number))
    if name:
        mark.set(qn("w:name"), name)
    return mark


def text_of(element: _Element) -> str:
    """The text of a part of a document."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


SPACE = "{http://www.w3.org/XML/1998/namespace}space"

WIDTH = 9638
"""Of a page of A4 between margins of 2 cm, in twentieths of a point."""
_FIGURES, _BAR = 1700, 3000
_TOGETHER = 20
"""Rows of a table that one page holds."""
_LINE, _GROUND, _FILL, _ALARM = "BFBFBF", "E7ECEF", "2F5D7C", "A61C00"
_GAP = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="180" w:lineRule="exact"/></w:pPr>'
_SPACING = '<w:spacing w:before="30" w:after="30"/>'


def table_of(drawn: Drawn) -> _Element:
    """The table or chart as an element of the body, its figures between marks."""
    bar = [_BAR] if drawn.bars else []
    figures = [_FIGURES] * (len(drawn.rows[0]) - 1)
    widths = [WIDTH - sum(bar) - sum(figures), *bar, *figures]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(drawn, widths))
    return _element("tbl", f"{_properties(bool(drawn.bars))}<w:tblGrid>{grid}</w:tblGrid>{rows}")


def make_gap(paragraph: _Element) -> None:
    """The empty paragraph is a little space after a table, whatever its style."""
    for looks in list(paragraph.iterchildren(qn("w:pPr"))):
        paragraph.remove(looks)
    paragraph.insert(0, _element("p", _GAP)[0])


def banner_of(reasons: Iterable[str]) -> _Element:
    """A framed paragraph: why the document is not final."""
    frame = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="{_ALARM}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    told = as_printed(sentence("contribution", "draft", reasons=list(reasons)))
    return _element("p", f"<w:pPr><w:pBdr>{frame}</w:pBdr></w:pPr>{_run(told, is_bold=True)}")


def _rows(drawn: Drawn, widths: list[int]) -> Iterator[str]:
    """No page ends within a table that one page holds: its paragraphs stay with the next."""
    keep = "<w:keepNext/>" if len(drawn.rows) <= _TOGETHER else ""
    if drawn.header:
        first, *others = drawn.header
        titles = [first, *([""] if drawn.bars else []), *others]
        cells = (
            _cell(_run(as_printed(title), is_bold=True), width, keep + _SPACING, _shading(_GROUND))
            for title, width in zip(titles, widths, strict=True)
        )
        yield _row(cells, "<w:tblHeader/>")
    for place, (row, bar) in enumerate(zip_longest(drawn.rows, drawn.bars), start=1):
        yield _row(_cells(row, bar, widths, keep if place < len(drawn.rows) else ""))


def _cells(
    row: tuple[str | Statement, ...], bar: float | None, widths: list[int], keep: str
) -> Iterator[str]:
    first, *figures = (
        _run(value.mark if isinstance(value, Statement) else as_printed(value)) for value in row
    )
    yield _cell(first, widths[0], keep + _SPACING)
    if bar is not None:
        yield _cell("", _BAR, keep + _bar(bar))
    for figure in figures:
        yield _cell(figure, _FIGURES, f'{keep}{_SPACING}<w:jc w:val="right"/>')


def _bar(share: float) -> str:
    """The looks of a paragraph that is as long as the share, on its own ground."""
    length = round((_BAR - 160) * min(max(share, 0), 1))
    if not length:
        return _SPACING
    return f'{_shading(_FILL)}{_SPACING}<w:ind w:right="{_BAR - 160 - length}"/>'


def _row(cells: Iterable[str], marks: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(runs: str, width: int, looks: str, ground: str = "") -> str:
    place = f'<w:tcW w:w="{width}" w:type="dxa"/>{ground}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{place}</w:tcPr><w:p><w:pPr>{looks}</w:pPr>{runs}</w:p></w:tc>"


def _run(text: str, *, is_bold: bool = False) -> str:
    looks = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _properties(is_chart: bool) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
        for side in (() if is_chart else ("top", "bottom", "insideH"))
    )
    margins = "".join(f'<w:{side} w:w="80" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _shading(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


def _element(tag: str, content: str) -> _Element:
    return fromstring(f"<w:{tag} {nsdecls('w')}>{content}</w:{tag}>")
