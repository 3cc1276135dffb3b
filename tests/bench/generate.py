"""Writes exports as Framaforms writes them, of invented answers, the same for the same seed.

python tests/bench/generate.py --answers 100000 --seed 1 --output FILE [--also-later FILE2]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

if __name__ == "__main__":  # run by its path: the repository is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.layout import header
from tests.bench.rows import Consultation, written

CHUNK = 2_000  # rows, about 4 MB
ALONE = 10_000  # rows that one process writes sooner than several


def write_export(path: Path, answers: int, seed: int, *, later: bool = False) -> Counter[str]:
    """Writes an export with this many answers; says how many rows are of each kind.

    `later` writes what the same form gives some days on: 20 % more submissions, 1 % of the first
    ones edited, 0.3 % deleted, two drafts of five completed.
    """
    consultation = Consultation(answers, seed)
    total = consultation.known if later else answers
    kinds: Counter[str] = Counter()
    with path.open("wb") as file:
        file.write(header().encode())
        for content, found in _pieces(consultation, total, later):
            file.write(content)
            kinds.update(found)
    return kinds


def _pieces(
    consultation: Consultation, total: int, later: bool
) -> Iterator[tuple[bytes, Counter[str]]]:
    starts = range(0, total, CHUNK)
    work = partial(_piece, consultation, total, later)
    if total <= ALONE:
        yield from map(work, starts)
        return
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        yield from pool.map(work, starts)


def _piece(
    consultation: Consultation, total: int, later: bool, start: int
) -> tuple[bytes, Counter[str]]:
    return written(consultation, start, min(start + CHUNK, total), later)


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, required=True, help="rows of the export")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--also-later", type=Path, help="a later, overlapping, full export")
    parser.add_argument("--shares", action="store_true", help="print the share of each hard case")
    return parser.parse_args(words)


def _print_shares(kinds: Counter[str]) -> None:
    rows = kinds.pop("rows")
    for kind, count in sorted(kinds.items()):
        print(f"{kind:<45} {count:>8} {count / rows:>9.3%}")


def main(words: list[str] | None = None) -> None:
    """Writes what the command line asks for."""
    asked = _arguments(words)
    exports = {asked.output: False} | ({asked.also_later: True} if asked.also_later else {})
    for path, later in exports.items():
        kinds = write_export(path, asked.answers, asked.seed, later=later)
        print(f"{path}: {kinds['rows']} rows, {path.stat().st_size / 1e6:.1f} MB")
        if asked.shares:
            _print_shares(kinds)


if __name__ == "__main__":
    main()
