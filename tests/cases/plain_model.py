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

from tests.cases.inputs import Export, Inputs, People, Row, Statement

PUBLICITY = {"own_name": 3, "anonymous": 2, "reflection_only": 1, "unclear": 1}
A_DAY = dt.timedelta(days=1)


def rows_of(exports: Iterable[Export]) -> dict[str, list[tuple[Export, Row]]]:
    """Each answer's rows, in the order of these exports."""
    rows: dict[str, list[tuple[Export, Row]]] = {}
    for export, row in ((each, row) for each in exports for row in each.rows):
        rows.setdefault(row.answer, []).append((export, row))
    return rows


class Outcome:
    """What follows from all that was told."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.rows = rows_of(inputs.exports)
        self.erased = {answer for answer in self.rows if self._is_erased(answer)}
        self.exports = sorted(
            (file.without(self.erased) for file in inputs.exports), key=Export.reach, reverse=True
        )
        self.rows = rows_of(self.exports)
        read = {
            a: [file for file in rows if file[1].state != "rejected"]
            for a, rows in self.rows.items()
        }
        self.read = {a: rows for a, rows in read.items() if rows}
        self.people = self._people()

    def _is_erased(self, answer: str) -> bool:
        rows = [row for _, row in self.rows[answer]]
        names, sent = self.names({answer}), min(row.values["submitted"] for row in rows)
        return any(names & erased and sent <= until for erased, until in self.inputs.erased)

    def names(self, answers: Iterable[str]) -> set[str]:
        """The numbers and all the addresses of these answers."""
        emails = {
            row.values.get("address") or "" for answer in answers for _, row in self.rows[answer]
        }
        return {*answers, *emails} - {""}

    def says(self, answer: str, column: str) -> Any:
        """What the export that reaches furthest says, among the exports with the column (rule
        3)."""
        values = (row.values.get(column) for _, row in self.read[answer])
        return next((value for value in values if value is not None), None)

    def _people(self) -> dict[str, People]:
        """Linked by an address, or because somebody decided it (rule 5)."""
        groups = {answer: {answer} for answer in self.read}
        named = [(name, answer) for answer in self.read for name in self.names({answer})]
        linked = [{a for other, a in named if other == name} for name, _ in named]
        linked = [
            linked - {a for apart in self.inputs.apart if len(linked & apart) > 1 for a in apart}
            for linked in linked
        ]
        for joined in (*linked, *self.inputs.same):
            merged = set().union(*(groups[answer] for answer in joined if answer in groups))
            groups |= dict.fromkeys(merged, merged)
        return {answer: frozenset(group) for answer, group in groups.items()}

    def statements(self, person: Iterable[str], below: int = 9) -> tuple[Statement, ...]:
        """All they ever said of sending, less public than this, in any version but drafts; what an
        answer says again in a further export is nothing new."""
        versions: dict[str, list[str]] = {}
        for row in (row for answer in person for _, row in reversed(self.read[answer])):
            if "consent" in row.values and not row.values.get("is_draft"):
                name = row.answer if row.sid else str(row.values)
                versions.setdefault(name, []).append(self._meaning(row))
        statements = (
            Statement(name, statement)
            for name in sorted(versions)
            for statement, _ in groupby(versions[name])
        )
        return tuple(statement for statement in statements if PUBLICITY[statement.consent] < below)

    def _meaning(self, row: Row) -> str:
        is_believed = row.state != "moved"  # rule 7
        return (
            self.inputs.meanings.get(row.values["consent"], "unclear") if is_believed else "unclear"
        )

    def consent(self, person: People) -> str:
        """The least public that they said, while nobody decided in the face of it all (rule 1)."""
        if any(self.request(answer) == "reflection_only" for answer in person):
            return "reflection_only"
        statements = self.statements(person)
        least = min(statements, key=lambda statement: PUBLICITY[statement.consent], default=None)
        is_moved = any(row.state == "moved" for answer in person for _, row in self.read[answer])
        said = {each.consent for each in statements}
        lowest = min((PUBLICITY[consent] for consent in said), default=0)
        decided = [
            kept.consent
            for kept in self.inputs.decisions
            if kept.people & person and statements
            if is_moved or kept.consent in said or PUBLICITY[kept.consent] <= lowest
            if kept.against == self.statements(person, below=PUBLICITY[kept.consent])
        ]
        return decided[-1] if decided else least.consent if least else "unclear"

    def request(self, answer: str) -> str:
        """The latest request about the author; what is sent after « erase » is a new person's."""
        names, sent = self.names(self.people[answer]), self.says(answer, "submitted")
        requests = [each for each in self.inputs.requests if each.who in names]
        requests = [each for each in requests if each.what != "erase" or sent <= each.at]
        return max(requests, key=lambda each: each.at).what if requests else "cancel"

    @cached_property
    def standing(self) -> list[Export]:
        """Of a tool without numbers, the exports that no other replaces; several: it is asked."""
        left: dict[str, Counter[str]] = {}
        for export in sorted(self.exports, key=lambda export: (-len(export.rows), export.digest)):
            rows = Counter(
                str(r.values) for r in export.rows if not r.sid and r.answer not in self.erased
            )
            if rows and not any(rows <= others for others in left.values()):
                left[export.digest] = rows
        words = {frozenset(pair): pair[1] for pair in self.inputs.newer}
        newest = left.keys() - words.values() or left.keys()
        return [export for export in self.exports if export.digest in newest]

    def missing(self) -> set[str]:
        """The answers of which it is asked whether they were deleted (rule 4)."""
        return {a for a in self.read if not self.says(a, "is_draft") and self._is_open(a)}

    def _is_open(self, answer: str) -> bool:
        if self.has_vanished(answer) or self.request(answer) in ("withdraw", "erase"):
            return False
        sid, done = self.read[answer][0][1].sid, self.says(answer, "completed")
        words = [word.exports for word in self.inputs.words if answer in word.about]
        unsaid = [export for export in self.exports if not words or export.digest not in words[-1]]
        ends = [
            (export, export.sids(with_drafts=False)[1:] or [0])
            for export in unsaid
            if not done or not (hours := export.completions()) or min(hours) < done < max(hours)
        ]
        return any(min(own) < sid < max(own) and sid not in export.sids() for export, own in ends)

    def has_vanished(self, answer: str) -> bool:
        """An organiser said so, and it isn't back in a further export or a later fetch; or the last
        fetch did, and it isn't back in an export of another day."""
        sid = self.read[answer][0][1].sid
        words = [word for word in self.inputs.words if answer in word.about]
        holding = [export for export, _ in self.read[answer]]
        said_gone = words and words[-1].are_deleted
        said_gone = said_gone and not any(
            max(each.sids()) > words[-1].greatest_sid
            or (each.fetched_at and each.fetched_at > words[-1].at)
            for each in holding
        )
        return bool(said_gone) or any(
            sid < max(last.sids()) or self._sent_at(answer) + A_DAY < last.fetched_at
            for last in [each for each in self.inputs.exports if each.fetched_at][-1:]
            if sid not in last.sids()
            and not any(each.time > last.fetched_at + A_DAY for each in holding)
        )

    @cached_property
    def boxes(self) -> dict[str, str]:
        """The first box that takes each answer."""
        replaced = {row.answer for each in self.inputs.exports for row in each.rows if not row.sid}
        replaced -= {row.answer for each in self.standing[:1] for row in each.rows}
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
        return "late" if self._sent_at(answer) > self.inputs.closes_at else "counted"

    @property
    def leaving(self) -> dict[str, str]:
        """Who may be sent, and how publicly."""
        counted = (answer for answer, box in self.boxes.items() if box == "counted")
        consents = {a: self.consent(self.people[a]) for a in counted if self.statements({a})}
        return {answer: consent for answer, consent in consents.items() if PUBLICITY[consent] > 1}

    @property
    def waits(self) -> set[str]:
        """What keeps the pack a PROJET, of what exports and decisions tell."""
        end = max(self.exports[0].sids())
        furthest = [export.columns for export in self.exports if max(export.sids()) == end]
        questions = {
            "unheard_exports": not {"consent", "address"} <= set().union(*furthest),
            "missing_answers": bool(self.missing()),
            "rival_exports": len(self.standing) > 1,
        }
        return {reason for reason, is_open in questions.items() if is_open}
