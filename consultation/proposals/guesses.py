"""What each question of an export most likely is, or why it can't be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consultation.proposals import heading_words as words
from consultation.proposals.census import Profile
from consultation.proposals.components import Component
from consultation.proposals.lists import Guess, scale_of
from consultation.proposals.lone_columns import guess_column, person
from consultation.words.french import sentence


def guesses_of(components: Sequence[Component], profiles: Sequence[Profile]) -> list[Guess]:
    """A guess for each component in order, but for free texts that an earlier one takes."""
    guesses: list[Guess] = []
    for component in components:
        cells = [profiles[place.heading.position] for place in component.places]
        last = guesses[-1] if guesses else None
        if last and _is_beside(last, component, cells[0]):
            guesses[-1] = replace(last, other=component.first)
            continue
        guesses.append(_guess_component(component, cells))
    return _without_choice_of_consent(guesses)


def _without_choice_of_consent(guesses: list[Guess]) -> list[Guess]:
    """The guesses, where of several questions that ask for consent none is chosen: a person says
    which."""
    asking = [guess for guess in guesses if guess.role == "consent"]
    if len(asking) < 2:
        return guesses
    return [_as_question(guess) if guess in asking else guess for guess in guesses]


def _as_question(guess: Guess) -> Guess:
    remarks = (sentence("remarks", "maybe_consent"), *guess.choices.remarks)
    return replace(guess, kind="choice", role=None, is_agreement=True, remarks=remarks)


def _is_beside(last: Guess, component: Component, cells: Profile) -> bool:
    """Whether a column is the free text of those who ticked « autre » in the question before it."""
    if last.kind not in ("choice", "choices") or last.other or last.is_category:
        return False
    if component.layout != "single" or not cells.filled or cells.is_ticks:
        return False
    if person(component, cells) is not None:
        return False
    label = words.fold(component.first.label)
    key = f"{last.component.first.group or last.component.first.label}_other"
    named = words.OTHER.search(label) and not words.FREE_REMARK.search(label)
    return component.first.label == key or bool(named)


def _guess_component(component: Component, cells: list[Profile]) -> Guess:
    if component.layout == "file":
        return Guess(component, "file")
    if component.layout == "ticks":
        return _guess_ticks(component, cells)
    if component.layout == "grid":
        return _guess_grid(component, cells)
    return guess_column(component, cells[0])


def _guess_ticks(component: Component, cells: list[Profile]) -> Guess:
    remarks = []
    if empty := sum(not profile.filled for profile in cells):
        remarks.append(sentence("remarks", "never_ticked", count=empty))
    options = [place.label for place in component.places]
    is_agreement = words.speaks_of_consent(component.first.group, options)
    return Guess(component, "choices", tuple(remarks), is_agreement=is_agreement)


def _guess_grid(component: Component, cells: list[Profile]) -> Guess:
    choices = scale_of(cells)
    if choices is None:
        doubt = sentence("remarks", "unlike_a_grid", group=component.first.group)
        return Guess(component, None, (doubt,))
    alone = (sentence("remarks", "one_line_grid"),) if len(cells) == 1 else ()
    return Guess(component, "grid", (*choices.remarks, *alone), choices=choices)
