"""Times families at up to a million answers: `python tests/bench/families.py 10000 100000 1000000`.

Each size runs in a process of its own, three questions one after the other, texts read from a
Parquet file, folded, then worked on. One line per size: seconds on the clock, seconds of
processor, peak memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

import polars as pl

ROOT = Path(__file__).parents[2]
QUESTIONS = ("arguments", "experiences", "sentiments")
START = datetime(2022, 1, 14)  # noqa: DTZ001 - times in the warehouse have no zone
SHORT = ("la TVA", "Non", "Je ne sais pas.", "Montrer l'exemple", "Sans avis", "Rien à ajouter !")
SYLLABLES = (
    *("la", "le", "de", "co", "ré", "pa", "ti", "tion", "ment", "sur", "vi", "dé", "lan", "ce"),
    *("ville", "droit", "pri", "vé", "pu", "bli", "que", "ca", "mé", "ra", "li", "ber", "té"),
    *("sé", "cu", "ri", "sans", "pour", "ci", "to", "yen", "trô", "œu", "cœ", "vre", "à", "ça"),
)


class Writer:
    """Texts of about 600 characters: nine in ten of one's own, with sentences that many use; the
    rest letters with blanks filled, words changed, paragraphs left out or added."""

    def __init__(self, seed: str) -> None:
        self._rng = Random(seed)  # noqa: S311
        rng = self._rng
        self._words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(150_000)]
        self._weights = list(accumulate(1 / (rank + 4) ** 1.05 for rank in range(150_000)))
        self._sayings = [self._some_words(rng.randint(4, 14)) for _ in range(4_000)]
        self._said = list(accumulate(1 / (rank + 10) for rank in range(4_000)))
        self._letters = [self._some_words(rng.randint(60, 160)) for _ in range(60)]
        self._letters_used = list(accumulate(1 / (rank + 1) for rank in range(60)))

    def texts(self, count: int) -> Iterator[str]:
        for _ in range(count):
            draw = self._rng.random()
            if draw < 0.05:
                yield self._rng.choice(SHORT)
            else:
                yield self._punctuated(self._letter() if draw < 0.15 else self._own())

    def _some_words(self, count: int) -> list[str]:
        return self._rng.choices(self._words, cum_weights=self._weights, k=count)

    def _own(self) -> list[str]:
        rng = self._rng
        words = self._some_words(min(10 + int(rng.expovariate(1 / 78)), 900))
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            place = rng.randrange(len(words))
            words[place:place] = rng.choices(self._sayings, cum_weights=self._said)[0]
        return words

    def _letter(self) -> list[str]:
        rng = self._rng
        words = list(rng.choices(self._letters, cum_weights=self._letters_used)[0])
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
            place = rng.randrange(len(words))
            words[place : place + rng.randrange(3)] = self._some_words(rng.randint(0, 2))
        if rng.random() < 0.15:
            words += self._own()
        if rng.random() < 0.1:
            words = words[: rng.randint(len(words) // 3, len(words))]
        return words

    def _punctuated(self, words: list[str]) -> str:
        lines = [" ".join(words[start : start + 11]) for start in range(0, len(words), 11)]
        return "L’" + ", ".join(lines).capitalize() + " !"


def write_texts(folder: Path, count: int) -> None:
    """One file a question: submission_id, text, answered_at."""
    for question in QUESTIONS:
        pl.DataFrame(
            {
                "submission_id": [f"vsa:{number}" for number in range(count)],
                "text": list(Writer(question).texts(count)),
                "answered_at": [START + timedelta(seconds=number) for number in range(count)],
            }
        ).write_parquet(folder / f"{question}.parquet", row_group_size=10_000)


def find_families(folder: Path) -> dict[str, object]:
    """What one run costs and finds."""
    started, processor = time.perf_counter(), time.process_time()
    costs: Counter[str] = Counter()
    for question in QUESTIONS:
        costs.update(_found_in(folder / f"{question}.parquet"))
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "processor": round(time.process_time() - processor, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **costs,
    }


def _found_in(file: Path) -> dict[str, int]:
    """How much one question holds; nothing of it is kept."""
    from consultation.families import families_of
    from consultation.words.folding import fold

    texts = pl.read_parquet(file)
    characters = int(texts["text"].str.len_chars().sum())
    folded = texts.select(
        "submission_id",
        "answered_at",
        pl.lit(file.stem).alias("question_id"),
        folded=fold(texts["text"]),
    )
    del texts
    found = families_of(folded)
    return {
        "characters": characters,
        "families": found.texts["family_id"].n_unique(),
        "members": len(found.members),
    }


def main() -> None:
    if sys.argv[1] == "--in":
        print(json.dumps(find_families(Path(sys.argv[2]))))
        return
    for count in map(int, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            write_texts(Path(folder), count)
            run = [sys.executable, __file__, "--in", folder]
            print(count, subprocess.run(run, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
