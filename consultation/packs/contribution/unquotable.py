"""Words of people who may not be quoted, typed by hand in a template: they are told by where they
stand, never by what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import polars as pl

from consultation.packs.contribution.named_values import present_values
from consultation.packs.contribution.template_names import Names
from consultation.packs.verification.unsourced import QUOTATION
from consultation.packs.verification.word_document import WordDocument
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
_UNSEEN = "[\u00ad\u200c\u200d\u2060\ufeff]"


def refuse_unquotable(
    name: str, documents: Iterable[WordDocument], values: Names, answers: Answers
) -> None:
    """Raises OrganiserError `template_unquotable`, with the first place, where one of the documents
    (a template, what was made of it) holds words that somebody wrote and that neither a text that
    was read again, nor several that leave, nor the form says."""
    for document in documents:
        places = _Places(document)
        places.forget([text for _, text in present_values(values)])
        places.forget_sent(answers.sent)
        if found := places.found_in(answers.written):
            place = document.place_at(min(found))
            raise OrganiserError(
                "template_unquotable", where=name, place=place, place_count=len(found)
            )


class _Places:
    """Where a document says what, by passages of folded words: those between quotation marks, and
    any."""

    def __init__(self, document: WordDocument) -> None:
        lines = [(line.start, line.text) for line in document.lines]
        quoted = [(place, piece) for place, said in _quoted_in(lines) for piece in _CUT.split(said)]
        # Whoever copies an answer may copy its lines as paragraphs: passages run across them.
        self._any = _by_passage([_fold_words(lines)], lambda _: range(WHOLE, PASSAGE + 1))
        self._quoted = _by_passage(
            (_fold_words([one]) for one in quoted),
            lambda length: (max(SHORT, min(length, QUOTED)),),
        )

    def forget(self, texts: Sequence[str]) -> None:
        """What these texts say may stand anywhere."""
        for text in fold(pl.Series(texts, dtype=pl.String)):
            self._forget_passages(_all_passages(text.split()))

    def _forget_passages(self, passages: Iterable[str]) -> None:
        for passage in passages:
            self._any.pop(passage, None)
            self._quoted.pop(passage, None)

    def forget_sent(self, sent: pl.DataFrame) -> None:
        """The same of texts that may be quoted; without quotation marks, of what several say that
        leave, read or not."""
        said, read = Counter[str](), set[str]()
        folded = sent.with_columns(fold(sent["text"])).filter(self._may_be_in_text())
        for text, is_read, count in folded.select("text", "is_read", "contribution_count").rows():
            for passage in {*_all_passages(text.split())} & {*self._any, *self._quoted}:
                said[passage] += count
                if is_read:
                    read.add(passage)
        self._forget_passages(read)
        for passage, count in said.items():
            if count >= STOCK:
                self._any.pop(passage, None)

    def found_in(self, written: pl.Series) -> set[int]:
        """The places of passages that are in one of these texts."""
        found = set[int]()
        folded = fold(written.alias("text")).unique().to_frame().filter(self._may_be_in_text())
        for text in folded["text"]:
            words = text.split()
            typed = _passages(words, min(len(words), PASSAGE)) if len(words) >= WHOLE else ()
            found.update(self._any[each] for each in typed if each in self._any)
            for size in range(SHORT, QUOTED + 1):
                quoted = (each for each in _passages(words, size) if each in self._quoted)
                found.update(map(self._quoted.__getitem__, quoted))
        return found

    def _may_be_in_text(self) -> pl.Expr:
        """Whether a folded text holds any of the passages: most texts hold none."""
        passages = [*self._any, *self._quoted]
        return pl.col("text").str.contains_any(passages) if passages else pl.lit(value=False)


def _quoted_in(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((place, found[0]) for place, line in lines for found in QUOTATION.finditer(line))


def _by_passage(
    texts: Iterable[list[tuple[int, str]]], sizes: Callable[[int], Iterable[int]]
) -> dict[str, int]:
    """Each passage of as many folded words as `sizes` gives for a text's number of them, and the
    place of the first of these words where it stands first."""
    found = dict[str, int]()
    for words in texts:
        said = [word for _, word in words]
        for size in sizes(len(words)):
            for start, passage in enumerate(_passages(said, size)):
                found.setdefault(passage, words[start][0])
    return found


def _fold_words(texts: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The folded words of texts, each with the place of its text; signs that nobody sees within a
    word divide none."""
    places, given = zip(*texts, strict=True) if (texts := list(texts)) else ((), ())
    folded = fold(pl.Series(given, dtype=pl.String).str.replace_all(_UNSEEN, ""))
    pairs = zip(places, folded, strict=True)
    return [(place, word) for place, text in pairs for word in text.split()]


def _passages(words: list[str], size: int) -> Iterator[str]:
    return (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))


def _all_passages(words: list[str]) -> Iterator[str]:
    return (each for size in range(SHORT, PASSAGE + 1) for each in _passages(words, size))
