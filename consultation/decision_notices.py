"""What must be said of decisions that were given back and are not, or not simply, obeyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from consultation.french import counted
from consultation.warehouse.connection import Connection, execute


def _empty_files(connection: Connection) -> Iterator[str]:
    for (name,) in execute(
        connection,
        "select file_name from raw.decision_files where decision_count = 0 order by all",
    ):
        yield (
            f"{name}\u00a0: aucune décision n'y est inscrite. L'avez-vous enregistré après avoir"
            " choisi\u00a0?"
        )


def _not_obeyed(connection: Connection) -> Iterator[str]:
    counts = dict(
        execute(connection, "select state, count(*) from review.suspicions group by state")
    )
    if contradictory := counts.get("contradictory", 0) + counts.get("overruled", 0):
        groups = counted(contradictory, "groupe de soumissions a", "groupes de soumissions ont")
        yield (
            f"{groups} reçu des décisions qui se contredisent\u00a0: à trancher dans la feuille À"
            " vérifier."
        )
    if changed := counts.get("changed", 0) + counts.get("grown", 0):
        decisions = counted(changed, "décision est", "décisions sont")
        yield (
            f"{decisions} à revoir\u00a0: ce dont il s'agissait a changé depuis (feuille À"
            " vérifier)."
        )


def _changed_minds(connection: Connection) -> Iterator[str]:
    """The latest is obeyed; that another said the contrary is not hidden."""
    changed = execute(
        connection,
        "select count(*) from respondents.decisions where state = 'applied' and has_other_choice",
    )[0][0]
    if changed:
        decisions = counted(changed, "décision contredit", "décisions contredisent")
        yield f"{decisions} une décision plus ancienne\u00a0: la plus récente est appliquée."


DECISION_NOTICES: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _empty_files,
    _not_obeyed,
    _changed_minds,
)
