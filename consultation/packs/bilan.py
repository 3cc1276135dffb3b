"""Where the number of contributions comes from, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from consultation.errors import OrganiserError
from consultation.french import sentence, sentences
from consultation.warehouse.build.publications import Tables

MOST_HIDDEN = 10
"""A count from one to this could point at somebody: only « moins de 11 » is said of it."""


def bilan(tables: Tables) -> str:
    """How the submissions received come down to the contributions sent, or why that is not told.

    What was received is told by what the counts that are shown leave possible: were it exact, the
    only one that isn't could be had by subtraction.
    """
    totals = {row["total"]: row["submission_count"] for row in tables["sending.totals"].records}
    if not totals:
        return sentence("note", "bilan_hidden")
    taken_away = {total: totals.get(total, 0) for total in sentences()["taken_away"]}
    hidden = sum(count is None for count in taken_away.values())
    shown = totals["sendable"] + sum(filter(None, taken_away.values()))
    if hidden:
        return sentence(
            "note",
            "bilan_in_part",
            least=shown + hidden,
            most=shown + hidden * MOST_HIDDEN,
            sendable=totals["sendable"],
            terms=_terms(taken_away),
        )
    if totals["received"] != shown:
        raise OrganiserError("failed_checks", checks="sending.totals")
    received = sentence("note", "received", **totals)
    return sentence("note", "bilan", terms=[received, *_terms(taken_away)], **totals)


def _terms(taken_away: Mapping[str, int | None]) -> list[str]:
    return [_term(total, count) for total, count in taken_away.items() if count != 0]


def _term(total: str, count: int | None) -> str:
    if count is not None:
        return sentence("taken_away", total, count=count)
    most = sentence("taken_away", total, count=MOST_HIDDEN + 1)
    return sentence("note", "less_than", most=most)
