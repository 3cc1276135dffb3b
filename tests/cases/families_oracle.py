"""Families found the plain way: all pairs, Python sets, nothing clever.

Written from design §6 alone; shares no code with `consultation.families`, not even the fold.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
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
    return frozenset(tuple(words[place : place + 3]) for place in range(len(words) - 2))


def plain_families(question_id: str, sent: list[Sent]) -> dict[str, Membership]:
    """For each submission in a family, its place."""
    senders: dict[str, list[Sent]] = defaultdict(list)
    for one in sent:
        folded = plainly_folded(one.text)
        if len(folded.split()) >= 12:
            senders[folded].append(one)
    sets = {folded: shingles_of(folded) for folded in senders}
    found: dict[str, tuple[str, str, Fraction]] = {}
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
            found[folded] = family_id, relation, _jaccard(sets[folded], sets[original])
    for folded in sets.keys() - found.keys():
        join = _join(sets[folded], {id_: sets[text] for id_, text in originals.items()})
        if join:
            found[folded] = join
    return {
        one.submission_id: _membership(found[folded], one, ones)
        for folded, ones in senders.items()
        if folded in found
        for one in ones
    }


def _components(sets: dict[str, frozenset[tuple[str, ...]]]) -> list[set[str]]:
    component = {folded: {folded} for folded in sets}
    for one, other in combinations(sets, 2):
        if component[one] is component[other]:
            continue
        if min(len(sets[one]), len(sets[other])) * 5 < max(len(sets[one]), len(sets[other])) * 4:
            continue
        if _jaccard(sets[one], sets[other]) >= Fraction(4, 5):
            both = component[one] | component[other]
            component.update(dict.fromkeys(both, both))
    return list({id(each): each for each in component.values()}.values())


def _rank(folded: str, senders: dict[str, list[Sent]]) -> tuple[int, datetime, str]:
    ones = senders[folded]
    return -len(ones), min(one.answered_at for one in ones), folded


def _jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> Fraction:
    return Fraction(len(one & other), len(one | other))


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


def _membership(place: tuple[str, str, Fraction], one: Sent, ones: list[Sent]) -> Membership:
    family_id, relation, similarity = place
    first = min(ones, key=lambda each: (each.answered_at, each.submission_id))
    if relation == "original" and one is not first:
        relation = "same"
    return Membership(family_id, relation, similarity)


def sizes(places: dict[str, Membership]) -> Counter[str]:
    return Counter(place.family_id for place in places.values())
