"""Records → answers, a row per record, question, item and choice, and cells set aside."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from polars import selectors

from consultation.exports import FRAMAFORMS, Door
from consultation.forms.form import Question
from consultation.responses import typed_cells
from consultation.responses.choice_cells import read_cells, reader_of
from consultation.responses.layout import Layout, StoredColumn, cells_of, closed_cells_of
from schemas import limits

ANSWERS = {
    "record_number": pl.Int64,
    "column_position": pl.Int32,
    "field_kind": pl.String,
    "question_id": pl.String,
    "item_id": pl.String,
    "choice_id": pl.String,
    "text": pl.String,
    "number": pl.Float64,
    "date": pl.Date,
}
SET_ASIDE = {
    "record_number": pl.Int64,
    "column_position": pl.Int32,
    "field_kind": pl.String,
    "field_id": pl.String,
    "item_id": pl.String,
    "rule": pl.String,
    "hint": pl.String,
}

TO_READ_BY_HAND = "to_read_by_hand"

_LINE_END = r"[\n\r\x0b\x0c\x{2028}\x{2029}]"
# The characters that cost documents little: the European, Hebrew and Arabic ones of our fonts.
_PLAIN = (
    r"\t\n\r -\x{24f}\x{2b0}-\x{377}\x{384}-\x{38a}\x{38c}\x{38e}-\x{3a1}\x{3a3}-\x{4ff}"
    r"\x{591}-\x{5c7}\x{5d0}-\x{5ea}\x{600}-\x{61c}\x{61e}-\x{6ff}\x{1e00}-\x{1eff}"
    r"\x{2000}-\x{2037}\x{2039}-\x{203f}\x{20a0}-\x{20c0}\x{2190}-\x{21ff}\x{2500}-\x{25ff}"
)
_UNUSUAL = rf"[^{_PLAIN}]|[\p{{M}}\p{{Cf}}]|[-\x{{2010}}]+"

Parts = tuple[list[pl.DataFrame], list[pl.DataFrame]]


def stack_frames(frames: list[pl.DataFrame], schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    """The frames under one another, with exactly the schema's columns.

    Each frame has at least one of these columns. The columns that it lacks are null.
    """
    selected = [frame.select(selectors.by_name(*schema, require_all=False)) for frame in frames]
    return pl.concat([pl.DataFrame(schema=schema), *selected], how="diagonal_relaxed").cast(
        pl.Schema(schema)
    )


def answers_of(records: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The answers in the records (`ANSWERS`), and the cells that are set aside (`SET_ASIDE`)."""
    answers: list[pl.DataFrame] = []
    set_aside: list[pl.DataFrame] = []
    for question in layout.form.questions:
        read, unread = _answers_to(records, question, layout)
        answers += [frame.with_columns(question_id=pl.lit(question.id)) for frame in read]
        set_aside += [
            frame.with_columns(field_kind=pl.lit("question"), field_id=pl.lit(question.id))
            for frame in unread
        ]
    return (
        stack_frames(answers, ANSWERS).with_columns(pl.col("field_kind").fill_null("question")),
        stack_frames(set_aside, SET_ASIDE),
    )


def _answers_to(records: pl.DataFrame, question: Question, layout: Layout) -> Parts:
    answers: list[pl.DataFrame] = []
    set_aside: list[pl.DataFrame] = []
    for column in layout.stored_columns("question", question.id):
        of_choices = question.is_closed and column.field.part != "other"
        cells = (
            closed_cells_of(records, column, layout.door, question.choices)
            if of_choices
            else cells_of(records, column)
        )
        if cells.is_empty() or column.field.part == "file_size":
            continue
        read = _reader(question, column, layout)(cells)
        at = pl.lit(column.position).alias("column_position")
        answers.append(read.filter(pl.col("rule").is_null()).with_columns(at))
        set_aside.append(read.filter(pl.col("rule").is_not_null()).with_columns(at))
    return answers, set_aside


Reader = Callable[[pl.DataFrame], pl.DataFrame]


