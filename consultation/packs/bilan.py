"""Where the number of contributions comes from, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from consultation.french import NO_BREAK_SPACE, counted
from consultation.warehouse.build.publications import Tables

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

# Why less than all of it is told.
SMALL = (
    " Le reste du bilan n'est pas donné ici\u00a0: l'un de ses nombres est si petit (de 1 à 10)"
    " qu'il pourrait désigner quelqu'un."
)
UNTOLD = (
    "Le nombre de réponses reçues et non transmises n'est pas donné ici\u00a0: l'organisation a"
    " choisi de ne pas le publier, ou l'un des nombres est si petit (de 1 à 10) qu'il pourrait"
    " désigner quelqu'un."
)


def bilan(tables: Tables) -> str:
    """From what was received to what is sent, or why that is not told."""
    totals = {row["total"]: row["submission_count"] for row in tables["sending.totals"].records}
    if not totals:
        return UNTOLD
    return _told(totals) if "received" in totals else _of_the_counted(totals) + SMALL


def _told(totals: Mapping[str, int]) -> str:
    taken = {total: totals.get(total, 0) for total in TAKEN}
    if totals["received"] != totals["sendable"] + sum(taken.values()):
        raise ValueError("the totals of the note do not balance")
    received = counted(totals["received"], "soumission reçue", "soumissions reçues")
    return _less(received, taken, totals)


def _of_the_counted(totals: Mapping[str, int]) -> str:
    """Where the boxes of the flow may not be told, the states of consent may."""
    taken = {total: totals[total] for total in ("reflection_only", "unclear")}
    everyone = totals["sendable"] + sum(taken.values())
    return _less(counted(everyone, "contribution comptée", "contributions comptées"), taken, totals)


def _less(everyone: str, taken: Mapping[str, int], totals: Mapping[str, int]) -> str:
    parts = [counted(count, *TAKEN[total]) for total, count in taken.items() if count]
    sendable = counted(totals["sendable"], "contribution transmise", "contributions transmises")
    less = "".join(f", moins {part}" for part in parts)
    return f"{everyone}{less}{NO_BREAK_SPACE}: {sendable}."
