"""What screens of decisions are sent, and how a text is cut to show what is masked in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from consultation.redaction import STAND_INS
from consultation.words.errors import OrganiserError
from flows.page.sent_form import SentPairs, number_in


@dataclass(frozen=True)
class Fields:
    """A form as it was sent."""

    values: dict[str, list[str]]

    def one(self, name: str) -> str:
        """The only value of a field; empty when there is none."""
        return self.values.get(name, [""])[0]

    def number(self, name: str) -> int:
        """The number in a field; 0 when there is none."""
        return number_in(self.one(name))

    @property
    def initials(self) -> str:
        """Who decides: letters, without accents. Raises OrganiserError when nobody says so."""
        plain = unicodedata.normalize("NFKD", self.one("initials")).upper()
        letters = "".join(re.findall("[A-Z]", plain))
        if not 1 <= len(letters) <= 3:
            raise OrganiserError("no_initials")
        return letters

    @property
    def words(self) -> list[str]:
        """The words to mask, one a line or separated by semicolons."""
        return [word.strip() for word in re.split(r"[;\r\n]+", self.one("words")) if word.strip()]


def _fields(pairs: SentPairs) -> Fields:
    """The form that was sent."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return Fields(values)


SentFields = Annotated[Fields, Depends(_fields)]


def pieces(text: str, mentions: Iterable[str], words: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The text in pieces, each with what it is: `mask`, `chosen` (words that somebody asked to
    mask), `mention` or nothing."""
    kinds = {"mask": set(STAND_INS.values()), "chosen": set(words), "mention": set(mentions)}
    pattern = "|".join(
        f"(?P<{kind}>{'|'.join(map(re.escape, sorted(filter(None, each), key=len, reverse=True)))})"
        for kind, each in kinds.items()
        if any(each)
    )
    found, end = [], 0
    for match in re.finditer(pattern, text):
        found.append((text[end : match.start()], ""))
        found.append((match[0], str(match.lastgroup)))
        end = match.end()
    return [piece for piece in [*found, (text[end:], "")] if piece[0]]


def mentions_of(told: str | None) -> list[tuple[str, str]]:
    """What deserves a look in a text, line by line: what it is, and the words."""
    lines = (line.partition(" : ") for line in (told or "").split("\n"))
    return [(kind, words) for kind, _, words in lines if words]
