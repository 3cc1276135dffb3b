"""Read the filled rows of review sheets: the decisions in them, and the errors of wrong rows.

A row without a choice is no decision, even if its other cells are filled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from consultation.decisions.coding_sheets import shown_digest
from consultation.decisions.filled_row import Context, Row
from consultation.decisions.given import Decision
from consultation.decisions.grid import Grid
from consultation.decisions.sheets import Key, Question, ReviewSheet, key_of, read_key
from consultation.words.errors import OrganiserError

# The choice that says nothing without the words to mask.
MASK = "mask"
CITE = "cite"
# « […] » replaces words that were left out of a quote.
CUT = "[…]"
_SPACES = r"[\s\x00-\x1f\x7f-\x9f]+"
# The text before a passage must end as this: a sentence, a paragraph, or nothing.
_BEGUN = re.compile(r"(?:\A|\n\s*\n|[.!?…•][\W_]*\s)[\W_]*\Z")
# A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?<!\w)(?:MM?|Mmes?|Mlles?|Dr|Me|Pr|Ste?|[Aa]rt|[Cc]f|[Pp]|[Nn]|[Aa]v|[Ee]x|[A-Z])\.[\W_]*\Z"
)
# The end of a passage in the text: its own punctuation, or a full stop that the passage leaves out
# (a question mark may not be left out), or the end of a paragraph. No small letter follows.
_ENDED = re.compile(
    r"(?:(?<=[.!?…])|\.(?!\.))[\W_]*?(?=\s|\Z)(?!\s+[a-zà-ÿœæ])|[^\w.!?…]*(?=\n\s*\n|\s*\Z)"
)

Span = tuple[int, int]


def decisions_of(
    rows: Iterable[tuple[ReviewSheet, Row]], context: Context, grid: Grid | None
) -> tuple[tuple[Decision, ...], list[OrganiserError]]:
    """The decisions in the rows, and an error for each wrong row. Rows without a choice are
    skipped. `grid` is the workbook's own grid, which names the themes of quotes."""
    decisions, problems = [], []
    for sheet, row in rows:
        if not row.text(sheet.columns.choice):
            continue
        try:
            decisions.append(_decision(sheet, row, context, grid))
        except OrganiserError as problem:
            problems.append(problem)
    return tuple(decisions), problems


def _decision(sheet: ReviewSheet, row: Row, context: Context, grid: Grid | None) -> Decision:
    row.refuse_formulas()
    key, question = _key(sheet, row)
    question_id = row.text(sheet.columns.question_id) if sheet.columns.question_id else None
    submission_ids = _submission_ids(sheet, row, key, question_id, context)
    _refuse_moved_text(sheet, row, key)
    choice = row.choice(question.choices)
    return Decision(
        sheet=row.title,
        row=row.number,
        kind=key.kind,
        submission_ids=submission_ids,
        fingerprint=key.fingerprint,
        choice=choice,
        decided_at=row.decided_at(context),
        initials=row.initials,
        remark=row.short_text(sheet.columns.remark),
        question_id=question_id,
        words=(*_words(sheet, row, choice), *_passage(sheet, row, choice)),
        is_dated=row.is_dated,
        # Without the form's questions, grids are not read.
        theme_id=_theme_id(sheet, row, choice, grid) if context.questions else None,
    )


def _key(sheet: ReviewSheet, row: Row) -> tuple[Key, Question]:
    column = sheet.columns.key
    key = read_key(row.text(column))
    question = sheet.question(key.kind) if key else None
    if key is None or question is None:
        raise OrganiserError("decisions_changed_row", where=row.place(column))
    return key, question


def _submission_ids(
    sheet: ReviewSheet, row: Row, key: Key, question_id: str | None, context: Context
) -> tuple[str, ...]:
    """The ids of the row's submissions, sorted: « v:2, v:1 » → `("v:1", "v:2")`. Raises
    OrganiserError if they were changed since the row was published, or are another form's."""
    column = sheet.columns.subject
    ids = tuple(sorted(filter(None, re.split(r"[\s,;]+", row.text(column)))))
    unmoved = key_of(key.kind, key.fingerprint, ids, question_id)
    if key.checksum != unmoved.rpartition("-")[2]:
        raise OrganiserError("decisions_changed_row", where=row.place(column))
    if not all(submission_id.startswith(f"{context.form_id}:") for submission_id in ids):
        raise OrganiserError("decisions_other_form", where=row.place(column))
    return ids


def _refuse_moved_text(sheet: ReviewSheet, row: Row, key: Key) -> None:
    """Raise OrganiserError if the row shows the text of another row. Somebody sorted or pasted some
    of the columns only, and would send a text that they never read. A row that shows no text
    passes."""
    shown = "".join(str(row.value(column) or "") for column in sheet.columns.texts)
    if shown and key.shown not in (None, shown_digest([shown])):
        raise OrganiserError("decisions_changed_row", where=row.place(sheet.columns.texts[0]))


def _words(sheet: ReviewSheet, row: Row, choice: str) -> tuple[str, ...]:
    """The words to mask: `mask` with « Léo; Ana » → `("Léo", "Ana")`. Raises OrganiserError if
    « masquer » comes without words, or words come with another choice."""
    column = sheet.columns.words
    if column is None:
        return ()
    words = row.split_words(column)
    if choice == MASK and not words:
        raise OrganiserError("decisions_empty_cell", where=row.place(column), column=column)
    if choice != MASK and words:
        raise _needless(sheet, row, column, MASK)
    return words


