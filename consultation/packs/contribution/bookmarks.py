"""Marks of a filled document -> bookmarks around exactly the signs of each claim, and tables in
the places of their marks."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from consultation.packs.contribution.claims import DOCUMENT, Claim, with_ids
from consultation.packs.contribution.marks import CLOSE, MARK, OPEN, TABLE, claim_of
from consultation.packs.contribution.tables_and_bars import SPACE, make_gap, table_of
from consultation.packs.contribution.template_names import Drawn

_FIRST = 10_000
"""Numbers of bookmarks, above those that a template has of its own."""

_ANNOUNCING = 4
"""Paragraphs before a table that stay on its page, at most."""

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
            _keep_what_announces(paragraph)
            paragraph.addprevious(table_of(drawn[int(number)]))
        left = _TABLE.sub("", whole)
        for text in texts:
            text.text = ""
        texts[0].text = left
        if not left.strip():
            make_gap(paragraph)


def _keep_what_announces(paragraph: _Element) -> None:
    """No page ends between a table and the paragraphs just before it, up to its heading."""
    for before in islice(paragraph.itersiblings(preceding=True), _ANNOUNCING):
        if before.tag != qn("w:p") or not text_of(before).strip():
            break
        looks = before.find(qn("w:pPr"))
        if looks is None:
            looks = OxmlElement("w:pPr")
            before.insert(0, looks)
        if looks.find(qn("w:keepNext")) is None:
            place = 0 if looks.find(qn("w:pStyle")) is None else 1  # the style comes first
            looks.insert(place, OxmlElement("w:keepNext"))


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
