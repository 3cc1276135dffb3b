"""The progress of the texts drawn by lot that a person has to read, on the screen *Relire*, and the
sentences about the other texts that this reading allows. Decisions that no run has read yet count.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultation.coding.drawn_shares import enough_to_say, most_left
from consultation.screens.pace import time_for
from consultation.screens.waiting import Pending
from consultation.warehouse.tables.to_decide import Turn
from consultation.words.french import duration_in_words, sentence, share

# Organisers learn how many more texts to read for this bound.
PERCENT = 1


@dataclass(frozen=True)
class Group:
    """A number of texts that a person must read (`count`), of which `read_count` were read."""

    count: int
    read_count: int

    @property
    def is_read(self) -> bool:
        """True if all texts of the group were read."""
        return self.read_count == self.count


@dataclass(frozen=True)
class ReadingDraw:
    """The texts that a person must read before they are sent, in three groups.

    - `pointed`: the texts in which the program found something to check.
    - `drawn`: texts drawn by lot from the `population_count` other texts. Equal texts count once.
      If the person reads on in the order of the draw, these further texts count too.
    - `alike`: texts that were not drawn but have words that a person masked in another text.

    `found_count`: the number of drawn texts that a person masked or kept back. `time_left`: the
    time that the unread texts take. None if the person's pace is unknown.
    """

    pointed: Group
    alike: Group
    drawn: Group
    population_count: int
    found_count: int
    time_left: dt.timedelta | None

    @property
    def asked_count(self) -> int:
        """The number of texts that a person must read, in all three groups."""
        return self.pointed.count + self.alike.count + self.drawn.count

    @property
    def done_count(self) -> int:
        """The number of these texts that a person has read, in all three groups."""
        return self.pointed.read_count + self.alike.read_count + self.drawn.read_count

    @property
    def line(self) -> str:
        """A line on the progress of the reading, with the time left if it is a minute or more."""
        return sentence(
            "reading_draw",
            "line",
            count=self.pointed.count + self.population_count,
            pointed=_count_in_words("pointed", self.pointed),
            others=self.population_count,
            read_count=self.drawn.read_count,
            drawn=self.drawn.count,
            alike=_count_in_words("alike", self.alike),
            left=sentence("reading_draw", "left", time=duration_in_words(self.time_left))
            if self.time_left and self.time_left >= dt.timedelta(minutes=1)
            else "",
        )

    @property
    def meaning(self) -> tuple[str, ...]:
        """The sentences on what the drawn texts show about the others, such as « at most 1 % of the
        other texts have something to mask ». Until all drawn texts are read, the sentences say what
        could be stated then."""
        rest = self.population_count - self.drawn.count
        if rest == 0:
            return (sentence("reading_draw", "all_drawn"),)
        values = {
            "found": self.found_count,
            "drawn": self.drawn.count,
            "rest": rest,
            "share": self._share(self.found_count),
            "next": self.found_count + 1,
            "next_share": self._share(self.found_count + 1),
        }
        any_found = min(self.found_count, 1)
        if not self.drawn.is_read:
            names = (f"going_on_{any_found}", "one_more")
            return tuple(sentence("reading_draw", name, **values) for name in names)
        enough = enough_to_say(PERCENT, self.found_count, self.drawn.count, self.population_count)
        lines = [sentence("reading_draw", f"finished_{any_found}", **values)]
        if more := enough - self.drawn.count:
            lines.append(sentence("reading_draw", "more", more=more, percent=PERCENT))
        return tuple(lines)

    def _share(self, hits: int) -> str:
        """The share of undrawn texts that have something to mask, at most. `hits` is the number of
        drawn texts that have something to mask. 2,626 texts, 300 drawn, 0 found → « 1,0 % »."""
        most = most_left(hits, self.drawn.count, self.population_count)
        return share(most / (self.population_count - self.drawn.count))


def reading_draw(turns: Mapping[str, Turn], pending: Pending) -> ReadingDraw | None:
    """The draw of a form, with the decisions made since its last build. `None` for a form without
    draw (empty `turns`). `turns`: key of a row → the position of its text in the draw."""
    if not turns:
        return None
    read = {key for key, turn in turns.items() if turn.is_read or key in pending.by_key}
    pointed = [key in read for key, turn in turns.items() if turn.rank is None]
    alike = [key in read for key, turn in turns.items() if turn.rank and turn.is_pointed_at]
    units = defaultdict[int, list[str]](list)
    for key, turn in turns.items():
        if turn.rank is not None:
            units[turn.rank].append(key)
    drawn_count = sum(any(turns[key].is_drawn for key in keys) for keys in units.values())
    in_order = [units[rank] for rank in sorted(units)]
    read_in_order = [read.issuperset(keys) for keys in in_order]
    beginning = read_in_order.index(False) if False in read_in_order else len(in_order)
    drawn = max(drawn_count, beginning)
    found_count = sum(
        is_read and any(_is_found(key, turns[key], pending) for key in keys)
        for keys, is_read in zip(in_order[:drawn], read_in_order, strict=False)
    )
    groups = (_group(pointed), _group(alike), _group(read_in_order[:drawn]))
    left = sum(group.count - group.read_count for group in groups)
    moments = sorted(decided.decision.decided_at for decided in pending.by_key.values())
    return ReadingDraw(*groups, len(in_order), found_count, time_for(left, moments))


def _group(are_read: Sequence[bool]) -> Group:
    return Group(len(are_read), sum(are_read))


def _is_found(key: str, turn: Turn, pending: Pending) -> bool:
    decided = pending.by_key.get(key)
    return decided.decision.choice != "send" if decided else turn.is_found


def _count_in_words(name: str, group: Group) -> str:
    """A sentence about a group of texts: « 3 que le programme signale : 1 relu. ». Empty if the
    group is empty. `name` is the id of the sentence in `schemas/sentences.toml`, under
    `reading_draw`."""
    if not group.count:
        return ""
    read = "all_read" if group.is_read and group.count > 1 else "read"
    progress = sentence("reading_draw", read, count=group.read_count)
    return sentence("reading_draw", name, count=group.count, read=progress)
