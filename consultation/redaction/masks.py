"""Kinds of masks, and their replacements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

MASKS = {
    "email": "[courriel masqué]",
    "iban": "[IBAN masqué]",
    "nir": "[numéro de sécurité sociale masqué]",
    "card": "[carte bancaire masquée]",
    "link": "[lien de profil masqué]",
    "phone": "[téléphone masqué]",
    "plate": "[plaque masquée]",
    "address": "[adresse postale masquée]",
    "position": "[coordonnées GPS masquées]",
    "ip": "[adresse IP masquée]",
    "birth": "[date de naissance masquée]",
    "account": "[compte masqué]",
    "own_email": "[courriel masqué]",
    "own_name": "[nom masqué]",
    "collective": "[collectif masqué]",
    "chosen": "[mots masqués]",
}
# If two spans overlap, one mask covers both. Its kind is the first of their kinds here.
RANK = {kind: rank for rank, kind in enumerate(MASKS)}


@dataclass(frozen=True)
class Own:
    """A respondent's names, e-mails and collectives, as typed, to mask in their texts.

    `recipient`: the form file's recipient. Its contact details of three words or more, such as « 3
    place de Fontenoy », are not masked.
    """

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    recipient: str = ""


@dataclass(frozen=True)
class Mask:
    """A masked span of a text as written, from `start` to before `end`. `kind` is a key of `MASKS`,
    such as `email`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Redacted:
    """The text with its replacements, and the masks in order, which don't overlap."""

    text: str
    masks: tuple[Mask, ...]


class Span(NamedTuple):
    """A span of a skeleton to mask, from `start` to before `end`. `kind` is a key of `MASKS`, such
    as `email`."""

    kind: str
    start: int
    end: int


def apart(spans: list[Span]) -> list[Span]:
    """The spans in order, with overlapping spans merged. A merged span has the kind that `MASKS`
    lists first: a phone 0-5 and an e-mail 3-9 → an e-mail 0-9."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end, RANK[span.kind])):
        last = merged[-1] if merged else None
        if last is None or span.start >= last.end:
            merged.append(span)
            continue
        kind = min(last.kind, span.kind, key=RANK.__getitem__)
        merged[-1] = Span(kind, last.start, max(last.end, span.end))
    return merged
