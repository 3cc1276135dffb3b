"""The decisions read from a file that an organiser gave back, or the reason to refuse it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

# As many errors as an organiser corrects before trying again.
MOST_PROBLEMS = 5


@dataclass(frozen=True)
class Decision:
    """A row of a review sheet with a choice.

    - `sheet`, `row`: the title of its sheet and the number of its row in the file.
    - `submission_ids`: sorted.
    - `fingerprint`: digest of the submissions' state when the sheet was written. If the present
      state differs, the decision no longer applies.
    - `decided_at`: in UTC. If the row has a date (`is_dated`), the beginning of that day. If it has
      the moment of the choice (`is_timed`), that moment. Else, when its workbook was saved.
    - `initials`: of the person who decided, or their name in `people.toml`.
    - `question_id`: for a row about a text, the question that the text answers.
    - `words`: the words to mask, or the passage to quote if it is not the whole text.
    - `theme_id`: the theme of a quote, None for all themes of its text.
    """

    sheet: str
    row: int
    kind: str
    submission_ids: tuple[str, ...]
    fingerprint: str
    choice: str
    decided_at: dt.datetime
    initials: str | None
    remark: str | None
    question_id: str | None = None
    words: tuple[str, ...] = ()
    is_dated: bool = False
    theme_id: str | None = None
    is_timed: bool = False


@dataclass(frozen=True)
class Withdrawal:
    """A person's request about their contribution: to withdraw it, erase it, keep it for reflection
    only, or cancel a request. `identifier_kind` is `submission`, `email` or `reference`. `request`
    is an id such as `withdraw`. The other fields are as in a decision."""

    sheet: str
    row: int
    identifier_kind: str
    identifier: str
    request: str
    decided_at: dt.datetime
    initials: str | None
    remark: str | None
    is_dated: bool = False
    is_timed: bool = False


@dataclass(frozen=True)
class Theme:
    """A new or changed theme of the grid.

    - `position`: its rank on the sheet, from 1.
    - `title`: None for a theme that was taken out, or merged into the theme `merged_id`.
    - `question_ids`: the questions that the theme is for. Empty for all questions.
    - `shown`: the digest of the row as it was published. None for a new theme.
    """

    sheet: str
    row: int
    theme_id: str
    position: int
    title: str | None
    definition: str | None
    example: str | None
    question_ids: tuple[str, ...]
    decided_at: dt.datetime
    shown: str | None = None
    merged_id: str | None = None


@dataclass(frozen=True)
class Code:
    """The themes that a coder found in a text, or the settled themes if `coder` is None.

    No theme means that the text fits none, unless the code `is_cancelled`. `text_digest` is a
    digest of the folded text, `shown` of the row as published. `asked_ids` are the themes that the
    coder's grid had for the question. With `is_read_again`, the coder read the text again for the
    themes that are new in the grid.
    """

    sheet: str
    row: int
    coder: str | None
    question_id: str
    text_digest: str
    theme_ids: tuple[str, ...]
    is_quotable: bool
    is_cancelled: bool
    remark: str | None
    decided_at: dt.datetime
    shown: str | None = None
    asked_ids: tuple[str, ...] = ()
    is_read_again: bool = False


@dataclass(frozen=True)
class DecisionFile:
    """The content of a workbook that came back, or of a file of lines from the page.

    `refusal` names wrong cells, if any. A row of a workbook with a wrong cell is set aside, and the
    other rows are taken: `has_unread_withdrawals` is True if a withdrawal was set aside. If a line
    of the page is wrong, only the withdrawals in its file are taken. `has_unread_withdrawals` is
    then True, as the wrong line may be a withdrawal.
    """

    sha256: str
    name: str
    decisions: tuple[Decision, ...]
    withdrawals: tuple[Withdrawal, ...] = ()
    themes: tuple[Theme, ...] = ()
    codes: tuple[Code, ...] = ()
    refusal: OrganiserError | None = None
    has_unread_withdrawals: bool = False

    @property
    def withdraws(self) -> bool:
        """True if the file has any request about a contribution, or a person's answer to the recall
        that a contribution is not theirs."""
        return bool(self.withdrawals) or any(
            (decision.kind, decision.choice) == ("recall", "deny") for decision in self.decisions
        )


def refusal_of(
    name: str, problems: Sequence[OrganiserError], error_id: str = "decisions_file.whole"
) -> OrganiserError:
    """The error that refuses a file for these problems. It has the error code of the first problem,
    and its message quotes the messages of the first five."""
    messages = [problem.message for problem in problems[:MOST_PROBLEMS]]
    if others := len(problems[MOST_PROBLEMS:]):
        messages.append(sentence("hints", "more_cells", count=others))
    refusal = OrganiserError(error_id, where=name, cells=" ".join(messages))
    refusal.code = problems[0].code
    return refusal
