"""References of contributions that a document names: those of the pack, and each quote's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consultation.packs.verification.marked_claims import Marked
from consultation.packs.verification.sources import Sources
from consultation.pseudonyms import ALPHABET

_GROUP = f"[{ALPHABET}]{{4}}"
REFERENCE = re.compile(rf"\b{_GROUP}-{_GROUP}-{_GROUP}\b")


@dataclass(frozen=True)
class Misnamed:
    """A reference that is not in the pack, or that is not that of the quote before it."""

    problem: str
    reference: str
    quote: Marked | None
    start: int
    end: int


def misnamed_references(
    text: str, marked: Sequence[Marked], sources: Sources
) -> Iterator[Misnamed]:
    """The references of the text that are wrong; the first after a quote, in its paragraph, is
    taken for its author's."""
    quotes = [each for each in marked if each.claim.kind == "quote"]
    place = 0
    for found in REFERENCE.finditer(text):
        before = [each for each in quotes if place <= each.end <= found.start()]
        quote = before[-1] if before and "\n" not in text[before[-1].end : found.start()] else None
        if quote and quote.claim.reference == found[0]:
            pass  # Whether it may still be quoted is told with the quote.
        elif not sources.has(found[0]):
            yield Misnamed("unknown_reference", found[0], quote, *found.span())
        elif quote:
            yield Misnamed("other_reference", found[0], quote, *found.span())
        place = found.end()
