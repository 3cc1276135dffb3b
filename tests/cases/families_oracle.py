"""Families found the plain way: all pairs, Python sets, nothing clever.

Written from design §6 alone; shares no code with `consultation.families`, not even the fold.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import combinations


@dataclass(frozen=True)
class Sent:
    """A text that a contribution sent."""

    submission_id: str
    text: str
    answered_at: datetime


@dataclass(frozen=True)
class Membership:
    """The place of a contribution in a family."""

    family_id: str
    relation: str
    similarity: Fraction


def plainly_folded(text: str) -> str:
    """The words of a text as design §6 folds them."""
    letters = []
    for character in unicodedata.normalize("NFKD", text):
        category = unicodedata.category(character)
        if category.startswith("M"):
            continue
        is_kept = category.startswith("L") or category == "Nd"
        letters.append(character if is_kept else " ")
    spelled = "".join(letters).lower().replace("œ", "oe").replace("æ", "ae").replace("ς", "σ")
    return " ".join(spelled.split())


def shingles_of(folded: str) -> frozenset[tuple[str, ...]]:
    words = folded.split(" ")
    return frozenset(tuple(words[start : start + 3]) for start in range(len(words) - 2))


def plain_families(question_id: str, sent: list[Sent]) -> dict[str, Membership]:
    """For each submission in a family, its place."""
    senders: dict[str, list[Sent]] = defaultdict(list)
    for text_sent in sent:
        folded = plainly_folded(text_sent.text)
        if len(folded.split()) >= 12:
            senders[folded].append(text_sent)
    sets = {folded: shingles_of(folded) for folded in senders}
    memberships: dict[str, tuple[str, str, Fraction]] = {}
    originals: dict[str, str] = {}
    for component in _components(sets):
        if sum(len(senders[folded]) for folded in component) < 2:
            continue
        digest = hashlib.sha256(min(component).encode()).hexdigest()
        family_id = f"{question_id}-{digest[:12]}"
        original = min(component, key=lambda folded: _rank(folded, senders))
        originals[family_id] = original
        for folded in component:
            relation = "original" if folded == original else "edited"
            memberships[folded] = family_id, relation, _jaccard(sets[folded], sets[original])
    for folded in sets.keys() - memberships.keys():
        join = _join(sets[folded], {id_: sets[text] for id_, text in originals.items()})
        if join:
            memberships[folded] = join
    return {
        text_sent.submission_id: _membership(memberships[folded], text_sent, senders_of_text)
        for folded, senders_of_text in senders.items()
        if folded in memberships
        for text_sent in senders_of_text
    }


def _components(sets: dict[str, frozenset[tuple[str, ...]]]) -> list[set[str]]:
    component = {folded: {folded} for folded in sets}
    for left, right in combinations(sets, 2):
        if component[left] is component[right]:
            continue
        if min(len(sets[left]), len(sets[right])) * 5 < max(len(sets[left]), len(sets[right])) * 4:
            continue
        if _jaccard(sets[left], sets[right]) >= Fraction(4, 5):
            both = component[left] | component[right]
            component.update(dict.fromkeys(both, both))
    return list({id(each): each for each in component.values()}.values())


def _rank(folded: str, senders: dict[str, list[Sent]]) -> tuple[int, datetime, str]:
    texts_sent = senders[folded]
    return -len(texts_sent), min(text_sent.answered_at for text_sent in texts_sent), folded


def _jaccard(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> Fraction:
    return Fraction(len(first & second), len(first | second))


def _join(
    own: frozenset[tuple[str, ...]], originals: dict[str, frozenset[tuple[str, ...]]]
) -> tuple[str, str, Fraction] | None:
    possible = []
    for family_id, original in originals.items():
        shared = len(own & original)
        for relation, size in (("extended", len(original)), ("extract", len(own))):
            if Fraction(shared, size) >= Fraction(9, 10):
                possible.append((-Fraction(shared, size), family_id, relation))
    if not possible:
        return None
    containment, family_id, relation = min(possible)
    return family_id, relation, -containment


def _membership(kin: tuple[str, str, Fraction], own: Sent, equal: list[Sent]) -> Membership:
    family_id, relation, similarity = kin
    first = min(equal, key=lambda each: (each.answered_at, each.submission_id))
    if relation == "original" and own is not first:
        relation = "same"
    return Membership(family_id, relation, similarity)
