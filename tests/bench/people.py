"""Invented people: who they are, where they live, how they can be reached."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from random import Random

WORDS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "people.toml").read_text(encoding="utf-8")
)
CATEGORIES = (
    "Citoyen·ne",
    "Association (loi 1901)",
    "Membre d'un collectif",
    "Chercheur·euse, enseignant·e",
    "Professionnel·le : avocat·e, élu·e, journaliste",
    "Autre",
)
_CATEGORY_BOUNDS = list(accumulate((230, 41, 40, 28, 26, 22)))
_COLLECTIVES = CATEGORIES[1:3]
_COMMUNES = [tuple(line.rsplit(" ", 1)) for line in WORDS["communes"]]
_DOMAINS = ("example.org", "example.com", "example.net")


def one_of(values: list[str] | tuple[str, ...], rng: Random) -> str:
    """One of the values, all as likely."""
    return values[int(len(values) * rng.random())]


@dataclass(frozen=True)
class Person:
    """The cells that say who answers."""

    category: str
    category_other: str
    name: str
    collective: str
    email: str
    town: str
    postcode: str

    @property
    def cells(self) -> list[str]:
        """The seven cells in the form's order."""
        own = (self.category, self.category_other, self.name, self.collective)
        return [*own, self.email, self.town, self.postcode]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower()).replace("ı", "i")
    return re.sub(r"[^a-z]", "", letters)


_FIRST = [(name, _plain(name)) for name in WORDS["first"]]
_LAST = [(name, _plain(name)) for name in WORDS["last"]]


def _name(first: str, last: str, rng: Random) -> str:
    fate = rng.random()
    if fate < 0.23:
        return ""
    if fate < 0.33:
        return one_of(WORDS["pseudonyms"], rng)
    if fate < 0.52:
        return first
    return f"{last.upper()} {first}" if fate < 0.58 else f"{first} {last}"


def _place(rng: Random) -> tuple[str, str]:
    """A commune and its postcode; either may be empty, rural postcodes included."""
    town, postcode = _COMMUNES[int(len(_COMMUNES) * rng.random())]
    fate = rng.random()
    if fate < 0.18:
        return "", "" if fate < 0.15 else postcode
    if fate < 0.35:
        return town, ""
    if fate < 0.42:
        return town.upper() if fate < 0.38 else town.lower(), postcode
    if fate < 0.6 and postcode < "96":
        return town, f"{postcode[:2]}{10 * int(100 * rng.random()):03}"
    return town, postcode


def draw_person(rng: Random, number: int) -> Person:
    """The person of this number; the number makes their e-mail their own."""
    category = CATEGORIES[_bucket(rng.random())]
    first, plain_first = _FIRST[int(len(_FIRST) * rng.random())]
    last, plain_last = _LAST[int(len(_LAST) * rng.random())]
    has_collective = category in _COLLECTIVES or rng.random() < 0.06
    email = f"{plain_first}.{plain_last}{number}@{one_of(_DOMAINS, rng)}"
    town, postcode = _place(rng)
    return Person(
        category=category,
        category_other=one_of(WORDS["other_category"], rng) if category == "Autre" else "",
        name=_name(first, last, rng),
        collective=one_of(WORDS["collectives"], rng) if has_collective else "",
        email=email if rng.random() < 0.55 else "",
        town=town,
        postcode=postcode,
    )


def _bucket(drawn: float) -> int:
    wanted = drawn * _CATEGORY_BOUNDS[-1]
    return next(place for place, bound in enumerate(_CATEGORY_BOUNDS) if wanted < bound)


def _other_case(email: str, rng: Random) -> str:
    fate = rng.random()
    if fate < 0.4:
        return email
    name, _, domain = email.partition("@")
    if fate < 0.7:
        return f"{name.title()}@{domain}"
    return email.upper() if fate < 0.85 else f"{name}@{domain.capitalize()}"


def sending_again(person: Person, rng: Random) -> Person:
    """The same person on another day: the e-mail in another case, sometimes another name."""
    name = person.name if rng.random() < 0.8 else one_of(WORDS["pseudonyms"], rng)
    category = person.category if rng.random() < 0.95 else one_of(CATEGORIES[:2], rng)
    email = _other_case(person.email, rng)
    return replace(person, email=email, name=name, category=category)
