"""Invented consultations, counted as public tables: questions by group, with margins, linked."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

ALL = "tous"


@dataclass(frozen=True)
class Sum:
    """The parts share out the persons of the whole: none is in two of them."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Linked tables of one instant: every count by its cell, how they add up, and which tables
    print which (`group/question/choice`; `ont` are those who answered, `sans` those who did not).
    A cell that none prints can still be computed."""

    persons: Mapping[str, int]
    sums: Sequence[Sum]
    tables: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Person:
    """Where somebody stands in each way of grouping, and what they chose; None: no answer.
    People who agree are in packs."""

    groups: tuple[str, ...]
    answers: tuple[frozenset[str] | None, ...]
    agrees: bool = False


@dataclass(frozen=True)
class Shape:
    """How many groups each way of grouping has, how many options each question."""

    groups: tuple[int, ...]
    options: tuple[int, ...]
    several: frozenset[int] = frozenset()  # questions with several answers

    def person(self, random_: random.Random) -> Person:
        """Somebody, more often in the first groups and for the first options."""
        groups = tuple(f"g{rank}.{skewed(random_, n)}" for rank, n in enumerate(self.groups))
        return Person(groups, tuple(self._answer(q, random_) for q in range(len(self.options))))

    def _said(self, question: int, answer: frozenset[str] | None) -> list[str]:
        """All that an answer says: that there is an answer, what it is and is not, its total."""
        if answer is None:
            return ["sans"]
        names = self.names(question)
        others = [f"pas {name}" for name in names if name not in answer]
        totals = ["t0"] if self.total(question) and answer & set(names[:2]) else []
        return ["ont", *sorted(answer), *others, *totals]

    def names(self, question: int) -> list[str]:
        """The options of a question."""
        return [f"o{option}" for option in range(self.options[question])]

    def total(self, question: int) -> bool:
        """Whether the first two options of the question are counted together too."""
        return self.options[question] > 2 and question not in self.several

    def _answer(self, question: int, random_: random.Random) -> frozenset[str] | None:
        if random_.random() < 0.1:
            return None
        is_multiple = question in self.several
        chosen = {skewed(random_, self.options[question]) for _ in range(3 if is_multiple else 1)}
        return frozenset(f"o{option}" for option in chosen)

    def counts(self, persons: Sequence[Person]) -> Counts:
        """All tables: how many in each group, and each question by each way of grouping."""
        builder = Builder(Counter(), [], {})
        for person in persons:
            answers = [self._said(*choices) for choices in enumerate(person.answers)]
            for group in (ALL, *person.groups):
                builder.persons[f"{group}"] += 1
                for question, choices in enumerate(answers):
                    builder.persons.update(f"{group}/q{question}/{option}" for option in choices)
        for grouping, number in enumerate(self.groups):
            groups = [f"g{grouping}.{group}" for group in range(number)]
            builder.add_groups(f"groupes {grouping}", groups)
            for question, options in enumerate(self.options):
                builder.add_question(f"q{question} par {grouping}", question, options, groups, self)
        every = {cell for option in builder.sums for cell in (option.whole, *option.parts)}
        counted = {cell: builder.persons[cell] for cell in sorted(every)}
        return Counts(counted, list(dict.fromkeys(builder.sums)), builder.tables)


@dataclass
class Builder:
    """What is counted so far."""

    persons: Counter[str]
    sums: list[Sum]
    tables: dict[str, list[str]]

    def add_groups(self, table: str, groups: list[str]) -> None:
        """How many are in each group."""
        self.tables[table] = [ALL, *groups]
        self.sums.append(Sum(ALL, tuple(groups)))

    def add_question(
        self, table: str, question: int, options: int, groups: list[str], shape: Shape
    ) -> None:
        """How many of each group chose each option; of all, how many one of the first two too, and
        of four one of the last two, which are the other side of a scale."""
        names = shape.names(question)
        cells = []
        for group in (ALL, *groups):
            start = f"{group}/q{question}/"
            cells += [start + name for name in ("ont", *names)]
            self.sums.append(Sum(group, (start + "ont", start + "sans")))
            if question in shape.several:
                self.sums += [
                    Sum(start + "ont", (start + name, f"{start}pas {name}")) for name in names
                ]
            else:
                self.sums.append(Sum(start + "ont", tuple(start + name for name in names)))
            if group == ALL and shape.total(question):
                cells.append(start + "t0")
                self.sums.append(Sum(start + "t0", (start + "o0", start + "o1")))
                left = tuple(start + name for name in names[2:])
                self.sums.append(Sum(start + "ont", (start + "t0", *left)))
                if len(left) == 2:
                    cells.append(start + "t1")
                    self.sums.append(Sum(start + "t1", left))
                    self.sums.append(Sum(start + "ont", (start + "t1", start + "o0", start + "o1")))
                    self.sums.append(Sum(start + "ont", (start + "t0", start + "t1")))
        for name in ("ont", "sans", *names):
            whole, *parts = (f"{group}/q{question}/{name}" for group in (ALL, *groups))
            self.sums.append(Sum(whole, tuple(parts)))
        self.tables[table] = cells


def skewed(random_: random.Random, number: int) -> int:
    """A number below `number`, small numbers more often."""
    return min(number - 1, int(number * random_.random() ** 2))


def history_with_packs(
    seed: int, shape: Shape, sizes: Sequence[int], leaving: float, agreeing: float
) -> list[tuple[Counts, Counts]]:
    """The counts at each of these sizes, between two of which some people withdrew; beside each the
    counts of those who agreed, who are such a share of all."""
    random_, draws_of_consent = random.Random(seed), random.Random(f"{seed} agrees")  # noqa: S311
    persons: list[Person] = []
    history = []
    for size in sizes:
        persons = [person for person in persons if random_.random() >= leaving]
        while len(persons) < size:
            agrees = draws_of_consent.random() < agreeing
            persons.append(replace(shape.person(random_), agrees=agrees))
        sent = [person for person in persons if person.agrees]
        history.append((shape.counts(persons), shape.counts(sent)))
    return history
