"""Near-identical texts of one question, found by ours, SetSimilaritySearch (exact) or datasketch
(approximate): the pairs of texts whose sets of three words have a Jaccard of 0.8 at least.

python -m tests.bench.peers.families ours|setsimilaritysearch|datasketch TEXTS

Ours is the product's whole step, which joins extracts and additions to families too. Each prints
how many texts have one near them, to be compared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from random import Random

import polars as pl

from consultation.families import families_of
from consultation.words.folding import fold
from tests.bench.texts import answer

NEAR = 0.8
SHORTEST = 12  # words


def folded_texts(count: int) -> pl.Series:
    """So many invented answers, empty ones included, as they are compared."""
    rng = Random("families")  # noqa: S311 - invented data, no secret
    return fold(pl.Series([answer("arguments", rng, "Lyon") for _ in range(count)]))


def sets_of(folded: pl.Series) -> list[set[str]]:
    """The sets of three words of each wording that is long enough, once each."""
    wordings = [text.split() for text in folded.unique().sort() if text.count(" ") + 1 >= SHORTEST]
    return [{" ".join(words[at : at + 3]) for at in range(len(words) - 2)} for words in wordings]


def ours(folded: pl.Series) -> int:
    """As a run does."""
    found = families_of(
        pl.DataFrame(
            {
                "submission_id": [f"f:{number}" for number in range(len(folded))],
                "question_id": "arguments",
                "folded": folded,
                "answered_at": datetime(2022, 2, 15),  # noqa: DTZ001
            }
        )
    )
    near = found.letters.filter(pl.col("relation").is_in(["original", "edited"]))
    return near.filter(pl.len().over("family_id") > 1).height


def setsimilaritysearch(folded: pl.Series) -> int:
    """All pairs, exactly."""
    from SetSimilaritySearch import all_pairs

    pairs = all_pairs(sets_of(folded), similarity_func_name="jaccard", similarity_threshold=NEAR)
    return len({place for one, other, _ in pairs for place in (one, other)})


def datasketch(folded: pl.Series) -> int:
    """The pairs that share a band of a MinHash: some are missed, some are not near."""
    from datasketch import MinHash, MinHashLSH

    sketches = MinHash.bulk(
        [[one.encode() for one in found] for found in sets_of(folded)], num_perm=128
    )
    index = MinHashLSH(threshold=NEAR, num_perm=128)
    for place, sketch in enumerate(sketches):
        index.insert(place, sketch)
    return sum(len(index.query(sketch)) > 1 for sketch in sketches)


WAYS: dict[str, Callable[[pl.Series], int]] = {
    way.__name__: way for way in (ours, setsimilaritysearch, datasketch)
}


if __name__ == "__main__":
    way, count = sys.argv[1:]
    print(f"{WAYS[way](folded_texts(int(count)))} texts have one near them")
