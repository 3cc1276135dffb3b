"""a-coder.xlsx: a page that says how much there is to code, how surely it will count and what to
do; the grid of themes, a sheet for each coder, what they disagree about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from consultation.notices.facts import Facts
from consultation.organisation.sheet_links import Places
from consultation.organisation.tasks import Task
from consultation.tables.model import (
    Choices,
    Column,
    Heading,
    KeyValueRows,
    Kind,
    Listed,
    Page,
    Paragraph,
    Sheet,
)
from consultation.tables.publication_tables import Part, Published, table_of
from consultation.words.french import number, sentence, sentences_of, sheets

Publications = Mapping[str, Published]

WORKBOOK = "a_coder"
GRID, OF_CODERS, DISAGREEMENTS = "grille", "codage", "desaccords"
SHEETS = (GRID, OF_CODERS, DISAGREEMENTS)
THEME, QUOTABLE, REMARK, WHO = "Thème", "À citer", "Remarque", "Qui code"
NOT_TO_FILL = "Identifiant (ne pas modifier)"
# Enough to begin a grid and to complete it; lines inserted among them are listed too.
BLANK_ROWS = 40

say = partial(sentence, WORKBOOK)

# Of a question, or of all, the figures of each coder: those of the question in each of them.
Figures = Sequence[Mapping[str, Any]]


def parts_of(name: str, published: Publications) -> dict[str, Published]:
    """What each sheet made of a publication shows, by its title: one, or one for each coder."""
    title, _ = sheets()[WORKBOOK][name]
    if name != OF_CODERS:
        return {title: published[name]}
    whole = published[name]
    who = whole.columns.index(WHO)
    rows = {
        coder: [row for row in whole.rows() if row[who] == coder] for coder in coders(published)
    }
    return {
        f"{title} {coder}": Part(whole.columns, whole.types, tuple(own))
        for coder, own in rows.items()
    }


def _coder_of(name: str, title: str) -> str:
    """The initials of a sheet's coder. Empty for other sheets."""
    return title.split()[-1] if name == OF_CODERS else ""


def coders(published: Publications) -> list[str]:
    """The initials of coders with a sheet, in the order of the form file. Empty if nothing is to
    code."""
    return [figures["coder"] for figures in next(_sizes(published), [])]


def coding_sheet(name: str, title: str, shown: Published, intro: tuple[str, ...]) -> Sheet:
    """A sheet that coders fill: themes are offered as the grid has them while they edit it."""
    coder = _coder_of(name, title)
    table = table_of(f"{name}_{coder}".removesuffix("_"), shown, workbook=name)
    columns = tuple(_column(name, column, coder) for column in table.columns)
    if name == GRID:
        blank = ((None,) * len(columns),) * BLANK_ROWS
        rows = (*shown.rows(), *blank)
        table = replace(table, rows=rows, row_count=len(rows))
    frozen = sheets()["frozen"][name]
    return Sheet(title, intro, replace(table, columns=columns), frozen_columns=frozen)


def _column(name: str, column: Column, coder: str) -> Column:
    if name == GRID:
        return replace(column, is_to_fill=column.title != NOT_TO_FILL)
    if column.title.startswith(THEME):
        return replace(column, is_to_fill=True, choices=themes_listed())
    if column.title == QUOTABLE and coder:
        yes = Choices(by=WHO, lists={coder: (sentence("yes_or_no", "yes"),)})
        return replace(column, is_to_fill=True, choices=yes)
    return replace(column, is_to_fill=column.title == REMARK)


def themes_listed() -> Listed:
    """The list of themes to choose from, in the workbook's grid."""
    grid, _ = sheets()[WORKBOOK][GRID]
    return Listed(grid, THEME)


def named_questions(published: Publications) -> str:
    """The questions that are coded, by the ids that the grid takes."""
    firsts = [figures[0] for figures in _sizes(published) if figures[0]["question_id"]]
    named = [say("question_named", id=f["question_id"], title=f["question_label"]) for f in firsts]
    return say("questions", questions=named)


def coding_page(
    facts: Facts, published: Publications, places: Places, _tasks: Sequence[Task]
) -> Page:
    """The first page, from the form's figures."""
    sizes = list(_sizes(published))
    steps = enumerate(sentences_of("coding_steps").values(), 1)
    return Page(
        say("page"),
        (
            Paragraph(say("title", form=facts.form.title), strong=True),
            Paragraph(say("what")),
            Heading(say("how_many")),
            Paragraph(say("once")),
            _size_rows(sizes),
            *map(Paragraph, _how_shared(sizes[-1])),
            Heading(say("margins")),
            Paragraph(say("margin_of")),
            Heading(say("how_to")),
            *(Paragraph(say("step", number=number, step=step)) for number, step in steps),
            Heading(say("sheets")),
            _contents(published, places),
        ),
    )


def _sizes(published: Publications) -> Iterator[Figures]:
    """Yield the figures of each question, then those of all questions if there are several."""
    sizes = published["tailles"]
    rows = (dict(zip(sizes.columns, row, strict=True)) for row in sizes.rows())
    groups = [list(rows) for _, rows in groupby(rows, key=lambda row: row["question_id"])]
    return iter(groups if len(groups) != 2 else groups[:1])


def _title(figures: Figures) -> str:
    return figures[0]["question_label"] or say("all_questions")


def _size_rows(sizes: Sequence[Figures]) -> KeyValueRows:
    """How many texts there are, how many are to be coded, and by whom."""
    parts = ("units", "written", "sampled", *(("shared",) if len(sizes[0]) > 1 else ()))
    own = [say("own", coder=each["coder"]) for each in sizes[0]] if len(sizes[0]) > 1 else []
    counts = {"units": "unit_count", "written": "written_count"}
    rows = tuple(
        (
            _title(figures),
            *(figures[0][counts.get(part, f"{part}_count")] for part in parts),
            *(each["own_count"] for each in figures if own),
            _margin(figures[0]),
        )
        for figures in sizes
    )
    return KeyValueRows(
        rows=rows,
        kinds=(Kind.TEXT, *(Kind.INTEGER,) * (len(parts) + len(own)), Kind.TEXT),
        headings=(say("question"), *map(say, parts), *own, say("at_worst")),
    )


def _how_shared(total: Figures) -> Iterator[str]:
    """Why some texts only, why in this order, and who codes which."""
    first = total[0]
    if first["sampled_count"] < first["unit_count"]:
        yield say("drawn", most=first["texts_max"], count=first["sampled_count"])
    yield say("lot")
    if len(total) == 1:
        yield say("by_one")
    elif first["shared_count"]:
        yield say("by_all", count=first["shared_count"])


def _margin(first: Mapping[str, Any]) -> str:
    """What the share of a theme is worth at worst, once all the texts of the workbook are coded."""
    if first["sampled_count"] == first["unit_count"]:
        return say("exact")
    return say("points", points=number(round(100 * first["margin_at_worst"], 1)))


def _contents(published: Publications, places: Places) -> KeyValueRows:
    """The content of each sheet, with a link to it."""
    rows = [
        (say("of_coder", coder=coder) if (coder := _coder_of(name, title)) else words, title)
        for name, (_, words) in sheets()[WORKBOOK].items()
        for title in parts_of(name, published)
        if title in places.workbooks
    ]
    return replace(places.contents(), rows=tuple(rows))
