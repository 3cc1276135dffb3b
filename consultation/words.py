"""French words for the ids of Python and SQL, from `schemas/words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Word:
    """What an id is called on screen, and a sentence about it (empty when none is needed)."""

    kind: str
    id: str
    position: int
    label: str
    explanation: str


@cache
def words() -> tuple[Word, ...]:
    """Every word, in the order of the file."""
    text = files("schemas").joinpath("words.toml").read_text(encoding="utf-8")
    return tuple(
        Word(kind, word_id, position, *_parts(entry))
        for kind, entries in tomllib.loads(text).items()
        for position, (word_id, entry) in enumerate(entries.items(), start=1)
    )


def _parts(entry: str | list[str]) -> tuple[str, str]:
    return (entry, "") if isinstance(entry, str) else (entry[0], entry[1])


def label(kind: str, word_id: str) -> str:
    """What an id is called on screen."""
    return next(word.label for word in words() if (word.kind, word.id) == (kind, word_id))