def _passage(sheet: ReviewSheet, row: Row, choice: str) -> Iterator[str]:
    """Yield the passage to quote. Yield nothing if the cell is empty: the whole text is quoted.

    Raises OrganiserError if the passage is not in the text word for word, cuts a sentence, or comes
    with another choice."""
    column = sheet.columns.passage
    if column is None or row.short_text(column) is None:
        return
    passage = passage_of(str(row.value(column)))
    if choice != CITE:
        raise _needless(sheet, row, column, CITE)
    text = "".join(str(row.value(title) or "") for title in sheet.columns.texts)
    if not is_quoted_from(passage, text):
        raise OrganiserError("decisions_unfound_passage", where=row.place(column))
    if not is_of_whole_sentences(passage, text):
        raise OrganiserError("decisions_cut_sentence", where=row.place(column))
    yield passage


def _needless(sheet: ReviewSheet, row: Row, column: str, choice: str) -> OrganiserError:
    """The error for a filled cell that only makes sense with `choice`, in a row with another
    choice."""
    (question,) = sheet.questions
    wanted = next(label for label, known in question.choices.items() if known == choice)
    return OrganiserError("decisions_needless_cell", where=row.place(column), choice=wanted)


def _theme_id(sheet: ReviewSheet, row: Row, choice: str, grid: Grid | None) -> str | None:
    """The id of the theme under which the row's text is quoted. None if the cell is empty.

    Raises OrganiserError if the text does not have this theme, if the choice is not to quote, or if
    the workbook has no grid. Also for an empty cell, if a passage of a text with several themes is
    quoted.
    """
    column, own, passage = sheet.columns.theme, sheet.columns.own_themes, sheet.columns.passage
    if column is None or own is None or passage is None:
        return None
    where, title = row.place(column), row.text(column)
    if not title and not (row.text(passage) and ";" in row.text(own)):
        return None
    if choice != CITE:
        raise _needless(sheet, row, column, CITE)
    if grid is None:
        raise OrganiserError("decisions_no_grid", where=where)
    own_ids = grid.theme_ids(row.text(own))
    if not title and len(own_ids) > 1:
        raise OrganiserError("decisions_no_theme", where=where, column=column)
    theme_id = grid.theme_id(title) if title else None
    if title and theme_id not in own_ids:
        raise OrganiserError("decisions_theme_of_others", where=where, column=own)
    return theme_id


def passage_of(typed: str) -> str:
    """The passage in the form in which it is stored: in Unicode form NFC, with single spaces, and
    « […] » where words were left out. « Un  accord [ ... ] signé » → `Un accord […] signé`."""
    spaced = re.sub(_SPACES, " ", unicodedata.normalize("NFC", typed))
    return re.sub(r"\[ ?(?:…|\.\.\.) ?\]", CUT, spaced).strip()


def runs_of_passage(passage: str) -> tuple[str, ...]:
    """The runs of words that « […] » separates in a passage: « Un. […] Deux. » → `Un.`, `Deux.`."""
    return tuple(filter(None, (run.strip() for run in passage.split(CUT))))


def is_quoted_from(passage: str, text: str) -> bool:
    """True if the text has each run of words of the passage, in order, as whole words, letter for
    letter apart from spaces. « accord » in « Un désaccord. » → False. `sql/10_quotes` checks the
    same for quotes that leave."""
    return any(_occurrences(passage, unicodedata.normalize("NFC", text)))


def is_of_whole_sentences(passage: str, text: str) -> bool:
    """True if each run of words of the passage is a whole sentence of the text, or several. Half a
    sentence may say the contrary: « ne veux rien. » of « Je ne veux rien. » → False. If the text
    repeats the passage, whole sentences in one occurrence are enough."""
    whole = unicodedata.normalize("NFC", text)
    return any(
        all(_is_whole(whole, *span) for span in spans) for spans in _occurrences(passage, whole)
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    last = start + len(text[start:end].rstrip("»”\"')\u00a0\u202f "))
    before, after = text[:start], _ENDED.match(text, last)
    if not _BEGUN.search(before) or _SHORT.search(before) or after is None:
        return False
    return after.end() == len(text) or not _SHORT.search(text[start : after.end()])


def _occurrences(passage: str, text: str) -> Iterator[list[Span]]:
    """Yield, for each occurrence of the passage in the text, the spans of its runs of words: `Un.
    […] Deux.` in « Un. Trois. Deux. » → `[(0, 3), (11, 16)]`."""
    patterns = [_whole_words(run) for run in runs_of_passage(passage_of(passage))]
    for start in patterns[0].finditer(text) if patterns else ():
        matches = [start]
        for pattern in patterns[1:]:
            if (match := pattern.search(text, matches[-1].end())) is None:
                return
            matches.append(match)
        yield [match.span("piece") for match in matches]


def _whole_words(run: str) -> re.Pattern[str]:
    before = r"(?:^|[\W_])" if run[0].isalnum() else ""
    after = r"(?:[\W_]|$)" if run[-1].isalnum() else ""
    return re.compile(f"{before}(?P<piece>{_SPACES.join(map(re.escape, run.split()))}){after}")
