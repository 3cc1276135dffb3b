"""Quotes: pieces of a text, word for word, with « […] » where something was left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

CUT = "[…]"
_SPACES = r"[\s\x00-\x1f\x7f-\x9f]+"
# Without one of these, what is left of a sentence may say something else, or the contrary.
_TURNING = re.compile(
    r"(?<![^\W_])(?:n['’]|s['’](?=ils?\b)|(?:ne|ni|non|pas|plus|jamais|rien|aucune?s?|null?e?s?|sans"
    r"|gu[èe]re|mais|sauf|hormis|except[ée]|si|peu|moins|trop|mal|rarement|seule?s?|seulement"
    r"|uniquement|pourtant|cependant|toutefois|faux|fausse|contraire|contrairement|nullement"
    r"|aucunement|contre|loin|impossible|condition|(?:interdi|arr[êe]t|refus|cess|oppos)\w*)"
    r"(?![^\W_]))",
    re.IGNORECASE,
)
# Dots of suspension before a small letter end nothing.
_SENTENCE_END = re.compile(r"(?<![.…])(?!(?:\.{2,}|…)\s+[a-zà-ÿœæ])[.!?…]+[\W_]*?(?=\s|$)")
# Around a passage, a new line is enough: nobody quotes with it all that is listed beside.
_EDGE = re.compile(rf"{_SENTENCE_END.pattern}|[•\n]")
_ASKED = re.compile(r"[\s»”\"]*\?")
_WORD = re.compile(r"\w+")
_NUMBER_BEFORE = re.compile(r"\d+[\s.,]?$")
_NUMBER_AFTER = re.compile(r"[\s.,]?\d+")

Span = tuple[int, int]


def passage_of(written: str) -> str:
    """The passage as it is stored: NFC, single spaces, cuts written in one way, nothing else
    changed."""
    spaced = re.sub(_SPACES, " ", unicodedata.normalize("NFC", written))
    return re.sub(r"\[ ?(?:…|\.\.\.) ?\]", CUT, spaced).strip()


def pieces_of(passage: str) -> tuple[str, ...]:
    """What stands between the cuts of a passage."""
    return tuple(filter(None, (piece.strip() for piece in passage.split(CUT))))


def is_quoted_from(passage: str, text: str) -> bool:
    """Whether each piece of the passage stands in the text, in that order, character by character
    once spaces are made one, and no word is cut in two. `sql/10_quotes` says the same of what
    leaves."""
    return any(_places(passage, unicodedata.normalize("NFC", text)))


def word_left_out(passage: str, text: str) -> str | None:
    """What the passage may not do without, for it might say what the text does not: a word that
    turns its sentence, a question mark, the rest of a number. None where there is nothing.

    Of the sentences that a cut leaves unfinished, or joins, and of those that the passage begins
    and ends in, all that it leaves out is looked at. Where the passage stands several times in the
    text, one that loses nothing is enough.
    """
    whole = unicodedata.normalize("NFC", text)
    lost = None
    for spans in _places(passage, whole):
        lost = next(_losses(whole, spans), None)
        if lost is None:
            return None
    return lost


def _losses(text: str, spans: Sequence[Span]) -> Iterator[str]:
    words = [_span_of_words(text, span) for span in spans]
    for part in _left_out(text, words):
        if found := _TURNING.search(part):
            yield found[0].lower()
    for (_, end), (start, _) in pairwise(words):
        parts = _SENTENCE_END.split(text[end:start])
        begun = _WORD.search(parts[-1])
        if len(parts) > 1 and _WORD.search(parts[0]) and begun:
            yield begun[0]  # the end of a sentence and the beginning of another are left out
    for (start, end), (_, last) in zip(words, spans, strict=True):
        if _ASKED.match(text, end) and "?" not in text[end:last]:
            yield "?"
        if text[start].isdigit() and (number := _NUMBER_BEFORE.search(text[:start])):
            yield number[0].strip()
        if text[end - 1].isdigit() and (number := _NUMBER_AFTER.match(text, end)):
            yield number[0].strip()


def _places(passage: str, text: str) -> Iterator[list[Span]]:
    """Where the pieces stand: for each place of the first, the next place of each of the others."""
    patterns = [_whole_words(piece) for piece in pieces_of(passage_of(passage))]
    for start in patterns[0].finditer(text) if patterns else ():
        found = [start]
        for pattern in patterns[1:]:
            if (place := pattern.search(text, found[-1].end())) is None:
                return
            found.append(place)
        yield [place.span("piece") for place in found]


def _whole_words(piece: str) -> re.Pattern[str]:
    before = r"(?:^|[\W_])" if piece[0].isalnum() else ""
    after = r"(?:[\W_]|$)" if piece[-1].isalnum() else ""
    return re.compile(f"{before}(?P<piece>{_SPACES.join(map(re.escape, piece.split()))}){after}")


def _left_out(text: str, words: Sequence[Span]) -> Iterator[str]:
    """What is left out of the sentences that cuts break, and of those that the passage begins and
    ends in. Signs around words are left out too: they tell where these end."""
    yield _EDGE.split(text[: words[0][0]])[-1]
    for (_, end), (start, _) in pairwise(words):
        parts = _SENTENCE_END.split(text[end:start])
        yield from (parts[0], parts[-1])
    yield _EDGE.split(text[words[-1][1] :])[0]


def _span_of_words(text: str, span: Span) -> Span:
    """The span without the signs at its ends."""
    places = [word.start() for word in re.finditer(r"[^\W_]", text[slice(*span)])] or [0]
    return span[0] + places[0], span[0] + places[-1] + 1
