"""Who said what, who asked what, what was decided, and what follows, by plain loops.

Written from the rules alone (docs/regles.md), never from sql/.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import Any

from tests.cases.told import Export, People, Row, Statement, Told

PUBLICITY = {"own_name": 3, "anonymous": 2, "reflection_only": 1, "unclear": 1}
A_DAY = dt.timedelta(days=1)


def rows_of(exports: Iterable[Export]) -> dict[str, list[tuple[Export, Row]]]:
    """Each answer's rows, in the order of these exports."""
    rows: dict[str, list[tuple[Export, Row]]] = {}
    for export, row in ((one, row) for one in exports for row in one.rows):
        rows.setdefault(row.answer, []).append((export, row))
    return rows


class Outcome:
    """What follows from all that was told."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.rows = rows_of(told.exports)
        self.erased = {answer for answer in self.rows if self._is_erased(answer)}
        self.exports = sorted(
            (one.without(self.erased) for one in told.exports), key=Export.reach, reverse=True
        )
        self.rows = rows_of(self.exports)
        read = {
            a: [one for one in rows if one[1].state != "rejected"] for a, rows in self.rows.items()
        }
        self.read = {a: rows for a, rows in read.items() if rows}
        self.people = self._people()

    def _is_erased(self, answer: str) -> bool:
        rows = [row for _, row in self.rows[answer]]
        names, sent = self.names({answer}), min(row.told["submitted"] for row in rows)
        return any(names & erased and sent <= until for erased, until in self.told.erased)

    def names(self, answers: Iterable[str]) -> set[str]:
        """The numbers and all the addresses of these answers."""
        said = {row.told.get("address") or "" for answer in answers for _, row in self.rows[answer]}
        return {*answers, *said} - {""}

    def says(self, answer: str, column: str) -> Any:
        """What the export that reaches furthest says, among the exports with the column (rule
        3)."""
        told = (row.told.get(column) for _, row in self.read[answer])
        return next((value for value in told if value is not None), None)

    def _people(self) -> dict[str, People]:
        """Linked by an address, or because somebody decided it (rule 5)."""
        groups = {answer: {answer} for answer in self.read}
        named = [(name, answer) for answer in self.read for name in self.names({answer})]
        linked = [{a for other, a in named if other == name} for name, _ in named]
        linked = [
            ties - {a for apart in self.told.apart if len(ties & apart) > 1 for a in apart}
            for ties in linked
        ]
        for ties in (*linked, *self.told.same):
            merged = set().union(*(groups[answer] for answer in ties if answer in groups))
            groups |= dict.fromkeys(merged, merged)
        return {answer: frozenset(group) for answer, group in groups.items()}

    def statements(self, person: Iterable[str], below: int = 9) -> tuple[Statement, ...]:
        """All they ever said of sending, less public than this, in any version but drafts; what an
        answer says again in a further export is nothing new."""
        versions: dict[str, list[str]] = {}
        for row in (row for answer in person for _, row in reversed(self.read[answer])):
            if "consent" in row.told and not row.told.get("is_draft"):
                name = row.answer if row.sid else str(row.told)
                versions.setdefault(name, []).append(self._meaning(row))
        said = (
            Statement(name, one) for name in sorted(versions) for one, _ in groupby(versions[name])
        )
        return tuple(one for one in said if PUBLICITY[one.consent] < below)

    def _meaning(self, row: Row) -> str:
        is_believed = row.state != "moved"  # rule 7
        return self.told.meanings.get(row.told["consent"], "unclear") if is_believed else "unclear"

    def consent(self, person: People) -> str:
        """The least public that they said, while nobody decided in the face of it all (rule 1)."""
        if any(self.request(answer) == "reflection_only" for answer in person):
            return "reflection_only"
        said = self.statements(person)
        least = min(said, key=lambda one: PUBLICITY[one.consent], default=None)
        is_moved = any(row.state == "moved" for answer in person for _, row in self.read[answer])
        decided = [
            one.consent
            for one in self.told.decisions
            if one.people & person
            and said
            and (
                is_moved
                or one.consent in {each.consent for each in said}
                or PUBLICITY[one.consent] <= min(PUBLICITY[each.consent] for each in said)
            )
            and one.against == self.statements(person, below=PUBLICITY[one.consent])
        ]
        return decided[-1] if decided else least.consent if least else "unclear"

    def request(self, answer: str) -> str:
        """The latest request about the author; what is sent after « erase » is a new person's."""
        names, sent = self.names(self.people[answer]), self.says(answer, "submitted")
        asked = [one for one in self.told.requests if one.who in names]
        asked = [one for one in asked if one.what != "erase" or sent <= one.at]
        return max(asked, key=lambda one: one.at).what if asked else "cancel"

    @cached_property
    def standing(self) -> list[Export]:
        """Of a tool without numbers, the exports that no other replaces; several: it is asked."""
        left: dict[str, Counter[str]] = {}
        for one in sorted(self.exports, key=lambda one: (-len(one.rows), one.digest)):
            rows = Counter(
                str(r.told) for r in one.rows if not r.sid and r.answer not in self.erased
            )
            if rows and not any(rows <= others for others in left.values()):
                left[one.digest] = rows
        words = {frozenset(pair): pair[1] for pair in self.told.newer}
        newest = left.keys() - words.values() or left.keys()
        return [one for one in self.exports if one.digest in newest]

    def missing(self) -> set[str]:
        """The answers of which it is asked whether they were deleted (rule 4)."""
        return {a for a in self.read if not self.says(a, "is_draft") and self._is_open(a)}

    def _is_open(self, answer: str) -> bool:
        if self.has_vanished(answer) or self.request(answer) in ("withdraw", "erase"):
            return False
        sid, done = self.read[answer][0][1].sid, self.says(answer, "completed")
        words = [word.exports for word in self.told.words if answer in word.about]
        unsaid = [one for one in self.exports if not words or one.digest not in words[-1]]
        ends = [
            (one, one.sids(with_drafts=False)[1:] or [0])
            for one in unsaid
            if not done or not (hours := one.completions()) or min(hours) < done < max(hours)
        ]
        return any(min(own) < sid < max(own) and sid not in one.sids() for one, own in ends)

    def has_vanished(self, answer: str) -> bool:
        """An organiser said so, and it isn't back in a further export or a later fetch; or the last
        fetch did, and it isn't back in an export of another day."""
        sid = self.read[answer][0][1].sid
        words = [word for word in self.told.words if answer in word.about]
        holding = [export for export, _ in self.read[answer]]
        said_gone = (
            words
            and words[-1].are_deleted
            and not any(
                max(one.sids()) > words[-1].greatest_sid
                or (one.fetched_at and one.fetched_at > words[-1].at)
                for one in holding
            )
        )
        return bool(said_gone) or any(
            sid < max(last.sids()) or self._sent_at(answer) + A_DAY < last.fetched_at
            for last in [one for one in self.told.exports if one.fetched_at][-1:]
            if sid not in last.sids()
            and not any(one.time > last.fetched_at + A_DAY for one in holding)
        )

    @cached_property
    def boxes(self) -> dict[str, str]:
        """The first box that takes each answer."""
        replaced = {row.answer for one in self.told.exports for row in one.rows if not row.sid}
        replaced -= {row.answer for one in self.standing[:1] for row in one.rows}
        counting = self.rows.keys() - replaced - self.erased
        boxes = {a: self._box(a) if a in self.read else "rejected" for a in counting}
        for person in set(self.people.values()):
            sent = [a for a in person if boxes.get(a) == "counted"]
            sent.sort(key=lambda a: (self._sent_at(a), a))
            boxes |= dict.fromkeys(sent[:-1], "resend")
        return boxes

    def _sent_at(self, answer: str) -> dt.datetime:
        return self.says(answer, "completed") or self.says(answer, "submitted")

    def _box(self, answer: str) -> str:
        if self.request(answer) in ("withdraw", "erase"):
            return "withdrawn"
        if self.has_vanished(answer):
            return "vanished"
        if self.says(answer, "is_draft"):
            return "draft"
        return "late" if self._sent_at(answer) > self.told.closes_at else "counted"

    @property
    def leaving(self) -> dict[str, str]:
        """Who may be sent, and how publicly."""
        counted = (answer for answer, box in self.boxes.items() if box == "counted")
        consents = {a: self.consent(self.people[a]) for a in counted if self.statements({a})}
        return {answer: said for answer, said in consents.items() if PUBLICITY[said] > 1}

    @property
    def waits(self) -> set[str]:
        """What keeps the pack a PROJET, of what exports and decisions tell."""
        end = max(self.exports[0].sids())
        furthest = [one.columns for one in self.exports if max(one.sids()) == end]
        questions = {
            "unheard_exports": not {"consent", "address"} <= set().union(*furthest),
            "missing_answers": bool(self.missing()),
            "rival_exports": len(self.standing) > 1,
        }
        return {reason for reason, is_open in questions.items() if is_open}
