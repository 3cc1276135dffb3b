"""Measures what one hostile text, or one hostile file, costs a whole run with its pack.

python -m tests.bench.attacks [NAME …]

Each attack is published in a fresh folder beside an ordinary answer: its seconds and MiB are to be
compared with those of « nothing ». `HOSTILE` texts are for a person to read; `HEAVY` ones are the
heaviest that the limits let through, and may take 5 s and 200 MiB more than nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from schemas import limits
from tests.bench.measure import command_of, stages_of
from tests.bench.watching import watch
from tests.cases.places import ROOT
from tests.cases.small import export, row, small_run
from tests.cases.webform import sheet, workbook

TIMEOUT = 120
POINT = (
    "Nous, habitantes et habitants du quartier, refusons que nos rues soient filmées ; écrivez à "
    "contact@example.org ou au 01 99 00 12 34, au 12 rue des Lilas. Point {number}, et le suivant. "
)
Text = Callable[[], str]


def long_honest_text(characters: int) -> str:
    """What a collective pastes: many pages of prose, no two sentences the same."""
    return "\n".join(POINT.format(number=n) for n in range(characters // len(POINT)))


def _filled(piece: str, characters: int = limits.TEXT_CHARACTERS) -> Text:
    return lambda: piece * (characters // len(piece))


HOSTILE: dict[str, Text] = {
    "a million accents on one letter": lambda: "e" + "\u0301" * 1_000_000,
    "30 accents on each letter": _filled("e" + "\u0301" * 30, 60_000),
    "10 million characters": lambda: long_honest_text(10_000_000),
    "a word of a million letters": _filled("a", 1_000_000),
    "200,000 lines": _filled("a\n"),
    "a million digits": _filled("06 ", 1_000_000),
    "emoji sequences": _filled("👩‍👩‍👧‍👦", 100_000),
    "embeddings from right to left": _filled("\u202e\u2067א", 100_000),
    "a script that no font has": _filled("山", 100_000),
    "unassigned signs": _filled("\U000e0fff", 100_000),
}

HEAVY: dict[str, Text] = {
    "nothing": lambda: "",
    "prose": lambda: long_honest_text(limits.TEXT_CHARACTERS),
    "a word": _filled("a"),
    "held words": _filled("ab\u00a0" * 20 + " "),
    "lines": _filled("a b c d e f g h i j k l m n o p q r s t\n"),
    "hyphens": _filled("a-b abcdefghijk "),
    "accents": _filled("x\u0301 abcdefghijklm "),
    "signs by their number": _filled("山 abcdefghijklm "),
    "both directions": _filled("ש1 "),
    "a@": _filled("a@b.fr "),
    "digits": _filled("06 "),
    "IBAN": _filled("FR76 1234 5678 9012 "),
    "streets": _filled("12 rue de la "),
    "one shingle": _filled("la "),
}


def _write_workbook(folder: Path, rows: str) -> None:
    """A workbook of the small form, with this XML after its header."""
    lines = export([]).decode().splitlines()
    head = [[cell.strip('"') for cell in line.split("\t")] for line in lines]
    part = sheet(head).replace("</sheetData>", f"{rows}</sheetData>")
    workbook(folder / "x.xlsx", head, xl__worksheets__sheet1=part)


FAR_CELL = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>a</t></is></c></row>'
FILES: dict[str, Callable[[Path], object]] = {
    "xlsx, a far cell in 5,000 rows": lambda folder: _write_workbook(
        folder, "".join(FAR_CELL.format(n, "XFD") for n in range(4, 5_004))
    ),
    "xlsx, a cell at the bottom": lambda folder: _write_workbook(
        folder, FAR_CELL.format(1_048_576, "A")
    ),
    "xlsx, 4 million cells in a row": lambda folder: _write_workbook(
        folder, f"<row>{'<c/>' * 4_000_000}</row>"
    ),
    "csv of 100,000 columns": lambda folder: (folder / "x.csv").write_bytes(
        b";".join([b'"q"'] * 100_000) + b"\n"
    ),
    "csv, 5,000 rows of 16,000 cells": lambda folder: (folder / "x.csv").write_bytes(
        export([]) + (b"\t" * 16_000 + b"\n") * 5_000
    ),
    "csv, 20,000 rows of 4,000 cells": lambda folder: (folder / "x.csv").write_bytes(
        export([]) + (b"\t" * 4_000 + b"\n") * 20_000
    ),
}


def cost(name: str, folder: Path) -> str:
    """Seconds and MiB of a run with the attack, as a line of the table."""
    text = (HOSTILE | HEAVY).get(name, str)()
    said = ("Je refuse d'être filmée en bas de chez moi.", text)
    rows = [
        row(n, Texte=text, Envoi="Oui, sans nom", Bruit="X") for n, text in enumerate(said, start=1)
    ]
    run = small_run(folder, *rows)
    if name in FILES:
        FILES[name](run.inbox)
    command = command_of(folder, run.folders.inbox, run.folders.forms)
    seen = watch(command, folder=ROOT, timeout=TIMEOUT)
    sizes = (round(size / 2**20) for size in (seen.process_peak, seen.tree_peak))
    figures = (f"{seen.seconds:.1f}", f"{seen.processor:.1f}", *sizes, stages_of(seen))
    return " | ".join(map(str, (name, *figures)))


def main(names: list[str]) -> None:
    """Prints the table, line by line."""
    print("| attack | seconds | of processors | largest process MiB | all MiB | by stage |")
    for name in names or [*HEAVY, *HOSTILE, *FILES]:
        with tempfile.TemporaryDirectory(prefix="faire-masse-attack-") as folder:
            print(f"| {cost(name, Path(folder))} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
