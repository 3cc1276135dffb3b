"""Where the number of contributions comes from, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consultation.french import sentence, sentences
from consultation.warehouse.build.publications import Tables


def bilan(tables: Tables) -> str:
    """How the submissions received come down to the contributions sent, or why that is not told.

    Where these numbers are withheld, those of consent alone may still be given.
    """
    totals = {row["total"]: row["submission_count"] for row in tables["sending.totals"].records}
    if not totals:
        return sentence("note", "bilan_hidden")
    if "received" not in totals:
        return _bilan_of_the_counted(totals)
    taken_away = {total: totals.get(total, 0) for total in sentences()["taken_away"]}
    if totals["received"] != totals["sendable"] + sum(taken_away.values()):
        raise ValueError("the totals of the note do not balance")
    terms = [sentence("note", "received", **totals), *_terms(taken_away.items())]
    return sentence("note", "bilan", terms=terms, **totals)


def _bilan_of_the_counted(totals: Mapping[str, int]) -> str:
    kept = [(total, totals[total]) for total in ("reflection_only", "unclear")]
    everyone = totals["sendable"] + sum(count for _, count in kept)
    terms = [sentence("note", "everyone_counted", count=everyone), *_terms(kept)]
    return sentence("note", "bilan_in_part", terms=terms, **totals)


def _terms(taken_away: Iterable[tuple[str, int]]) -> list[str]:
    return [sentence("taken_away", total, count=count) for total, count in taken_away if count]
