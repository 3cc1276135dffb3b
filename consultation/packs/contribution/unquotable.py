"""Words of people who may not be quoted, typed by hand in a template: they are told by where they
stand, never by what they say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import polars as pl

from consultation.packs.contribution.template_names import Names, present_values
from consultation.packs.verification.unsourced import QUOTATION
from consultation.packs.verification.word_document import (
    WordDocument,
    document_of,
    read_document,
)
from consultation.warehouse.tables.written_texts import Answers
from consultation.words.errors import OrganiserError
from consultation.words.folding import fold

PASSAGE, WHOLE = 8, 6
"""Folded words in a row that nobody types by chance; of a text that has fewer, all of them."""
QUOTED, SHORT = 6, 4
"""The same between quotation marks."""
STOCK = 3
"""As many contributions that leave: what they all say is nobody's, where it is not quoted."""

_CUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
# Texts between tags, and attributes: what pictures show, where links lead.
_ELSEWHERE = re.compile(r">([^<]+)<|=\"([^\"<]+)\"")
_UNSEEN = "[\u00ad\u200c\u200d\u2060\ufeff]"


def refuse_unquotable(
    name: str, documents: Iterable[WordDocument], values: Names, answers: Answers
) -> None:
    """Raises OrganiserError `template_unquotable`, with the first place, where one of the documents
    (a template, what was made of it) holds words that somebody wrote and that neither a text that
    was read again, nor several that leave, nor the form says."""
    ours = [text for _, text in present_values(values)]
    for document in documents:
        if found := _places_of_unquotable(document, ours, answers):
            place = document.place_at(min(found))
            raise OrganiserError(
                "template_unquotable", where=name, place=place, place_count=len(found)
            )


def _places_of_unquotable(document: WordDocument, ours: list[str], answers: Answers) -> set[int]:
    lines = [(line.start, line.text) for line in document.lines]
    quoted = _by_passage(
        [(place, piece)] for place, said in _quoted_in(lines) for piece in _CUT.split(said)
    )
    # Whoever copies an answer may copy its lines as paragraphs: passages run across them.
    any_ = _by_passage([lines], range(WHOLE, PASSAGE + 1))
    written = _fold_words(answers.written).unique()
    short = written.filter(written.str.count_matches(" ") <= PASSAGE)
    whole, passages = {*short.str.strip_chars()}, [*any_, *quoted]
    said = _passages_of(written, passages).explode()
    told = answers.sent.with_columns(
        passage=_passages_of(_fold_words(answers.sent["text"]), passages)
    ).explode("passage")
    free = {
        *_passages_of(_fold_words(pl.Series(ours, dtype=pl.String)), passages).explode(),
        *told.filter("is_read")["passage"],
    }
    counted = told.group_by("passage").agg(pl.col("contribution_count").sum())
    stock = {*counted.filter(pl.col("contribution_count") >= STOCK)["passage"]}
    found = {one for one in said if one in quoted and one not in free}
    in_full = {one for one in said if one in any_ and (_size(one) == PASSAGE or one in whole)}
    return {quoted[one] for one in found} | {any_[one] for one in in_full - free - stock}


def _passages_of(folded: pl.Series, passages: list[str]) -> pl.Series:
    """Which of the passages each folded text holds."""
    if not passages:
        return pl.Series([[]] * len(folded), dtype=pl.List(pl.String))
    padded = [f" {each} " for each in passages]
    held = folded.str.extract_many(padded, overlapping=True).list.unique()
    return held.list.eval(pl.element().str.strip_chars())


def _fold_words(texts: pl.Series) -> pl.Series:
    """The folded words of texts, a space around each; signs that nobody sees within a word divide
    none."""
    return " " + fold(texts.str.replace_all(_UNSEEN, "")) + " "


def _size(passage: str) -> int:
    return passage.count(" ") + 1


def _quoted_in(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((place, found[0]) for place, line in lines for found in QUOTATION.finditer(line))


def _by_passage(
    texts: Iterable[Sequence[tuple[int, str]]], sizes: Iterable[int] = ()
) -> dict[str, int]:
    """Each passage of as many folded words, and the place of the first of these words where it
    stands first; where no sizes are given, of a quotation: of all of its words, up to `QUOTED`."""
    found = dict[str, int]()
    for text in texts:
        folded = _fold_words(pl.Series([said for _, said in text], dtype=pl.String))
        pairs = zip(text, folded, strict=True)
        words = [(place, word) for (place, _), said in pairs for word in said.split()]
        for size in sizes or (max(SHORT, min(len(words), QUOTED)),):
            for start in range(len(words) - size + 1):
                passage = " ".join(word for _, word in words[start : start + size])
                found.setdefault(passage, words[start][0])
    return found


def documents_in(content: bytes, name: str) -> Iterator[WordDocument]:
    """A word processor's document, as its authors see it; then what its parts say besides, in
    drawings, charts and descriptions, or where links lead."""
    yield read_document(content, name)
    with ZipFile(BytesIO(content)) as archive:
        parts = (part for part in archive.namelist() if part.endswith((".xml", ".rels")))
        texts = [archive.read(part).decode(errors="replace") for part in parts]
    said = (found[1] or found[2] for text in texts for found in _ELSEWHERE.finditer(text))
    yield document_of(unquote(html.unescape("\n".join(said))), "elsewhere")
