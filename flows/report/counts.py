"""A form's counts in French: what was received, and the boxes of the flow."""

from __future__ import annotations

from collections.abc import Mapping

from consultation.french import counted, sentences

# Boxes that most forms leave empty are named only when something is in them.
RARE = {"withdrawn", "vanished", "late"}


def words_of(topic: str) -> dict[str, tuple[str, str]]:
    """The words for one and for several of each thing, in the order of the file."""
    found = {}
    for name, template in sentences()[topic].items():
        one, _, several = template.removeprefix("{count:").removesuffix("}").partition("|")
        found[name] = (one, several)
    return found


THINGS = words_of("counts")


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
