"""Guesses about the columns of an export, and the choices found in columns.

A column has choices if its cells were probably chosen from a list, not typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from consultation.exports.export_parts import HeadedColumn
from consultation.proposals import heading_words as words
from consultation.proposals.census import Profile
from consultation.proposals.components import Component
from consultation.proposals.scales import in_scale_order
from consultation.words.french import sentence
from schemas.form_values import Kind

LONGEST_LIST = 30
LONGEST_CHOICE = 200
# The least mean count of a choice: people who type rarely repeat one another so much, unless there
# is little to say (the name of one of ten collectives).
LEAST_PER_CHOICE = 5
# The same by heading: fewer repetitions are enough if the heading asks for a list.
LEAST_PER_CHOICE_OF = {"opaque": 15, "text": 10, "plain": LEAST_PER_CHOICE, "list": 2}
# The same for at most `MOST_FEW` choices, each met twice or more.
LEAST_PER_CHOICE_OF_FEW = 3
MOST_FEW = 6
# A value met once is a rare choice if the others repeat this often. Else it may be free text.
LEAST_PER_CHOICE_BESIDE_ONE = 50
# Sentences are choices only if each comes this often, as copies of a letter come often too.
LEAST_PER_SENTENCE = 50
WORDS_OF_A_SENTENCE = 8
PRIVATE_SHAPES = ("email", "phone", "url", "address")

Heading = Literal["opaque", "plain", "list", "text"]


@dataclass(frozen=True)
class Choices:
    """The choices found in a column: their labels in the order to propose, and remarks for the
    organiser. `spellings` are all spellings of each label. If it is empty, each label has a single
    spelling."""

    labels: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    spellings: tuple[tuple[str, ...], ...] = ()

    def all_spellings(self) -> list[tuple[str, ...]]:
        """All spellings of each choice, in the order of choices: `oui`, which is also written « Oui
        », and `non` → `[("oui", "Oui"), ("non",)]`."""
        return list(self.spellings) or [(label,) for label in self.labels]


NO_CHOICES = Choices()


def closed_list(profile: Profile, heading: Heading) -> Choices | None:
    """The choices of a column. None if people may have typed its cells.

    Typed texts rarely repeat. So a distinct value must be in this many cells or more on average, by
    kind of heading:

    - `list` (it asks to choose): 2.
    - `plain`: 5, or 3 if there are at most six values and each is in two cells or more.
    - `text` (it asks to write): 10, or 50 if a value is in a single cell.
    - `opaque` (a key such as `q3`): 15.

    Common answers such as « oui » need no repetition.
    """
    if profile.is_varied or not profile.values or profile.has_lines:
        return None
    if any(profile.shapes[shape] for shape in PRIVATE_SHAPES):
        return None
    if words.are_common(profile.values):
        return (
            _common_choices(Counter(profile.values), profile.texts)
            if len(profile.values) > 1
            else None
        )
    are_shared = min(profile.values.values()) > 1
    least = LEAST_PER_CHOICE_OF[heading]
    if heading == "plain" and len(profile.values) <= MOST_FEW and are_shared:
        least = LEAST_PER_CHOICE_OF_FEW
    if heading == "text" and not are_shared:
        least = LEAST_PER_CHOICE_BESIDE_ONE
    return _repeated_choices(Counter(profile.values), profile.texts, least)


def scale_of(columns: Sequence[Profile]) -> Choices | None:
    """The choices that the columns of a grid share. None if their cells may have been typed."""
    values: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for profile in columns:
        if profile.has_lines or any(profile.shapes[shape] for shape in PRIVATE_SHAPES):
            return None
        values.update(profile.values)
        texts = {**profile.texts, **texts}
    if words.are_common(values):
        return _common_choices(values, texts)
    return _repeated_choices(values, texts, LEAST_PER_CHOICE)


def _repeated_choices(values: Counter[str], texts: dict[str, str], least: int) -> Choices | None:
    count, met = len(values), sum(values.values())
    if not 1 < count <= LONGEST_LIST or met < least * count:
        return None
    if any(len(value) > LONGEST_CHOICE for value in values):
        return None
    if _are_sentences(values) and met < LEAST_PER_SENTENCE * count:
        return None
    # « lyon » and « Lyon »: people typed.
    if len({words.fold(value) or value for value in values}) < count:
        return None
    once = [value for value, number in values.items() if number == 1]
    if len(once) == 1 and met >= LEAST_PER_CHOICE_BESIDE_ONE * count:
        once = []
    repeated = [value for value in values if value not in once]
    if len(repeated) < 2 or len(once) > len(repeated):
        return None
    ordered = tuple(texts[value] for value in _order_values(repeated, values))
    return Choices(ordered, (sentence("remarks", "seen_once", count=len(once)),) if once else ())


def _are_sentences(values: Iterable[str]) -> bool:
    listed = list(values)
    ended = sum(value.endswith((".", "!", "…")) for value in listed)
    length = sum(value.count(" ") + 1 for value in listed)
    return 2 * ended > len(listed) or length > WORDS_OF_A_SENTENCE * len(listed)


def _order_values(values: Iterable[str], counts: Counter[str]) -> list[str]:
    """The values in the order of their scale, else from the most to the least frequent."""
    frequent = sorted(values, key=lambda value: (-counts[value], value))
    return in_scale_order(frequent) or frequent


def _common_choices(values: Counter[str], texts: dict[str, str]) -> Choices:
    """The choices of a column that only has common answers. Spellings that differ in case or
    accents are one choice: « Oui », « oui », « non » → two choices."""
    spellings: dict[str, list[str]] = {}
    for value in _order_values(values, values):
        spellings.setdefault(words.fold(value), []).append(texts[value])
    listed = tuple(tuple(spelt) for spelt in spellings.values())
    return Choices(tuple(spelt[0] for spelt in listed), (), listed)


@dataclass(frozen=True)
class Guess:
    """The guess about a component (the columns of one question).

    `kind` is the kind of the question. It is None if the component is left aside (under `ignored`
    in the form file). A component left aside may have a `role`: `consent`, or a personal detail
    such as `email`. `other` is the column with the free texts for « autre ». `remarks` are reasons
    and doubts, as French sentences without a first capital. `is_category`: the question may ask who
    answers. `is_agreement`: it mentions consent.
    """

    component: Component
    kind: Kind | None
    remarks: tuple[str, ...] = ()
    role: str | None = None
    choices: Choices = NO_CHOICES
    other: HeadedColumn | None = None
    is_category: bool = False
    is_agreement: bool = False

    @property
    def columns(self) -> tuple[HeadedColumn, ...]:
        """All columns of the question, with the column for the free texts of « autre »."""
        return (
            self.component.columns if self.other is None else (*self.component.columns, self.other)
        )


def leave_aside(component: Component, remark: str, role: str | None = None) -> Guess:
    """A guess that leaves a component aside (under `ignored` in the form file). `remark` is the
    reason. `role` is the personal detail that it holds, such as `email`, or None."""
    return Guess(component, None, (remark,), role)
