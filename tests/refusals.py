"""What people read when something is refused: a fragment, then the error (tests/cases/refusals/).

`python -m tests.refusals` writes the errors again, below each fragment: read what changed before
you commit it, as an organiser would. `tests/rooms/<room>/test_refusals.py` compare them.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consultation.words.errors import OrganiserError
from tests.cases import refused
from tests.cases.places import CASES

WRITTEN = CASES / "refusals"
ACCEPTED = "→ accepted"


@dataclass(frozen=True)
class Refusal:
    """One case of a golden file: its name, what is given, and the error that stands below it."""

    name: str
    fragment: str
    told: str


@cache
def refusals(subject: str) -> tuple[Refusal, ...]:
    """The cases of a subject's file, without its opening lines."""
    _, *cases = re.split(r"^## ", _file(subject).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(_refusal(case) for case in cases)


def _refusal(case: str) -> Refusal:
    head, _, told = case.partition("\n→ ")
    name, _, fragment = head.partition("\n")
    return Refusal(name, fragment.rstrip("\n"), f"→ {told}".rstrip("\n") if told else "")


def outcome(subject: str, fragment: str) -> str:
    """The code and the sentences of the error that a fragment gives, with plain spaces."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            SUBJECTS[subject](fragment, Path(folder))
        except OrganiserError as error:
            said = re.sub("[\u00a0\u202f]", " ", error.message.replace(folder, "<folder>"))
            said = said.replace("\n", "\n  ")
            return f"→ {error.code}\n  {said}"
    return ACCEPTED


def write_again(subject: str) -> None:
    """Write the errors of a subject's file below its fragments."""
    file = _file(subject)
    opening = file.read_text(encoding="utf-8").partition("\n## ")[0]
    cases = [
        f"## {one.name}\n{one.fragment}\n{outcome(subject, one.fragment)}\n"
        for one in refusals(subject)
    ]
    file.write_text("\n".join([opening, *cases]), encoding="utf-8")


def _file(subject: str) -> Path:
    return WRITTEN / f"{subject}.txt"


SUBJECTS: dict[str, Callable[[str, Path], object]] = {
    "forms": refused.form_file,
    "exports": refused.exports,
    "decisions": refused.decisions,
}

if __name__ == "__main__":
    for one in SUBJECTS:
        write_again(one)
