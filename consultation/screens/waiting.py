"""Decisions in the inbox that no run has read, from the page and from workbooks, and the
position of a reader among the rows of a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from consultation.decisions.arrived_file import decision_file
from consultation.decisions.given import Code, Decision, DecisionFile, Withdrawal
from consultation.decisions.page_lines import letters_of, open_file, readers
from consultation.decisions.sheets import TO_READ, key_of
from consultation.machine.settings import Folders
from consultation.runs.arrivals import Signature, signature_of
from consultation.runs.inbox import exports_in
from consultation.runs.journal import read_journal
from consultation.runs.safekeeping import backup_state
from consultation.warehouse.tables.publications import Row
from consultation.words.errors import OrganiserError
from consultation.words.french import label


@dataclass(frozen=True)
class PendingDecision:
    """The last decision on a row since the last run.

    - `file`: the file in the inbox that has the decision.
    - `is_open`: True if that file is still written to. The decision can then be taken back.
    - `others`: the earlier decisions on the row since the last run.
    """

    decision: Decision
    file: Path
    is_open: bool
    others: tuple[Decision, ...] = ()

    @property
    def choice(self) -> str:
        """The choice in the words of the sheet, such as « envoyer »."""
        return choice_of(self.decision)


def choice_of(decision: Decision) -> str:
    """The choice of a decision in the words of the sheet: `send` → « envoyer », `mask` with the
    word « Léo » → « masquer ces mots (Léo) »."""
    words = f" ({', '.join(decision.words)})" if decision.words else ""
    return label(f"{decision.kind}_choice", decision.choice) + words


@dataclass(frozen=True)
class Pending:
    """The decisions, requests and codes in files that no run has read. `by_key`: key of a row →
    last decision on the row. `problems` are the errors of files and rows."""

    by_key: Mapping[str, PendingDecision] = field(default_factory=dict)
    withdrawals: tuple[Withdrawal, ...] = ()
    problems: tuple[OrganiserError, ...] = ()
    codes: tuple[Code, ...] = ()

    @property
    def count(self) -> int:
        """The number of decisions, requests and codes that no run has read yet."""
        return len(self.by_key) + len(self.withdrawals) + len(self.codes)


class Waiting:
    """The files in a form's inbox that no run has read yet. A file is read again only if it has
    changed."""

    def __init__(self, folders: Folders, form_id: str) -> None:
        self._folders = folders
        self._form_id = form_id
        self._inbox = folders.inbox / form_id
        self._files: dict[tuple[str, Signature], DecisionFile | OrganiserError | None] = {}

    def pending(self, read: Collection[str], time_zone: str) -> Pending:
        """The decisions, requests and codes in the files that no run has read yet, with the errors
        of unreadable files. `read`: the SHA-256 of the files that runs have read."""
        since = self.since()
        growing = {open_file(self._inbox, letters, since) for letters in readers(self._inbox)}
        contents, problems = [], []
        for path in exports_in(self._inbox):
            file = self._content_of(path, time_zone)
            if isinstance(file, OrganiserError):
                problems.append(file)
            elif file is not None and file.sha256 not in read:
                contents.append((path, file))
                problems += [file.refusal] if file.refusal else []
        by_key: dict[str, PendingDecision] = {}
        each = [(decision, path) for path, file in contents for decision in file.decisions]
        for decision, path in sorted(each, key=lambda pair: pair[0].decided_at):
            key = key_of(
                decision.kind, decision.fingerprint, decision.submission_ids, decision.question_id
            )
            before = by_key.get(key)
            others = (*before.others, before.decision) if before else ()
            by_key[key] = PendingDecision(decision, path, path in growing, others)
        withdrawals = tuple(decision for _, file in contents for decision in file.withdrawals)
        codes = tuple(decision for _, file in contents for decision in file.codes)
        return Pending(by_key, withdrawals, tuple(problems), codes)

    def _content_of(self, path: Path, time_zone: str) -> DecisionFile | OrganiserError | None:
        """The content of a file, or the error that refuses it. None for an export, or if the file
        is gone. Kept in memory, since workbooks take seconds to read."""
        signature = signature_of(path)
        if signature is None:
            return None
        known, files = (path.name, signature), self._files
        if known in files:
            return files[known]
        content: DecisionFile | OrganiserError | None
        try:
            content = decision_file(path, self._form_id, time_zone)
        except OrganiserError as problem:
            content = problem
        except OSError:
            return None
        # A new dictionary, since other threads may be reading the former.
        others = {key: file for key, file in self._files.items() if key[0] != path.name}
        self._files = {**others, known: content}
        return content

    def open_file(self, author: str) -> Path | None:
        """The file to which the page still adds the decisions of this person. None if there is
        none."""
        return open_file(self._inbox, letters_of(author), self.since())

    def since(self) -> dt.datetime | None:
        """The time when the program last read the inbox: the start of the last run or, if that is
        later, the time of the last backup. None if there was neither a run nor a backup."""
        run, backup = read_journal(self._folders).last_run, backup_state(self._folders)
        moments = [run.started_at] if run else []
        if backup:  # remembered to the second
            moments.append(backup.made_at + dt.timedelta(seconds=1))
        return max(moments, default=None)


KEY = TO_READ.columns.key


@dataclass(frozen=True)
class RowInList:
    """A row and its `number` among the rows of its screen, from 1. Of the `count` rows that can be
    decided, `decided` are decided. `next_open` is the number of the next undecided row, or 0."""

    number: int
    row: Row
    count: int
    decided: int
    next_open: int

    @property
    def key(self) -> str:
        """The key of the row. Empty if the row only informs and nobody can decide it."""
        return str(self.row[KEY] or "")


def row_in_list(rows: Sequence[Row], pending: Pending, number: int, after: int = 0) -> RowInList:
    """The row with this number, and the progress on all rows. If there is no such number, the first
    or the last row.

    If `number` is 0, the first undecided row whose number is above `after`. If there is none, the
    first undecided row. If all rows are decided, the row that follows the number `after`.
    """
    is_done = [is_decided(row) or str(row[KEY]) in pending.by_key for row in rows]
    can_be = [bool(row[KEY]) for row in rows]
    left = [rank for rank, done in enumerate(is_done, start=1) if not done and can_be[rank - 1]]

    def following(start: int) -> int:
        return next((place for place in left if place > start), left[0] if left else 0)

    rank = number or following(after) or min(after + 1, len(rows))
    rank = min(max(rank, 1), len(rows))
    decided = sum(done and can for done, can in zip(is_done, can_be, strict=True))
    return RowInList(rank, rows[rank - 1], sum(can_be), decided, following(rank))


def is_decided(row: Row) -> bool:
    """True if the row needed no decision at the last build, or if its decision was applied in that
    build."""
    return row["Où en est-on"] in _labels_when_nothing_waits()


@cache
def _labels_when_nothing_waits() -> frozenset[str]:
    obeyed = (label(kind, "applied") for kind in ("reading_state", "decision_state"))
    unasked = (
        label("reading_state", "not_drawn"),
        *(label("decision_state", state) for state in ("settled", "back")),
    )
    return frozenset([*obeyed, *unasked])
