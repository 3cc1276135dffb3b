"""Figures and quotations that no claim vouches for: people answer for these themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consultation.machine.references import ALPHABET
from consultation.packs.verification.likeness import pattern_of, plain

_SPACE = r"[^\S\n\u2028]"
_GROUP = f"[{ALPHABET}]{{4}}"
REFERENCE = re.compile(rf"\b{_GROUP}-{_GROUP}-{_GROUP}\b")
# « 1 234,5 % », « 11/03/2022 », « 06:30 ».
_FIGURE = re.compile(rf"{REFERENCE.pattern}|\d+(?:(?:[.,/:-]|{_SPACE})\d+)*(?:{_SPACE}?[%‰])?")
QUOTATION = re.compile(
    r"«([^«»\n]+)»|‹([^‹›\n]+)›|“([^“”\n]+)”|„([^„“”\n]+)[“”]|\"([^\"\n]+)\"|''([^\n]+?)''|″([^″\n]+)″"
    r"|‘([^‘\n]+?)’(?!\w)|‚([^‚\n]+?)‘|(?<![\w'’])['’](?=\w)([^\n]+?)['’](?![\w'’])"
)
"""Words between quotation marks of any kind; an apostrophe is none."""
# In place of what claims vouch for.
_TAKEN, _QUOTED = "\0", "\1"
# A shorter label may stand in a text by chance: « 1 fois ».
_TELLING, _LIKE_OURS = 8, re.compile(r'[\d"]')


@dataclass(frozen=True)
class Unsourced:
    """A figure or a quotation of the text without a claim, and where."""

    text: str
    start: int
    end: int


def unsourced_in(
    text: str, claimed: Iterable[tuple[int, int, bool]], labels: frozenset[str]
) -> Iterator[Unsourced]:
    """What stands outside of what is claimed (from where, to where, whether it is a quote), in the
    order of the text.

    References are no figures; words of the form (`labels`) quote nobody, and their figures count
    nothing.
    """
    rest, found = _without_claims(text, claimed), list[Unsourced]()
    for label in sorted(labels):
        if len(label) >= _TELLING and _LIKE_OURS.search(label):
            rest = pattern_of(label).sub(lambda said: _TAKEN * len(said[0]), rest)
    for each in _FIGURE.finditer(rest):
        if not REFERENCE.fullmatch(each[0]):
            found.append(Unsourced(each[0], each.start(), each.end()))
    for each in QUOTATION.finditer(rest):
        place = each.lastindex or 0
        quoted = text[slice(*each.span(place))].strip()
        if _QUOTED not in each[place] and plain(quoted) not in labels:
            found.append(Unsourced(quoted, each.start(), each.end()))
    yield from sorted(found, key=lambda one: one.start)


def _without_claims(text: str, claimed: Iterable[tuple[int, int, bool]]) -> str:
    """The text, as long as before, with nothing to find where a claim is read."""
    pieces, place = [], 0
    for first, last, is_quote in sorted(claimed):
        start, end = max(place, first), max(place, last)
        pieces += [text[place:start], (_QUOTED if is_quote else _TAKEN) * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])
