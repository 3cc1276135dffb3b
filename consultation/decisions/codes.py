"""Read the rows of coding sheets: the codes in them, and the errors of wrong rows.

- A row as it was published gives no code. Neither does a row that has no theme and had none when it
  was published.
- A row whose themes were all deleted since it was published cancels its code. So does « effacer ».
- « aucun thème » is a code: the text fits no theme.
- Only the wrong row is set aside, and the other rows are taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from consultation.decisions.coding_sheets import (
    CODING,
    PAGE_CODING,
    CodingSheet,
    GridSheet,
    coder_check,
    coding_check,
    read_theme_key,
    shown_digest,
    state_of,
    theme_words,
)
from consultation.decisions.filled_row import Context, Row, place_of, quote_words, words_of
from consultation.decisions.found_sheets import FoundSheet, rows_on
from consultation.decisions.given import Code, Theme
from consultation.decisions.grid import Grid, grid_of
from consultation.decisions.sheets import Key, read_key
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

Subject = tuple[str | None, str, str]


def coding_of(
    sheets: Sequence[FoundSheet], context: Context
) -> tuple[Grid | None, tuple[Theme, ...], tuple[Code, ...], list[OrganiserError]]:
    """The content of a workbook's coding sheets: the grid of themes (None without a grid), the
    changed themes, the changed codes, and the errors of wrong rows.

    Codes are read with the grid of the same workbook. If the workbook does not state when it was
    saved, nothing is read, and a single error is returned. Raises OverflowError if a sheet has more
    than 200,000 rows.
    """
    ours = [each for each in sheets if isinstance(each.sheet, GridSheet | CodingSheet)]
    if ours and context.saved_at is None:
        where = place_of(ours[0].worksheet.title)
        return Grid(), (), (), [OrganiserError("decisions_unreadable_date.missing", where=where)]
    has_grid = any(isinstance(each.sheet, GridSheet) for each in ours)
    grid, themes, problems = grid_of((row for _, row in rows_on(ours, GridSheet)), context)
    codes, others = codes_of(rows_on(ours, CodingSheet), grid if has_grid else None, context)
    # A missing grid is reported once.
    by_message = {problem.message: problem for problem in (*problems, *others)}
    return grid if has_grid else None, tuple(themes), codes, list(by_message.values())


def codes_of(
    rows: Iterable[tuple[CodingSheet, Row]], grid: Grid | None, context: Context
) -> tuple[tuple[Code, ...], list[OrganiserError]]:
    """The codes in the rows that changed since they were published, and an error for each wrong
    row. If two rows of a coder disagree about a text, neither is taken, and there is an error."""
    codes_by_subject: dict[Subject, tuple[Code, Row]] = {}
    refused = set[Subject]()
    problems: list[OrganiserError] = []
    for sheet, row in rows:
        try:
            code = _code(sheet, row, grid, context)
        except OrganiserError as problem:
            problems.append(problem)
            continue
        if code is None:
            continue
        subject = (code.coder, code.question_id, code.text_digest)
        first, other_row = codes_by_subject.setdefault(subject, (code, row))
        if _stated(first) != _stated(code):
            refused.add(subject)
            where, other = (each.place(each.columns.choice) for each in (row, other_row))
            problems.append(OrganiserError("decisions_said_twice", where=where, other=other))
    codes = (code for subject, (code, _) in codes_by_subject.items() if subject not in refused)
    return tuple(codes), problems


def code_of_line(row: Row, moment: dt.datetime) -> Code:
    """The code in a line of the page. « Grille » lists the themes to look for, « cout sante » →
    `asked_ids=("cout", "sante")`. « Thèmes » lists the themes found, « sante » →
    `theme_ids=("sante",)`.

    Raises OrganiserError if the key was made for another coder, if a found theme is not in
    « Grille », or if « À citer » is neither oui, non nor empty.
    """
    columns = PAGE_CODING.columns
    key, coder = read_key(row.text(columns.key)), row.text(columns.initials)
    if key is None or key.kind != CODING.kind or key.coder != coder_check(coder):
        raise OrganiserError("decisions_changed_row", where=row.place(columns.key))
    asked_ids, theme_ids = (row.text(name).split() for name in (columns.asked, columns.choice))
    if not set(theme_ids) <= set(asked_ids) or any(
        read_theme_key(theme_id) != (theme_id, None, None) for theme_id in asked_ids
    ):
        raise OrganiserError("decisions_unknown_theme", where=row.place(columns.choice))
    return Code(
        sheet=row.title,
        row=row.number,
        coder=coder,
        question_id=row.text(columns.question_id),
        text_digest=key.fingerprint,
        theme_ids=tuple(dict.fromkeys(theme_ids)),
        is_quotable=_is_yes(row, columns.quotable),
        is_cancelled=False,
        remark=row.as_written(columns.remark),
        decided_at=moment,
        shown=state_of(key.shown, key.change_count),
        asked_ids=tuple(asked_ids),
        is_read_again=True,
    )


def _stated(code: Code) -> tuple[object, ...]:
    return sorted(code.theme_ids), code.is_cancelled, code.is_quotable, code.remark


def _code(sheet: CodingSheet, row: Row, grid: Grid | None, context: Context) -> Code | None:
    """The code in the row. None if the row is as published, or not coded yet. Raises OrganiserError
    if a cell is wrong, or if the workbook has no grid."""
    columns = sheet.columns
    key = read_key(row.text(columns.key))
    is_empty = not any(map(row.text, columns.themes))
    if is_empty and (key is None or key.shown == shown_digest([""] * len(columns.to_fill))):
        return None
    row.refuse_formulas()
    if key is None or key.kind != sheet.kind:
        raise OrganiserError("decisions_changed_row", where=row.place(columns.key))
    if key.shown == shown_digest(map(row.text, columns.to_fill)):
        return None
    if grid is None:
        raise OrganiserError("decisions_no_grid", where=place_of(row.title))
    question_id = _question_id(sheet, row, key, context)
    theme_ids, is_cancelled = _themes(sheet, row, grid, question_id)
    return Code(
        sheet=row.title,
        row=row.number,
        coder=_coder(row, key) if columns.initials else None,
        question_id=question_id,
        text_digest=key.fingerprint,
        theme_ids=theme_ids,
        is_quotable=_is_yes(row, columns.quotable) and not is_cancelled,
        is_cancelled=is_cancelled,
        remark=row.as_written(columns.remark),
        decided_at=row.decided_at(context),
        shown=state_of(key.shown, key.change_count),
        asked_ids=grid.asked_for(question_id),
        is_read_again=_is_yes(row, columns.read_again),
    )


def _question_id(sheet: CodingSheet, row: Row, key: Key, context: Context) -> str:
    """The id of the row's question. Raises OrganiserError if the question or the text was changed
    since the row was published, or if the form lacks the question."""
    columns = sheet.columns
    question_id = row.text(columns.question_id)
    check = coding_check(key.kind, key.fingerprint, question_id, row.text(columns.text))
    if key.checksum != check:
        raise OrganiserError("decisions_changed_row", where=row.place(columns.text))
    if question_id not in context.questions:
        where = row.place(columns.question_id)
        raise OrganiserError("decisions_other_form", where=where)
    return question_id


def _themes(
    sheet: CodingSheet, row: Row, grid: Grid, question_id: str
) -> tuple[tuple[str, ...], bool]:
    """The ids of the row's themes, and True if the code is cancelled: « Coût », « Coût » →
    `(("cout",), False)`, « effacer » → `((), True)`. Raises OrganiserError for an unknown theme, or
    if « effacer » or « aucun thème » is next to a theme."""
    filled = {column: row.text(column) for column in sheet.columns.themes if row.text(column)}
    instead = _words_instead()
    if not filled:
        return (), True
    for column, text in filled.items():
        if words_of(text) in instead:
            if len(set(map(words_of, filled.values()))) > 1:
                word = theme_words()[instead[words_of(text)]]
                raise OrganiserError("decisions_not_alone", where=row.place(column), word=word)
            return (), instead[words_of(text)] == "erase"
    ids = (_theme_id(row, column, grid, question_id) for column in filled)
    return tuple(dict.fromkeys(ids)), False


@cache
def _words_instead() -> Mapping[str, str]:
    """The words that people write instead of a theme: folded word → id, `aucun theme` → `none`."""
    return {words_of(label): word_id for word_id, label in theme_words().items()}


def _theme_id(row: Row, column: str, grid: Grid, question_id: str) -> str:
    where = row.place(column)
    theme_id = grid.theme_id(row.text(column))
    if theme_id is None:
        raise OrganiserError("decisions_unknown_theme", where=where)
    if grid.questions[theme_id] and question_id not in grid.questions[theme_id]:
        raise OrganiserError("decisions_unknown_theme", where=where)
    return theme_id


def _coder(row: Row, key: Key) -> str:
    """The initials typed in the row: « a.b. » → `AB`. Raises OrganiserError if they are missing, or
    if the row was made for another coder."""
    column = row.columns.initials
    if key.coder == coder_check(row.text(column)):
        return row.text(column)
    coder = row.initials
    if coder is None:
        raise OrganiserError("decisions_empty_cell", where=row.place(column), column=column)
    if key.coder not in (None, coder_check(coder)):
        raise OrganiserError("decisions_other_coder", where=row.place(column))
    return coder


def _is_yes(row: Row, column: str) -> bool:
    answer = words_of(row.text(column))
    if not answer:
        return False
    yes, no = (sentence("yes_or_no", each) for each in ("yes", "no"))
    if answer == words_of(no):
        return False
    if answer != words_of(yes):
        choices = quote_words([yes])
        where = row.place(column)
        raise OrganiserError("decisions_unknown_choice", where=where, choices=choices)
    return True
