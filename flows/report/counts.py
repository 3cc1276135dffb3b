"""A form's counts in French: what was received, and the boxes of the flow."""

from __future__ import annotations

from collections.abc import Mapping

from consultation.french import counted

# Singular and plural, in the order of the flow; "0 brouillon" is singular in French.
THINGS = {
    "received": ("soumission reçue", "soumissions reçues"),
    "rejected": ("rejetée", "rejetées"),
    "withdrawn": ("retirée", "retirées"),
    "vanished": ("disparue", "disparues"),
    "draft": ("brouillon", "brouillons"),
    "late": ("hors délai", "hors délai"),
    "resend": ("renvoi", "renvois"),
    "counted": ("comptée", "comptées"),
    "sendable": ("à transmettre", "à transmettre"),
}

# Boxes that most forms leave empty are named only when something is in them.
RARE = {"withdrawn", "vanished", "late"}


def shown_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts to show, in the order of the flow."""
    return {
        name: counts[name]
        for name in THINGS
        if name in counts and (counts[name] or name not in RARE)
    }


def counted_things(counts: Mapping[str, int]) -> str:
    """The counts on a line."""
    return ", ".join(counted(value, *THINGS[name]) for name, value in shown_counts(counts).items())
