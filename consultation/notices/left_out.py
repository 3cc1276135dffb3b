"""The parts of a release that may be missing. A part that can't be made is left out and reported,
and the rest of the release is published.

Some errors stop the whole release: a full or failing disk, a database that can't be read, a broken
check, a time limit, lost machines, a killed process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import ParamSpec, TypeVar

from consultation.machine.disk import CODES, disk_problem
from consultation.machine.failures import for_organisers
from consultation.notices.facts import Facts
from consultation.warehouse.store.disk_errors import is_of_a_database
from consultation.words.errors import OrganiserError
from consultation.words.french import capitalise, sentence

STOPPING = frozenset(
    {
        *CODES,
        "failed_checks",
        "damaged_database",
        "took_too_long",
        "cluster_lost",
        "cluster_missing",
        "cluster_unfit",
    }
)
"""The codes of the errors that stop the whole release."""

Given = ParamSpec("Given")
Made = TypeVar("Made")

say = partial(sentence, "left_out")


class Parts:
    """Makes the optional parts of a release, each named by its path in the release.

    `left_out`: path of a part → the reason not to try it. `failures`: path of a part that could not
    be made → its error. After a failure, the caller makes the whole release again without that
    part: some of its files may exist, and the parts made before don't mention its absence.
    """

    def __init__(self, left_out: Mapping[str, str] | None = None) -> None:
        self.left_out = dict(left_out or {})
        self.failures: dict[str, OrganiserError] = {}

    def lacks(self, path: str) -> bool:
        """True if the release is made without this part."""
        return path in self.left_out

    def make(
        self, path: str, make: Callable[Given, Made], *inputs: Given.args, **named: Given.kwargs
    ) -> Made | None:
        """Make the part by calling `make`. Returns its result, or None if the part is left out or
        can't be made. Errors that concern more than the part, such as a full disk, are raised
        again."""
        if self.lacks(path):
            return None
        try:
            return make(*inputs, **named)
        except Exception as error:
            if is_of_a_database(error) or disk_problem(error):
                raise
            problem = for_organisers(error, path)
            if problem.code in STOPPING:
                raise
            self.failures[path] = problem
            return None

    def left_out_now(self) -> dict[str, str]:
        """Path of each missing part → the reason in French, sorted by path. A part is missing if it
        was left out from the start, or if it failed."""
        now = {path: _why(error) for path, error in self.failures.items()}
        return dict(sorted((self.left_out | now).items()))


def _why(error: OrganiserError) -> str:
    """The reason why a part failed, on one line: an error `trop long.` with the advice `réessayez.`
    → « trop long. Réessayez. ». The location of the error is left out, as it may name a
    contribution."""
    problem, advice = (" ".join(part.split("\n")) for part in (error.what, error.advice))
    return f"{problem.removesuffix('.')}. {capitalise(advice)}".rstrip()


def problems_of(left_out: Mapping[str, str]) -> tuple[OrganiserError, ...]:
    """An error to show to organisers for each left-out part. `left_out`: path of a part → the
    reason."""
    return tuple(
        OrganiserError("part_left_out", where=path, reason=reason)
        for path, reason in left_out.items()
    )


def facts_without(facts: Facts, left_out: Mapping[str, str]) -> Facts:
    """The facts of a release that lacks these parts: its pack, if it has one, is not final."""
    if facts.pack is None or not left_out:
        return facts
    reason = say("reason", count=len(left_out), paths=list(left_out))
    return replace(facts, pack=replace(facts.pack, reasons=(*facts.pack.reasons, reason)))


def told_in_readme(left_out: Mapping[str, str]) -> str:
    """The sentences on missing parts (path → reason) with which LISEZMOI.txt begins: `note.pdf` → «
    CE DOSSIER EST INCOMPLET… - note.pdf : … ». Empty if nothing is missing."""
    if not left_out:
        return ""
    lines = [say("line", path=path, reason=reason) for path, reason in left_out.items()]
    return say("readme", lines=lines)
