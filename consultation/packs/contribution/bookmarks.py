"""Marks of a filled document -> bookmarks around exactly the signs of each claim, and charts in the
places of their marks.

A chart is a table whose bars are paragraphs with a ground, as long as their share, so that its
figures are text that can be checked."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element, fromstring

from consultation.packs.contribution.claims import (
    CLOSE,
    DOCUMENT,
    MARK,
    OPEN,
    PLACE,
    Claim,
    claim_of,
    with_ids,
)
from consultation.packs.contribution.holes import as_printed
from consultation.packs.contribution.statements import Statement
from consultation.packs.contribution.template_names import Chart
from consultation.words.french import sentence

_FIRST = 10_000
"""Numbers of bookmarks, above those that a template has of its own."""

_TABLE = re.compile(f"{PLACE}(\\d+){CLOSE}")
_CLAIM = re.compile(f"({MARK.pattern})")


def place_charts(root: _Element, drawn: Sequence[Chart]) -> None:
    """Each chart stands before the paragraph of its mark, which is a gap if it had nothing else."""
    for paragraph in list(root.iter(qn("w:p"))):
        if PLACE not in text_of(paragraph):
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
_LABEL = WIDTH - _BAR - 2 * _FIGURES
_TOGETHER = 20
"""Rows of a chart that one page holds."""
_FILL, _ALARM = "2F5D7C", "A61C00"
_GAP = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="180" w:lineRule="exact"/></w:pPr>'
_SPACING = '<w:spacing w:before="30" w:after="30"/>'
_MARGINS = "".join(f'<w:{side} w:w="80" w:type="dxa"/>' for side in ("left", "right"))
_LOOKS = (
    f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>"
)


def table_of(chart: Chart) -> _Element:
    """The chart as an element of the body, its figures between marks. No page ends within one that
    a page holds: its paragraphs stay with the next."""
    widths = (_LABEL, _BAR, _FIGURES, _FIGURES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    kept = len(chart.rows) - 1 if len(chart.rows) <= _TOGETHER else 0
    rows = "".join(
        _row(*row, "<w:keepNext/>" if place < kept else "") for place, row in enumerate(chart.rows)
    )
    return _element("tbl", f"{_LOOKS}<w:tblGrid>{grid}</w:tblGrid>{rows}")


def _row(label: str, count: Statement, share: Statement, keep: str) -> str:
    cells = (
        (_run(as_printed(label)), _LABEL, _SPACING),
        ("", _BAR, _bar(share.number)),
        *(
            (_run(figure.mark), _FIGURES, f'{_SPACING}<w:jc w:val="right"/>')
            for figure in (count, share)
        ),
    )
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{keep}{looks}</w:pPr>{runs}</w:p></w:tc>"
        for runs, width, looks in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{told}</w:tr>"


def _bar(share: float) -> str:
    """The looks of a paragraph that is as long as the share, on its own ground."""
    length = round((_BAR - 160) * min(max(share, 0), 1))
    if not length:
        return _SPACING
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{_FILL}"/>'
    return f'{ground}{_SPACING}<w:ind w:right="{_BAR - 160 - length}"/>'


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


def _run(text: str, *, is_bold: bool = False) -> str:
    looks = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _element(tag: str, content: str) -> _Element:
    return fromstring(f"<w:{tag} {nsdecls('w')}>{content}</w:{tag}>")
