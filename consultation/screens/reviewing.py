"""Decisions on a form made on the page, without a spreadsheet.

The page shows the rows of the workbook a-decider.xlsx. A decision on the page is written in the
same way as a row of the workbook, so that the next run reads both alike. During a run the rows are
still shown, but no decision can be written.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from consultation.decisions.coding_sheets import PAGE_CODING
from consultation.decisions.given import Withdrawal
from consultation.decisions.given_lines import codes_in, line_in, read_row, values_in
from consultation.decisions.page_lines import line_of, write_lines
from consultation.decisions.reviews import MASK
from consultation.decisions.sheets import TO_CHECK, TO_READ, WITHDRAWALS, ReviewSheet
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.runs.arrivals import Signature, signature_of
from consultation.screens.coding import themes_for
from consultation.screens.waiting import Pending, PendingDecision, Waiting
from consultation.warehouse.tables.publications import Row
from consultation.warehouse.tables.redacting import is_found
from consultation.warehouse.tables.requests import Reached, reached_by
from consultation.warehouse.tables.to_decide import ToDecide, kept_to_decide
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

MOST_WORDS = 200
# Threads of the page wait for each other. If another process holds the run lock, writing fails.
_at_work = threading.RLock()


class Review:
    """The rows that a form asks people to decide on, and the decisions made since the last run."""

    def __init__(self, folders: Folders, form_id: str, goes_on: Callable[[], bool]) -> None:
        """`goes_on`: a function that returns True while a run is going on, and even just before it
        takes the run lock."""
        self._folders = folders
        self._form_id = form_id
        self._goes_on = goes_on
        self._inbox = folders.inbox / form_id
        self._loaded: tuple[Signature | None, ToDecide] | None = None
        self._waiting = Waiting(folders, form_id)

    def rows(self) -> ToDecide:
        """The rows to decide on, as the last build wrote them. While a run replaces them, the rows
        that were read before. Raises OrganiserError if there are none: before the first build, or
        if they were not read before."""
        with _at_work:
            file = self._folders.questions(self._form_id)
            signature, is_going_on = signature_of(file), self._goes_on()
            # An erasure deletes the file of rows. The run that follows writes it anew.
            is_replaced = signature is None and is_going_on
            if self._loaded and (self._loaded[0] == signature or is_replaced):
                return self._loaded[1]
            rows = kept_to_decide(file)
            if rows is None:
                self._refuse_during_run()
                raise OrganiserError("nothing_to_decide", where=self._form_id)
            self._loaded = (signature, rows)
            return rows

    def _refuse_during_run(self) -> None:
        if self._goes_on():
            raise OrganiserError("already_running.review")

    @contextmanager
    def _without_run(self) -> Iterator[None]:
        """Keep any run from starting while the `with` block lasts. Raises OrganiserError if a run
        is going on."""
        with _at_work:  # another thread that writes holds the run lock too
            self._refuse_during_run()
            with run_lock(self._folders.data):
                yield

    def pending(self) -> Pending:
        """The decisions that no run has read yet, made on the page or in workbooks. Raises
        OrganiserError as `rows` does."""
        rows = self.rows()
        return self._waiting.pending(rows.file_ids, rows.form["time_zone"])

    def decide(
        self,
        author: str,
        keys: Mapping[str, str],
        words: Sequence[str] = (),
        unless_decided: Collection[str] = (),
    ) -> tuple[PendingDecision, ...]:
        """Write the choices of the person `author` to the disk. `keys`: key of a row → choice.

        - A choice also counts for the rows whose text is equal but for accents, capitals and
          punctuation. Rows that other people have decided are excepted.
        - `words`: the words to mask, if the choice is to mask. A row with an equal text is skipped
          if that text lacks these words.
        - `unless_decided`: keys of rows to skip if other people have decided them since the last
          run.

        Returns the decisions that other people have made on the rows of `keys` since the last run.
        Raises OrganiserError, and writes nothing, during a run, or if a key is unknown, a choice is
        unreadable or a row of `keys` lacks the words to mask.
        """
        with _at_work:  # nobody decides between what is looked at here and what is written
            decided = self.pending().by_key
            of_others = {key for key, other in decided.items() if other.decision.initials != author}
            lines = [
                line
                for key, choice in keys.items()
                if key not in of_others or key not in unless_decided
                for line in self._lines(author, key, choice, words, of_others)
            ]
            self._write(author, lines)
            return tuple(decided[key] for key in keys if key in of_others)

    def _lines(
        self, author: str, key: str, choice: str, words: Sequence[str], of_others: Collection[str]
    ) -> Iterator[str]:
        sheet, row = self._row(key)
        if choice == MASK and not _has_words(row, words):
            raise OrganiserError("words_not_found", where=TO_READ.title)
        for alike in self._with_alike(row):
            is_free = alike is row or alike[TO_READ.columns.key] not in of_others
            if is_free and (choice != MASK or _has_words(alike, words)):
                yield self._line(sheet, alike, author, choice, words)

    def undo(self, author: str, key: str) -> None:
        """Take back this author's decision on the row and on equal texts. Raises OrganiserError
        during a run, if a run has read it, or if it is no longer the last decision on the row."""
        sheet, row = self._row(key)
        decided = self.pending().by_key.get(key)
        if decided is None or decided.file != self._waiting.open_file(author):
            raise OrganiserError("nothing_to_undo", where=sheet.title)
        lines = []
        for alike in self._with_alike(row):
            cells = {title: _text(alike.get(title)) for title in sheet.columns.mandatory}
            lines.append(line_of(sheet, cells, _now(), is_undone=True))
        self._write(author, lines)

    def code(
        self, coder: str, author: str, key: str, theme_ids: Sequence[str], *, is_quotable: bool
    ) -> None:
        """Write the themes that a coder gives to a text (`key`: its row among the texts to code).

        `author` is the person at the screen: the themes are written to this person's file. Without
        a theme, the text fits none. Raises OrganiserError if the row is not this coder's, if the
        themes can't be read, or during a run.
        """
        self._write(author, [self._code_line(coder, key, theme_ids, is_quotable=is_quotable)])

    def uncode(self, coder: str, author: str, key: str) -> None:
        """Take back the themes that `code` gave to the text, if no run has read them yet. Raises
        OrganiserError as `code` does."""
        self._write(author, [self._code_line(coder, key, (), is_undone=True)])

    def _code_line(
        self,
        coder: str,
        key: str,
        theme_ids: Sequence[str],
        *,
        is_quotable: bool = False,
        is_undone: bool = False,
    ) -> str:
        rows, columns = self.rows(), PAGE_CODING.columns
        row = next((row for row in rows.codings if key and row[columns.key] == key), None)
        if row is None or row[columns.initials] != coder:
            raise OrganiserError("no_such_row", where=self._form_id)
        question_id = str(row[columns.question_id])
        listed_ids = [str(theme["theme_id"]) for theme in themes_for(question_id, rows.themes)]
        cells = {
            columns.key: key,
            columns.question_id: question_id,
            columns.choice: " ".join(theme_ids),
            columns.asked: " ".join(listed_ids),
            columns.quotable: sentence("yes_or_no", "yes") if is_quotable else None,
            columns.remark: _text(row[columns.remark]),  # written in the workbook, it stays
            columns.initials: coder,
        }
        line = line_of(PAGE_CODING, cells, _now(), is_undone=is_undone)
        _, problems = codes_in([line_in(0, values_in(line.encode()))])
        if problems:
            raise OrganiserError("no_such_row", where=self._form_id)
        return line

    def _row(self, key: str) -> tuple[ReviewSheet, Row]:
        rows = self.rows()
        column = TO_READ.columns.key
        for sheet, listed in (
            (TO_READ, (*rows.texts, *rows.quick_texts)),
            (TO_CHECK, rows.suspicions),
        ):
            for row in listed:
                if key and row[column] == key:
                    return sheet, row
        raise OrganiserError("no_such_row", where=self._form_id)

    def _with_alike(self, row: Row) -> tuple[Row, ...]:
        return (row, *self.rows().alike.get(str(row[TO_READ.columns.key]), ()))

    def _line(
        self, sheet: ReviewSheet, row: Row, author: str, choice: str, words: Sequence[str]
    ) -> str:
        columns = sheet.columns
        kind = str(row[columns.key]).partition("-")[0]
        question = sheet.question(kind)
        labels = {title: cells for cells, title in question.choices.items()} if question else {}
        cells = {
            columns.key: _text(row[columns.key]),
            columns.subject: _text(row[columns.subject]),
            columns.choice: labels.get(choice, choice),
            columns.initials: author,
        }
        if columns.question_id and columns.words:
            cells[columns.question_id] = _text(row[columns.question_id])
            cells[columns.words] = "\n".join(words)
        line = line_of(sheet, cells, _now())
        read_row(line, self._form_id)
        return line

    def reach_of(self, who: str, request: str = "withdraw") -> tuple[Reached, ...]:
        """The submissions that a request by `who` (number, address or reference) would reach.
        Raises OrganiserError before the first build, during a run, or if `who` or `request` is
        unreadable."""
        self.rows()
        withdrawal = self._request_line(who, request, "", "")[1]
        with self._without_run():
            database = self._folders.database(self._form_id)
            return reached_by(
                database, withdrawal.identifier_kind, withdrawal.identifier, withdrawal.request
            )

    def ask(self, author: str, who: str, request: str, remark: str) -> None:
        """Write to the disk what a person wants done with their contribution, for the next run to
        obey. Raises OrganiserError during a run, or if `who` or `request` is unreadable.

        `who` names the contribution: an e-mail, a reference or a submission's number. `request` is
        an id such as `withdraw`. `author` is the organiser who types the request.
        """
        self._write(author, [self._request_line(who, request, remark, author)[0]])

    def _request_line(
        self, who: str, request: str, remark: str, author: str
    ) -> tuple[str, Withdrawal]:
        columns = WITHDRAWALS.columns
        labels = {title: cells for cells, title in WITHDRAWALS.requests.items()}
        cells = {
            columns.who: who.strip() or "?",
            columns.choice: labels.get(request, request),
            columns.initials: author,
            columns.remark: remark.strip(),
        }
        line = line_of(WITHDRAWALS, cells, _now())
        withdrawal = read_row(line, self._form_id)
        if not isinstance(withdrawal, Withdrawal):
            raise TypeError("no request")
        return line, withdrawal

    def _write(self, author: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        # A run that begins meanwhile would have read the file before its last lines.
        with self._without_run():
            since = self._waiting.since()
            write_lines(self._inbox, self._form_id, author, lines, now=_now(), since=since)


def _has_words(row: Row, words: Sequence[str]) -> bool:
    text = text_of(row)
    return len(words) <= MOST_WORDS and all(is_found(word, text) for word in words)


def text_of(row: Row) -> str:
    """The whole text in a row of texts to read, as it would be sent. A long text takes two
    cells."""
    return _text(row["Texte"]) + _text(row["Suite du texte"])


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
