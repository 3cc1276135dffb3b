"""Where the number of contributions comes from, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from consultation.french import NO_BREAK_SPACE, counted
from consultation.warehouse.connection import Connection, execute

# What is taken away from what was received, one and several.
TAKEN = {
    "rejected": ("ligne illisible", "lignes illisibles"),
    "withdrawn": (
        "réponse retirée à la demande de son auteur·ice",
        "réponses retirées à la demande de leurs auteur·ices",
    ),
    "vanished": (
        "réponse effacée du formulaire depuis",
        "réponses effacées du formulaire depuis",
    ),
    "draft": ("brouillon jamais envoyé", "brouillons jamais envoyés"),
    "late": ("réponse arrivée après la clôture", "réponses arrivées après la clôture"),
    "resend": (
        "envoi remplacé par un plus récent de la même personne",
        "envois remplacés par un plus récent de la même personne",
    ),
    "reflection_only": (
        "réponse non transmise à la demande de son auteur·ice",
        "réponses non transmises à la demande de leurs auteur·ices",
    ),
    "unclear": (
        "réponse dont l'accord n'est pas clair, non transmise",
        "réponses dont l'accord n'est pas clair, non transmises",
    ),
}

UNTOLD = (
    "Le nombre de réponses reçues et non transmises n'est pas donné ici\u00a0: l'organisation a"
    " choisi de ne pas le publier, ou l'un des nombres est si petit (de 1 à 10) qu'il pourrait"
    " désigner quelqu'un."
)


def bilan(connection: Connection) -> str:
    """From what was received to what is sent, or why that is not told."""
    totals = dict(execute(connection, "select total, submission_count from sending.totals"))
    return _told(totals) if totals else UNTOLD


def _told(totals: Mapping[str, int]) -> str:
    taken = {total: totals.get(total, 0) for total in TAKEN}
    if totals["received"] != totals["sendable"] + sum(taken.values()):
        raise ValueError("the totals of the note do not balance")
    parts = [counted(count, *TAKEN[total]) for total, count in taken.items() if count]
    received = counted(totals["received"], "soumission reçue", "soumissions reçues")
    sendable = counted(totals["sendable"], "contribution transmise", "contributions transmises")
    less = "".join(f", moins {part}" for part in parts)
    return f"{received}{less}{NO_BREAK_SPACE}: {sendable}."
