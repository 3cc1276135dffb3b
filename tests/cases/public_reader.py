"""A reader who has the tables of every public release, and computes what they can from them.

They know what everybody knows: what the columns mean, that each part of a whole is counted in one
place, that no count is negative and that, where nobody withdrew, counts only grow. For each count
that is not printed, and for what came between two releases, two linear programmes give the least
and the most that it can be. Written from the CSV files alone; nothing of the product is used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import highspy

EVERYBODY = ("everybody",)
Key = tuple[str, ...]
# How the words of a denominator end that is of all, be they those who answered or not.
OF_ALL = "répondu à la consultation"
# Which rows of a question can be ticked together.
SEVERAL = {"raisons"}


@dataclass
class Instant:
    """What the tables of one moment print, and how their counts add up."""

    known: dict[Key, int] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    sums: set[tuple[Key, tuple[Key, ...]]] = field(default_factory=set)

    @property
    def keys(self) -> list[Key]:
        """Every count that stands in a table or in a sum."""
        in_sums = {key for whole, parts in self.sums for key in (whole, *parts)}
        return sorted({*self.known, *self.hidden, *in_sums})


def instants_of(folders: list[Path]) -> list[Instant]:
    """What was printed at each release; a table that did not change is of an earlier moment."""
    found, seen = [], {}
    for folder in folders:
        instant = Instant()
        for path in sorted((folder / "tables").glob("*.csv")):
            content = path.read_bytes()
            if path.stem != "livre-de-code" and seen.get(path.name) != content:
                _read(instant, path)
            seen[path.name] = content
        _add_wholes(instant)
        found.append(instant)
    return found


def _read(instant: Instant, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        key, base = _keys(row)
        _note(instant, key, row["person_count"], row["count_status"])
        if row["base_status"] != "sans objet":
            _note(instant, base, row["base_count"], row["base_status"])
    parts = tuple(_keys(row)[0] for row in rows)
    if path.stem in ("categories", "semaines", "departements"):
        instant.sums.add((EVERYBODY, parts))


def _keys(row: dict[str, str]) -> tuple[Key, Key]:
    """What a row counts, and its denominator."""
    question, item, column = row["question_id"], row["item_id"], row["column_id"]
    if not question:
        told = ("rule" if row["table_id"] == "regles" else row["table_id"], row["row_id"])
        return (EVERYBODY if told == ("rule", "all") else told), EVERYBODY
    group: Key = ()
    if row["table_id"].endswith("par-categorie"):
        group = ("categories", column)
    elif column not in ("total", "all"):
        group = ("rule", column)
    own = ("chosen", question, item, row["row_id"], *group)
    answered = ("answered", question, item, *group)
    return own, (group or EVERYBODY) if row["base_label"].endswith(OF_ALL) else answered


def _note(instant: Instant, key: Key, count: str, status: str) -> None:
    if status == "montré":
        instant.known[key] = int(count)
    else:
        instant.hidden.add(key)


def _add_wholes(instant: Instant) -> None:
    """Those who did not answer, did not choose, are not counted by a rule; choices that share out
    those who answered; categories that share out everybody."""
    chosen = {key for key in {*instant.known, *instant.hidden} if key[0] == "chosen"}
    instant.hidden |= {("answered", *key[1:3], *key[4:]) for key in chosen} - instant.known.keys()
    seen = {*instant.known, *instant.hidden}
    for key in sorted(seen):
        if key[0] == "rule":
            instant.sums.add((EVERYBODY, (key, ("not", *key))))
        elif key[0] == "answered":
            whole = key[3:] or EVERYBODY
            instant.sums.add((whole, (key, ("unanswered", *key[1:]))))
            _add_choices(instant, seen, key)
        if key[0] in ("answered", "chosen") and "rule" in key:
            whole = key[: key.index("rule")]
            instant.sums.add((whole, (key, ("not", *key))))
    for key in sorted(seen):
        length = {"answered": 3, "chosen": 4}.get(key[0])
        members = [other for other in seen if other[:length] == key and "categories" in other]
        if length == len(key) and members:
            instant.sums.add((key, tuple(sorted(members))))


def _add_choices(instant: Instant, seen: set[Key], answered: Key) -> None:
    _, question, item, *group = answered
    options = sorted(
        key for key in seen if key[:3] == ("chosen", question, item) and key[4:] == (*group,)
    )
    if question not in SEVERAL:
        instant.sums.add((answered, tuple(options)))
        return
    for option in options:
        instant.sums.add((answered, (option, ("unchosen", *option[1:]))))


@dataclass(frozen=True)
class Told:
    """What a reader finds of a count, or of how much it grew: between the least and the most."""

    about: Key
    since: int | None  # the release that it grew since; None: the count itself
    release: int
    least: float
    most: float

    def gives_away(self, minimum: int) -> bool:
        """Whether it is certain that these are some persons, and fewer than the minimum."""
        return self.least > 1e-6 and self.most < minimum - 1e-6


def all_told(instants: list[Instant]) -> Iterator[Told]:
    """Everything that a reader finds of what is not printed, and of what came in between."""
    places = [(number, key) for number, one in enumerate(instants) for key in one.keys]
    column = {place: number for number, place in enumerate(places)}
    solver = _solver(instants, column)
    for (release, key), place in column.items():
        if key not in instants[release].known:
            yield Told(key, None, release, *_bounds(solver, {place: 1.0}))
        for since in range(release):
            before = column.get((since, key))
            if before is not None:
                yield Told(key, since, release, *_bounds(solver, {place: 1.0, before: -1.0}))


def _solver(instants: list[Instant], column: dict[tuple[int, Key], int]) -> highspy.Highs:
    solver = highspy.Highs()
    solver.silent()
    for release, key in column:
        count = instants[release].known.get(key)
        least, most = (0, highspy.kHighsInf) if count is None else (count, count)
        solver.addVar(least, most)
    for release, one in enumerate(instants):
        for whole, parts in sorted(one.sums):
            terms = {column[release, whole]: 1.0}
            for part in parts:
                terms[column[release, part]] = -1.0
            solver.addRow(0, 0, len(terms), [*terms], [*terms.values()])
        for since in range(release):
            for key in one.keys:
                if (since, key) in column:
                    pair = [column[release, key], column[since, key]]
                    solver.addRow(0, highspy.kHighsInf, 2, pair, [1.0, -1.0])
    return solver


def _bounds(solver: highspy.Highs, terms: dict[int, float]) -> tuple[float, float]:
    """The least and the most of a sum of unknowns; no end where there is none."""
    found = []
    for sense in (1.0, -1.0):
        for place, sign in terms.items():
            solver.changeColCost(place, sense * sign)
        solver.run()
        status = solver.getModelStatus()
        assert status != highspy.HighsModelStatus.kInfeasible
        is_solved = status == highspy.HighsModelStatus.kOptimal
        found.append(
            sense * solver.getObjectiveValue() if is_solved else sense * -highspy.kHighsInf
        )
    for place in terms:
        solver.changeColCost(place, 0.0)
    return found[0], found[1]
