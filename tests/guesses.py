"""What is guessed of the columns of an export, in tests/cases/guesses/colonnes.txt.

`python -m tests.guesses` writes what follows each « → » again: read what changed before you commit
it. tests/rooms/proposals/test_guesses.py compares it.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.cases.drafts import LONG, NAMES, Draft, export_of
from tests.cases.places import ROOT

WRITTEN = ROOT / "tests" / "cases" / "guesses" / "colonnes.txt"
KNOWN = {"LONG": LONG, "NAMES": NAMES}
BESIDE = re.compile(r"(aucune n’est choisie|à regarder)\u00a0: (\[.*?\])")
COLUMN = re.compile(r"(?:\[(?P<group>.*?)\] )?(?P<label>.*?):(?: (?P<cells>.*))?")


def reviewed(text: str) -> str:
    """The text, with what is guessed of each export that it draws."""
    blocks = re.findall(r"## (.*)\n((?:[^#→\n].*\n)*)→", text)
    return "\n".join(
        f"## {title}\n{drawn}→\n" + "".join(f"{line}\n" for line in guessed(drawn))
        for title, drawn in blocks
    )


def guessed(drawn: str) -> Iterator[str]:
    """The questions of the draft, what is left aside and why, and what is proposed beside."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "reponses.tsv"
        export.write_bytes(export_of(dict(map(_column, drawn.splitlines()))))
        draft = Draft(export, Path(folder))
    declared = draft.values.get("questions", {})
    for question in draft.form.questions:
        labels = {choice.id: choice.label for choice in question.choices}
        stays = ", stays" if declared[question.id].get("audience") == "organisation" else ""
        yield f"{question.headers[0]}: {question.kind}{_listed(labels.values())}{stays}"
        for title, ids in question.groups.items():
            yield f"  total « {title} »{_listed(labels[one] for one in sorted(ids))}"
    for heading in draft.form.ignored:
        yield f"{heading}: left aside. {draft.reason(heading)}"
    woken = _woken(draft)
    yield from (
        f"role {role}: {', '.join(given)}" for role, given in woken.get("roles", {}).items()
    )
    yield from (f"consent {part}: {given}" for part, given in woken.get("consent", {}).items())
    yield from (": ".join(found) for found in BESIDE.findall(" ".join(draft.text.split("\n# "))))
    if "category" in woken:
        yield f"category: {woken['category']['headers']}"


def _woken(draft: Draft) -> dict[str, dict[str, object]]:
    """What the draft proposes beside; nothing where two questions may say who answers."""
    try:
        return tomllib.loads(draft.awake())
    except tomllib.TOMLDecodeError:
        return {}


def _listed(labels) -> str:
    found = " | ".join(labels)
    return f" ({found})" if found else ""


def _column(line: str) -> tuple[tuple[str, str], list[str]]:
    found = COLUMN.fullmatch(line)
    assert found, line
    return (found["group"] or "", found["label"]), _cells(found["cells"] or "")


def _cells(drawn: str) -> list[str]:
    """The cells of a column: `a | b ×10` ten times both, `a{n} ×n20` twenty that are numbered."""
    if drawn in KNOWN:
        return KNOWN[drawn]
    cells, *times = re.split(r" ×", drawn)
    found = cells.split(" | ") if cells else []
    for one in times:
        number = int(one.removeprefix("n"))
        is_numbered = one.startswith("n")
        found = (
            [cell.replace("{n}", str(n)) for n in range(number) for cell in found]
            if is_numbered
            else found * number
        )
    return found


if __name__ == "__main__":
    WRITTEN.write_text(reviewed(WRITTEN.read_text("utf-8")), encoding="utf-8")
