"""What a reader of a pack knows of the counts of public tables: each of those in it, one by one."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

from tests.cases.public_reader import EVERYBODY, Instant, Key

ASKED = ("raisons", "avis", "mode")


def instant_of_pack(pack: Path, later: Instant) -> Instant:
    """The counts of those in the pack, from its index and the choices that each made; they add up
    as those of a later moment do."""
    found: Counter[Key] = Counter()
    made: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(pack / "reponses.csv"):
        made[row["reference"]].append(row)
    for entry in _rows(pack / "contributions.csv"):
        rows = made[entry["Référence"]]
        named = (row["choice_id"] for row in rows if row["question_id"] == "declared-category")
        group = ("categories", next(named, "") or "none")
        found.update({EVERYBODY, group, ("semaines", entry["Semaine du"])})
        for row in (row for row in rows if row["question_id"] in ASKED):
            place = (row["question_id"], row["item_id"])
            keys = [("chosen", *place, row["choice_id"])]
            if row["is_first"] == "1":
                keys.append(("answered", *place))
            found.update([*keys, *((*key, *group) for key in keys)])
    kinds = ("categories", "semaines", "chosen", "answered")
    known = {
        key: found[key]
        for key in later.keys
        if key == EVERYBODY or (key[0] in kinds and "rule" not in key)
    }
    return Instant(known, sums=later.sums)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
