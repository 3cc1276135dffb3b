"""Cells that may hold several choices joined by commas, and the options in them: « Bruit,Prix, en
euros » → « Bruit », « Prix, en euros ».

Webform joins choices by `,` without a space, in form order. A comma inside a label is nearly always
followed by a space. In a question with « other », the free text comes last: a cell without such a
text ends with a comma.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from consultation.forms.spelling import spelling_of

KEYS = re.compile(r"\d+(,\d+)*,?")
LONGEST_PIECE = 250
MOST_PAIRS_PER_PIECE = 20

# A list that people type freely has no common order, and most of its words come once.
MOST_OUT_OF_ORDER = 0.05
MOST_SEEN_ONCE = 0.1
LEAST_PER_OPTION = 3
# If free text may end a cell, known options must be this share of all choices met.
LEAST_READ = 0.8


@dataclass
class JoinedChoices:
    """The choices found in the cells of a column whose cells join several choices, and how often.
    `joint` is the regular expression between two choices. Choices are compared as `spelling_of`
    writes them.

    - `counts`: choice → number of cells.
    - `texts`: choice → its text as written.
    - `followed`: pair of neighbouring choices → number of cells.
    - `sizes`: number of choices in a cell → number of cells.
    - `open_ended`: number of cells that end with a comma.

    If a choice is empty or too long, or if there are more than `most` different choices, the counts
    are emptied and nothing more is counted (`given_up`).
    """

    most: int
    joint: str
    counts: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)
    followed: Counter[tuple[str, str]] = field(default_factory=Counter)
    sizes: Counter[int] = field(default_factory=Counter)
    open_ended: int = 0
    given_up: bool = False

    def see(self, cell: str, count: int) -> None:
        """Count the choices of a cell: « Bruit,Prix » → « Bruit », « Prix ». `count` is the number
        of cells that have this text."""
        if self.given_up:
            return
        body = cell.rstrip(", ")
        raw = body.split(",") if KEYS.fullmatch(body) else re.split(self.joint, body)
        keys = [spelling_of(choice) for choice in raw]
        if any(not 0 < len(key) <= LONGEST_PIECE for key in keys):
            self._give_up()
            return
        self.open_ended += count * (len(body) < len(cell))
        self.sizes[len(keys)] += count
        self.counts.update(dict.fromkeys(keys, count))
        self.texts.update((k, choice) for k, choice in zip(keys, raw, strict=True))
        for pair in pairwise(keys):
            self.followed[pair] += count
        pairs = len(self.followed)
        if len(self.counts) > self.most or pairs > self.most * MOST_PAIRS_PER_PIECE:
            self._give_up()

    def _give_up(self) -> None:
        self.given_up = True
        for evidence in (self.counts, self.texts, self.followed):
            evidence.clear()

    @property
    def are_joined(self) -> bool:
        """True if cells join several choices. This is shown by a choice that is sometimes next to
        another choice, and sometimes without it."""
        return any(
            (self.counts[first], self.counts[second]) != (count, count)
            for (first, second), count in self.followed.items()
        )

    def options(self) -> tuple[str, ...] | None:
        """The options of the column, in the order of the form. None if the cells are no list: they
        do not repeat their choices enough, or have them in different orders."""
        joined_cells = sum(count for size, count in self.sizes.items() if size > 1)
        if not self.are_joined or len(self.sizes) < 2 or joined_cells < 2:
            return None
        if self._count_out_of_order() > MOST_OUT_OF_ORDER * sum(self.followed.values()):
            return None
        before_another = {first for first, _ in self.followed}
        choices = {key for key, count in self.counts.items() if count > 1 or key in before_another}
        if not self.open_ended:
            choices = set(self.counts)
        met = sum(self.counts.values())
        read = sum(self.counts[key] for key in choices)
        once = sum(count == 1 for count in self.counts.values())
        if len(choices) < 2 or met < LEAST_PER_OPTION * len(choices):
            return None
        if read < LEAST_READ * met or (not self.open_ended and once > MOST_SEEN_ONCE * met):
            return None
        return tuple(self.texts[key] for key in self._form_order(choices))

    def _count_out_of_order(self) -> int:
        """The number of pairs of neighbours that are in the rarer order: « A,B » 9 times and « B,A
        » once → 1."""
        pairs = self.followed.items()
        return sum(min(n, self.followed[second, first]) for (first, second), n in pairs) // 2

    def _form_order(self, choices: set[str]) -> list[str]:
        """The choices in `choices`, in the order of the form. Cells with several choices show this
        order: « A,B » → A, B. If no cell shows the order of some choices, the most frequent comes
        first."""
        earlier: dict[str, set[str]] = {key: set() for key in choices}
        for (first, second), count in self.followed.items():
            if {first, second} <= choices and count > self.followed[second, first]:
                earlier[second].add(first)
        ordered: list[str] = []
        while earlier:
            ready = [key for key, before in earlier.items() if not before] or [*earlier]
            ordered.append(min(ready, key=lambda key: (-self.counts[key], key)))
            del earlier[ordered[-1]]
            for before in earlier.values():
                before.discard(ordered[-1])
        return ordered
