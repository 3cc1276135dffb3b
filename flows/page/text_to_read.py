"""A text that a person reads before it leaves, as its screen shows it: with its author, its masks
and the words that deserve attention. In the copy of a letter, the words of the letter are
marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from consultation.redaction import MASKS
from consultation.screens.reviewing import text_of
from consultation.screens.searching import bare
from consultation.screens.waiting import KEY, Pending
from consultation.warehouse.tables.publications import Row
from consultation.warehouse.tables.to_decide import ToDecide

# Shorter runs of the letter's words occur by chance: « de la ».
LETTER_WORDS = 3

TextRun = tuple[str, str]  # a run of words, and its kind
Span = tuple[int, int]  # a span


def values_of_text(row: Row, rows: ToDecide, pending: Pending) -> dict[str, Any]:
    """The values that the screen shows about a text: its mentions, its coloured runs (`pieces`),
    the number of its letter, how many people wrote it and with which consents, and its number of
    copies if it is a letter."""
    key, text = str(row[KEY] or ""), text_of(row)
    numbers_by_key = {str(row[KEY]): number for number, row in enumerate(rows.texts, start=1)}
    of_letter = numbers_by_key.get(rows.letters.get(key, ""))
    letter = rows.texts[of_letter - 1] if of_letter else None
    mentions = mentions_of(row["À regarder de près"])
    decided = pending.by_key.get(key)
    chosen = decided.decision.words if decided else ()
    everybody = (row, *rows.alike.get(key, ()))
    return {
        "mentions": mentions,
        "pieces": runs_of_text(
            text, [words for _, words in mentions], chosen, text_of(letter) if letter else None
        ),
        "letter": of_letter,
        "writers": sum(int(str(row["Combien"])) for row in everybody),
        "consents": dict.fromkeys(str(row["Consentement"]) for row in everybody),
        "copies": sum(rows.letters.get(row) == key for row in numbers_by_key) if key else 0,
    }


def mentions_of(cell: str | None) -> list[tuple[str, str]]:
    """The words that deserve attention, as pairs of kind and words: « lieu : rue Haute » →
    `("lieu", "rue Haute")`. `cell` is the cell of the sheet, with a line for each pair. Empty for
    None."""
    lines = (line.partition(" : ") for line in (cell or "").split("\n"))
    return [(kind, words) for kind, _, words in lines if words]


def runs_of_text(
    text: str, mentions: Iterable[str], words: Iterable[str] = (), letter: str | None = None
) -> list[TextRun]:
    """The runs of a text with their kinds: « Léo habite ici. » → `("Léo", "chosen"), (" ", ""),
    ("habite", "mention"), …`. Kinds are `mask`, `chosen` (words to mask), `mention`, and for a
    letter's copy `same` or `new`."""
    kinds = {"mask": set(MASKS.values()), "chosen": set(words), "mention": set(mentions)}
    pattern = "|".join(
        f"(?P<{kind}>{'|'.join(map(re.escape, sorted(filter(None, each), key=len, reverse=True)))})"
        for kind, each in kinds.items()
        if any(each)
    )
    same = None if letter is None else letter_spans(text, letter)
    runs, end = list[TextRun](), 0
    for match in re.finditer(pattern, text):
        runs += _unmarked_runs(text, (end, match.start()), same)
        runs.append((match[0], str(match.lastgroup)))
        end = match.end()
    return [run for run in [*runs, *_unmarked_runs(text, (end, len(text)), same)] if run[0]]


def letter_spans(text: str, letter: str) -> list[Span]:
    """The spans of the text that repeat at least three words in a row of the letter. A shorter text
    must be repeated whole. Accents, capitals and punctuation are ignored: « Je refuse ce projet et
    plus. » → `[(0, 19)]`."""
    own, letter_words = _words(text), [word for word, *_ in _words(letter)]
    matcher = SequenceMatcher(None, letter_words, [word for word, *_ in own])
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    return [
        (own[block.b][1], own[block.b + block.size - 1][2])
        for block in blocks
        if block.size >= min(LETTER_WORDS, len(own))
    ]


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words of the text without accents and capitals. Each comes with its start and its end,
    which includes attached punctuation: « L’été » → `("l", 0, 2), ("ete", 2, 5)`."""
    plain, positions = bare(text)
    words = []
    for match in re.finditer(r"\S+", plain):
        hanging = re.compile(r"[^\w\s]*").match(text, positions[match.end() - 1] + 1)
        words.append((match[0], positions[match.start()], hanging.end() if hanging else len(text)))
    return words


def _unmarked_runs(text: str, part: Span, same: Sequence[Span] | None) -> Iterator[TextRun]:
    """Cut the span `part` of the text into runs with a kind. The span contains no mask, mention or
    chosen word. `same` are the spans of the text that the letter contains too. A run inside them,
    or without any letter or digit, is `same`. Any other run is `new`. If `same` is `None` (there is
    no letter), the kind is empty."""
    end, last = part
    for start, stop in same or ():
        start, stop = max(start, end), min(stop, last)
        if start < stop:
            yield _new_or_same(text[end:start])
            yield text[start:stop], "same"
            end = stop
    yield (text[end:last], "") if same is None else _new_or_same(text[end:last])


def _new_or_same(text: str) -> TextRun:
    return text, "new" if any(map(str.isalnum, text)) else "same"