def _reader(question: Question, column: StoredColumn, layout: Layout) -> Reader:
    """The function that reads the cells of a column. It takes a frame of record_number and cell. It
    returns a frame with some columns of `ANSWERS`, and `rule`: the rule that a cell breaks, else
    null. Cells that name choices also get a `hint`, to correct them."""
    part = column.field.part
    if part == "other":
        return lambda cells: _read_texts(cells).with_columns(field_kind=pl.lit("other"))
    if part.startswith("choice:"):
        return lambda cells: read_ticks(cells, part.removeprefix("choice:"), layout.door)
    if question.is_closed:
        item = part.removeprefix("item:") if part.startswith("item:") else None
        return lambda cells: _read_choices(cells, question, item, layout.door)
    if question.kind in ("text", "file"):
        return _read_texts
    # Other tools write their own times in ISO, which does not show the order of dates in answers.
    unsaid = ["dmy"] if layout.door is not FRAMAFORMS and layout.date_order == "iso" else []
    return lambda cells: _read_values(cells, question.kind, [layout.date_order, *unsaid])


def _read_texts(cells: pl.DataFrame) -> pl.DataFrame:
    """Read cells of free text: a row per text, with the rule `TO_READ_BY_HAND` if the text is
    beyond the limits (`to_read_by_hand`), else null."""
    is_beyond = to_read_by_hand(cells["cell"])
    return cells.select(
        "record_number", text="cell", rule=pl.when(is_beyond).then(pl.lit(TO_READ_BY_HAND))
    )


def read_ticks(cells: pl.DataFrame, choice: str, door: Door) -> pl.DataFrame:
    """Read cells that tick the choice `choice`: a row per ticked cell, such as `X`. Cells with the
    tool's mark for an empty box are dropped. Any other cell, such as « peut-être », gets a row with
    the rule `not_a_tick`."""
    cell = pl.col("cell").str.strip_chars()
    is_tick = cell.is_in(sorted(door.ticked))
    return cells.filter(~cell.is_in(sorted(door.unticked))).select(
        "record_number",
        choice_id=pl.lit(choice),
        rule=pl.when(~is_tick).then(pl.lit("not_a_tick")),
    )


def _read_choices(
    cells: pl.DataFrame, question: Question, item: str | None, door: Door
) -> pl.DataFrame:
    """Read cells that name choices: a row per choice named, per free text among the choices, and
    per broken rule."""
    read = reader_of(question, door)
    readings = {cell: read(cell) for cell in cells["cell"].unique()}
    readings_of_cells = read_cells(cells, readings).with_columns(
        item_id=pl.lit(item, dtype=pl.String)
    )
    at = ("record_number", "item_id")
    return pl.concat(
        [
            readings_of_cells.explode("choices", empty_as_null=True)
            .filter(pl.col("choices").is_not_null())
            .select(*at, choice_id="choices"),
            _texts_among(readings_of_cells),
            readings_of_cells.filter(pl.col("rule").is_not_null()).select(*at, "rule", "hint"),
        ],
        how="diagonal",
    )


def _texts_among(readings: pl.DataFrame) -> pl.DataFrame:
    """The rows for the free texts that people typed in cells among their choices."""
    typed = readings.filter(pl.col("text").is_not_null())
    texts = _read_texts(typed.select("record_number", cell="text"))
    return texts.with_columns(typed["item_id"], field_kind=pl.lit("other"))


def _read_values(cells: pl.DataFrame, kind: str, orders: list[str]) -> pl.DataFrame:
    """One answer per number, date or hour, by `kind`. Any other cell breaks a rule: `not_a_date`.
    `orders`: the orders of day, month and year in which dates are tried."""
    column, read = {
        "number": ("number", typed_cells.numbers(cells["cell"])),
        "date": ("date", typed_cells.dates(cells["cell"], *orders)),
        "time": ("text", typed_cells.hours(cells["cell"])),
    }[kind]
    return cells.select("record_number", read.alias(column)).with_columns(
        rule=pl.when(pl.col(column).is_null()).then(pl.lit(f"not_a_{kind}"))
    )


def to_read_by_hand(texts: pl.Series) -> pl.Series:
    """True for each text that is too long, or has too many lines or unusual characters, for the
    program to mask, compare and typeset it (schemas/limits.py): a person reads it."""
    # A text with fewer bytes than the smallest limit is below them all: nearly every text is.
    is_long = texts.str.len_bytes() > min(limits.TEXT_LINES, limits.TEXT_UNUSUAL_SIGNS)
    long = texts.filter(is_long)
    is_beyond = (
        (long.str.len_chars() > limits.TEXT_CHARACTERS)
        | (long.str.count_matches(_LINE_END) >= limits.TEXT_LINES)
        | (long.str.normalize("NFC").str.count_matches(_UNUSUAL) > limits.TEXT_UNUSUAL_SIGNS)
    )
    return pl.zeros(len(texts), pl.Boolean, eager=True).scatter(is_long.arg_true(), is_beyond)
