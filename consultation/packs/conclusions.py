"""What the answers say: what comes first, what else was answered, and how sure that order is."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.french import NO_BREAK_SPACE, counted, number, share
from consultation.packs.typesetting.note_documents import Table
from consultation.warehouse.build.publications import Row, Tables

ROWS_SHOWN = 12
OTHERS_SHOWN = 4
SEVERAL = "(plusieurs choix)"


def conclusions(tables: Tables) -> Table:
    """The leading answer of each closed question with all that it leads, the first in form order.

    Minority views stand beside it; only shares that nobody chose are left out.
    """
    rows = tables["pack.note_conclusions"].records[:ROWS_SHOWN]
    return Table(
        ("Question", "Réponse en tête", "Sur", "Part", "Selon la règle", "Autres réponses"),
        tuple(_shown(row) for row in rows),
        widths=(5, 4, 0, 0, 0, 7),
    )


def verdict(tables: Tables) -> str:
    """Whether counting otherwise changes what comes first, and where."""
    rows = tables["pack.note_conclusions"].records
    changing = [row for row in rows if row["changing_rules"]]
    if not rows:
        return ""
    said = _changes(changing) if changing else _holds(len(rows))
    hidden = len(rows) - ROWS_SHOWN
    if hidden > 0:
        more = counted(hidden, "autre ligne", "autres lignes")
        said += f" {more} dans annexe-statistique.xlsx."
    return said


def _holds(count: int) -> str:
    if count == 1:
        return "La réponse en tête et la majorité restent les mêmes sous toutes les règles."
    return (
        "Sous toutes les règles de comptage, la réponse en tête de chaque ligne reste la même, et"
        " garde ou non plus de la moitié."
    )


def _changes(changing: Sequence[Row]) -> str:
    places = "\u00a0; ".join(
        f"{_title(row)} ({', '.join(row['changing_rules'])})" for row in changing[:ROWS_SHOWN]
    )
    return (
        "La réponse en tête, ou le fait qu'elle dépasse la moitié, change selon la règle de"
        f" comptage\u00a0: {places}."
    )


def _title(row: Row) -> str:
    """The item of a grid says more than its question."""
    return str(row["item"] or row["title"])


def _shown(row: Row) -> tuple[str, ...]:
    several = f" {SEVERAL}" if row["kind"] == "choices" else ""
    return (
        _title(row) + several,
        _leader(row),
        number(row["answered_count"]),
        share(row["leading_share"]),
        _range(row),
        _others(row),
    )


def _leader(row: Row) -> str:
    if row["leader"] is None:
        return "à égalité"
    return f"{row['leader']}{NO_BREAK_SPACE}: {number(row['leading_count'])}"


def _range(row: Row) -> str:
    lowest, highest = row["lowest_share"], row["highest_share"]
    if lowest is None:
        return "—"
    if share(lowest) == share(highest):
        return share(lowest)
    return f"{share(lowest).removesuffix(f'{NO_BREAK_SPACE}%')} à {share(highest)}"


def _others(row: Row) -> str:
    """The most chosen first; how many more there are when they are many."""
    others = zip(row["other_labels"], row["other_counts"], row["other_shares"], strict=True)
    chosen = [
        f"{label}{NO_BREAK_SPACE}: {number(count)} ({share(part)})"
        for label, count, part in others
        if count
    ]
    shown, more = chosen[:OTHERS_SHOWN], len(chosen) - OTHERS_SHOWN
    if more > 0:
        shown.append(counted(more, "autre", "autres").replace(" ", NO_BREAK_SPACE))
    return " · ".join(shown) or "aucune"
