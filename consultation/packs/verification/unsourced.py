"""Figures and quotations that no claim vouches for: people answer for these themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consultation.packs.verification.likeness import is_verbatim, pattern_of, plain
from consultation.packs.verification.marked_claims import Marked
from consultation.packs.verification.named_references import REFERENCE
from consultation.packs.verification.sources import Sources

# In place of what claims vouch for.
TAKEN = {"figure": "\0", "quote": "\1"}
_SPACE = r"[^\S\n\u2028]"
# « 1 234,5 % », « 11/03/2022 », « 06:30 ».
_FIGURE = re.compile(rf"{REFERENCE.pattern}|\d+(?:(?:[.,/:-]|{_SPACE})\d+)*(?:{_SPACE}?[%‰])?")
QUOTATION = re.compile(
    r"«([^«»\n]+)»|‹([^‹›\n]+)›|“([^“”\n]+)”|„([^„“”\n]+)[“”]|\"([^\"\n]+)\"|''([^\n]+?)''|″([^″\n]+)″"
    r"|‘([^‘\n]+?)’(?!\w)|‚([^‚\n]+?)‘|(?<![\w'’])['’](?=\w)([^\n]+?)['’](?![\w'’])"
)
"""Words between quotation marks of any kind; an apostrophe is none."""


# A shorter label may stand in a text by chance: « 1 fois ».
_TELLING = 8
# A title or a phrase between quotation marks beside somebody's reference quotes nobody.
_QUOTED_WORDS, _BESIDE = 4, 100
_LIKE_OURS = re.compile(r'[\d"]')


@dataclass(frozen=True)
class Unsourced:
    """A figure or a quotation of the text without a claim, and where."""

    kind: str
    text: str
    start: int
    end: int


def unsourced_in(text: str, rest: str, labels: frozenset[str]) -> Iterator[Unsourced]:
    """What has no claim, figures first; references are no figures, and words of the form between
    quotation marks quote nobody.

    `rest` is the text without its claims.
    """
    for label in labels:
        if len(label) >= _TELLING and _LIKE_OURS.search(label):
            rest = pattern_of(label).sub(lambda found: TAKEN["figure"] * len(found[0]), rest)
    for found in _FIGURE.finditer(rest):
        if not REFERENCE.fullmatch(found[0]):
            yield Unsourced("figure", found[0], found.start(), found.end())
    for found in QUOTATION.finditer(rest):
        place = found.lastindex or 0
        quoted = text[slice(*found.span(place))].strip()
        if TAKEN["quote"] not in found[place] and plain(quoted) not in labels:
            yield Unsourced("quote", quoted, found.start(), found.end())


def forged_quotes(
    text: str, unsourced: Iterable[Unsourced], sources: Sources
) -> Iterator[tuple[Unsourced, str]]:
    """Quotations without a claim beside the reference of a contribution that says no such thing."""
    for one in unsourced:
        if one.kind == "quote" and len(one.text.split()) >= _QUOTED_WORDS:
            reference = _reference_beside(text, one)
            said = sources.texts_of(reference) if reference else ()
            if said and not any(is_verbatim(one.text, each) for each in said):
                yield one, reference


def _reference_beside(text: str, one: Unsourced) -> str:
    """The reference after a quotation, else the one before it, in its paragraph and with no other
    quotation between; empty for none."""
    before = re.split(r"[\n»”]", text[max(0, one.start - _BESIDE) : one.start])[-1]
    after = re.split(r"[\n«“]", text[one.end : one.end + _BESIDE])[0]
    found = REFERENCE.findall(after)[:1] or REFERENCE.findall(before)[-1:]
    return found[0] if found else ""


def without_claims(text: str, marked: Iterable[Marked]) -> str:
    """The text, as long as before, with nothing to find where a claim is read."""
    pieces, place = [], 0
    for each in sorted(marked, key=lambda each: each.start):
        start, end = max(place, each.start), max(place, each.end)
        sign = TAKEN["quote" if each.claim.kind == "quote" else "figure"]
        pieces += [text[place:start], sign * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])
