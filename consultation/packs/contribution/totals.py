"""How the submissions received come down to the contributions sent, or why that is not told."""

from __future__ import annotations

from consultation.packs.contribution.statements import Figures, Statement
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence, sentences

MOST_HIDDEN = 10
"""A count from one to this could point at somebody: only « moins de 11 » is said of it."""


def how_it_comes_down(told: Figures) -> str:
    """A sentence, its figures between marks.

    What was received is told by what the counts that are shown leave possible: were it exact, the
    only one that isn't could be had by subtraction. Raises OrganiserError `failed_checks`, where
    the totals do not add up.
    """
    received, sendable = (told.get(f"total_{name}") for name in ("received", "sendable"))
    if received is None or sendable is None:
        return sentence("note", "bilan_hidden")
    taken_away = {
        name: told[f"total_{name}"] for name in sentences()["taken_away"] if f"total_{name}" in told
    }
    terms = [_term(name, count) for name, count in taken_away.items() if count or not count.claim]
    if "received_least" in told:
        bounds = {"least": told["received_least"], "most": told["received_most"]}
        return sentence("note", "bilan_in_part", sendable=sendable, terms=terms, **bounds)
    if received.number != sendable.number + sum(count.number for count in taken_away.values()):
        raise OrganiserError("failed_checks", checks="sending.totals")
    first = sentence("note", "received", received=received)
    return sentence("note", "bilan", terms=[first, *terms], sendable=sendable)


def _term(name: str, count: Statement) -> str:
    if count.claim:
        return sentence("taken_away", name, count=count)
    most = sentence("taken_away", name, count=MOST_HIDDEN + 1)
    return sentence("note", "less_than", most=most)
