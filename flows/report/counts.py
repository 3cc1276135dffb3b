"""A form's counts in French: the submissions received, and the number in each box of the flow
(counted, withdrawn, late…)."""

from __future__ import annotations

from collections.abc import Mapping

from consultation.words.french import sentence, sentences

# Boxes that most forms leave empty are named only when something is in them.
RARE = {"withdrawn", "vanished", "late"}


# Name of a count → its words in the singular and the plural, in the order of the flow.
THINGS = {
    name: template.removeprefix("{count:").removesuffix("}").split("|")
    for name, template in sentences()["counts"].items()
}


def shown_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts to show, in their fixed order. `withdrawn`, `vanished` and `late` are left out if
    they are 0: `{"received": 412, "withdrawn": 0}` → `{"received": 412}`."""
    return {
        name: counts[name]
        for name in THINGS
        if name in counts and (counts[name] or name not in RARE)
    }


def counts_in_words(counts: Mapping[str, int]) -> str:
    """The counts to show, on a line: « 412 soumissions reçues, 12 brouillons »."""
    listed = shown_counts(counts)
    return ", ".join(sentence("counts", name, count=value) for name, value in listed.items())


def extent(*, is_full: bool, has_sids: bool) -> str:
    """The words for how complete an export is. With SIDs (numbers of answers): « toutes les
    réponses connues y sont » if it is full, else « des réponses connues y manquent ». Without SIDs:
    « sans numéros (SID) »."""
    if not has_sids:
        return sentence("exports", "unnumbered")
    return sentence("exports", "full" if is_full else "partial")
