"""Measures how long a workbook of coded texts takes to load: 10,000 are to take less than 10 s.

python tests/bench/codes.py [TEXTS …]

Each workbook has a grid of 20 themes and as many texts of some 700 characters, coded by two people.
Reading it, storing what it says and telling each text's last codes are timed apart; on a machine
that others use, the seconds of processor say more than those of the clock. Nothing here fails when
the target is missed: it says so.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

if __name__ == "__main__":  # run by its path: the repository is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from consultation.decisions import given_file
from consultation.warehouse.store.decisions import add_file, settle_readings
from tests.cases.coding_books import Unit, coded, coding_book, theme
from tests.cases.drawn import Warehouse
from tests.cases.given_back import SAVED, write

TARGET = 10.0
THEMES = [f"Thème de l'essai numéro {number}" for number in range(20)]
PIECE = "Je refuse que « ma rue » soit filmée par l'État, et j'écris cela pour la {number}e fois. "


def _units(count: int) -> list[Unit]:
    texts = (PIECE.format(number=number) * 8 for number in range(count))
    return [Unit("texte", hashlib.sha256(text.encode()).hexdigest()[:16], text) for text in texts]


def _write_workbook(path: Path, units: list[Unit]) -> Path:
    coders = {
        coder: [
            coded(unit, THEMES[number % 20], THEMES[number % 7], coder=coder, remark="à relire")
            for number, unit in enumerate(units)
        ]
        for coder in ("A", "B")
    }
    return write(coding_book(map(theme, THEMES), coders), path)


def measure(count: int, folder: Path) -> str:
    """The seconds of each step, in one line."""
    path = _write_workbook(folder / f"{count}.xlsx", _units(count))
    warehouse = Warehouse({})
    begun = time.process_time()
    moments = [time.perf_counter()]
    given = given_file(path, "f", "Europe/Paris", {"texte": "Texte"})
    assert given is not None
    moments.append(time.perf_counter())
    add_file(warehouse.connection, given)
    settle_readings(warehouse.connection, SAVED.astimezone())
    moments.append(time.perf_counter())
    warehouse.rows(
        "insert into coding.unit_texts by name select distinct question_id,"
        " text_digest as unit_id, text_digest, true as is_original from raw.codes"
    )
    found = len(warehouse.build("coding.codes"))
    moments.append(time.perf_counter())
    worked = time.process_time() - begun
    read, stored, told = (end - start for start, end in pairwise(moments))
    whole = moments[-1] - moments[0]
    missed = f", more than {TARGET:g} s" if whole > TARGET else ""
    size = path.stat().st_size / 2**20
    return (
        f"{count} texts, {found} codes, {size:.1f} MiB: {whole:.1f} s{missed}"
        f" (read {read:.1f}, stored {stored:.1f}, told {told:.1f}), {worked:.1f} s of processor"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="faire-masse-bench-") as folder:
        for count in map(int, sys.argv[1:] or ["10000"]):
            print(measure(count, Path(folder)), flush=True)
