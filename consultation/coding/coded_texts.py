"""Texts with the codes found in them, for the exchange files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consultation.words.readable import readable

# The columns of codes.csv in the organisers' pack, then in the pack that is sent.
OWN_COLUMNS = (
    "submission_id",
    "question_id",
    "question_label",
    "unit_id",
    "unit_kind",
    "coder",
    "theme_id",
    "theme_label",
    "state",
)
_OWN_ONLY = ("submission_id", "unit_id", "coder")
SENT_COLUMNS = ("reference", *(name for name in OWN_COLUMNS if name not in _OWN_ONLY))


@dataclass(frozen=True)
class Theme:
    """A theme of the grid, described in the words of whoever made it."""

    theme_id: str
    title: str
    description: str


@dataclass(frozen=True)
class Coding:
    """The themes that a coder found in a unit: the part of a text from `start` to before `end`, in
    code points.

    If `coder` is None, `theme_ids` are the themes that count, because coders agree on them or they
    were settled. `open_ids` are themes about which coders disagree and which nobody has settled.
    """

    unit_id: str | None
    unit_kind: str
    coder: str | None
    theme_ids: tuple[str, ...]
    open_ids: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class CodedText:
    """An answer in somebody's own words. `author` is the id of its submission, or the
    reference by which it leaves. `row` is the row of the table from which the text was read."""

    author: str
    question_id: str
    text: str
    codings: tuple[Coding, ...]
    row: Mapping[str, Any]


Texts = Callable[[], Iterable[CodedText]]


def coded_text(row: Mapping[str, Any]) -> CodedText:
    """A text with its codings, from a row of the table of coded texts. Characters that no text file
    may hold are replaced. Until every unit of the text is coded, the themes that count are left
    out, and only the themes that each coder found are kept."""
    text = readable(row["text"])
    return CodedText(
        author=row["submission_id"],
        question_id=row["question_id"],
        text=text,
        codings=tuple(
            _coding(text, coding) for coding in row["codings"] if row["is_coded"] or coding["coder"]
        ),
        row=row,
    )


def _coding(text: str, row: Mapping[str, Any]) -> Coding:
    """The coding of a unit. Its span is the whole text or, for an addition to a letter, the words
    of the addition. The span is the whole text too if the text does not contain the addition."""
    coded = readable(row["added_text"] or text)
    start = text.find(coded)
    return Coding(
        unit_id=row["unit_id"],
        unit_kind=row["unit_kind"],
        coder=row["coder"],
        theme_ids=tuple(row["theme_ids"]),
        open_ids=tuple(row["open_ids"]),
        start=max(start, 0),
        end=start + len(coded) if start >= 0 else len(text),
    )


def code_rows(
    texts: Iterable[CodedText], themes: Iterable[Theme], columns: Iterable[str]
) -> Iterator[tuple[str | None, ...]]:
    """Yield the rows of codes.csv, with the cells of these `columns`. There is a row per unit,
    coder and theme, and a row for a unit without theme. `state` is `yes` for a theme that counts,
    `open` for a theme about which coders disagree. It is None for a theme in the row of a coder,
    and without a theme."""
    titles = {theme.theme_id: theme.title for theme in themes}
    names = tuple(columns)
    for text in texts:
        for coding in text.codings:
            counts = coding.coder is None
            state_of: dict[str | None, str | None] = {
                **dict.fromkeys(coding.theme_ids, "yes" if counts else None),
                **dict.fromkeys(coding.open_ids, "open"),
            }
            for theme_id, state in state_of.items() or [(None, None)]:
                cells = {
                    "submission_id": text.author,
                    "reference": text.author,
                    "question_id": text.question_id,
                    "question_label": text.row["question_label"],
                    "unit_id": coding.unit_id,
                    "unit_kind": coding.unit_kind,
                    "coder": coding.coder,
                    "theme_id": theme_id,
                    "theme_label": titles.get(theme_id) if theme_id else None,
                    "state": state,
                }
                yield tuple(cells[name] for name in names)
