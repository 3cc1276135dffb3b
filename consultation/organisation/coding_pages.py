"""The workbooks for coders, the people who code texts.

a-coder.xlsx has a first page, the grid of themes, the texts least like the coded texts, the
disagreements, and the texts to quote. The page says how much there is to code, how precise shares
will be, and what to do. A coder AB also gets a-coder-AB.xlsx, with the same page and grid, and AB's
texts without the codes of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import PurePath
from typing import Any

from consultation.coding.drawn_shares import SharedTexts, bounds_of
from consultation.notices.facts import Facts
from consultation.organisation.sheet_links import SheetLinks
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
from consultation.words.french import number, sentence, sentences_of, share, sheets

Publications = Mapping[str, Published]

WORKBOOK = "a_coder"
GRID, OF_CODERS, DISAGREEMENTS = "grille", "codage", "desaccords"
CONTROL, LEAST_ALIKE = "controle", "differents"
SHEETS = (GRID, OF_CODERS, LEAST_ALIKE, DISAGREEMENTS)
THEME, QUOTABLE, REMARK, WHO = "Thème", "À citer", "Remarque", "Qui code"
READ_AGAIN = "Relu"
NOT_TO_FILL = "Identifiant (ne pas modifier)"
# Enough to begin a grid and to complete it; lines inserted among them are listed too.
BLANK_ROWS = 40

say = partial(sentence, WORKBOOK)

# A row per coder with figures on a question, or on all questions. Each row repeats the figures that
# are not the coder's own.
Figures = Sequence[Mapping[str, Any]]


def file_of(coder: str) -> str:
    """The name of a coder's workbook: `AB` → `a-coder-AB.xlsx`."""
    whole = PurePath(sheets()["workbooks"][WORKBOOK])
    return whole.with_stem(f"{whole.stem}-{initials_of(coder)}").name


def initials_of(coder: str) -> str:
    """The initials of a coder, or of the person who checks the grid, without the name of that role:
    `EF-contrôle` → `EF`."""
    return coder.partition("-")[0]


def texts_of(coder: str, published: Publications) -> Part:
    """The rows of the sheet « Codage » for one coder: the texts that this coder has to code."""
    whole = published[OF_CODERS]
    who = whole.columns.index(WHO)
    own = tuple(row for row in whole.rows() if row[who] == coder)
    return Part(whole.columns, whole.types, own)


def coders(published: Publications) -> list[str]:
    """The initials of the coders, in the order of the form file. Empty if there is nothing to
    code."""
    return [figures["coder"] for figures in next(_sizes(published), [])]


def people(published: Publications) -> list[str]:
    """The people who get a workbook: the initials of the coders, then the person who checks the
    grid, with the name of that role: `["A", "B", "EF-contrôle"]`."""
    return [*coders(published), *(figures["coder"] for figures in _records(published[CONTROL]))]


def coding_sheet(
    name: str, title: str, texts: Published, intro: tuple[str, ...], coders: Sequence[str] = ()
) -> Sheet:
    """A sheet that coders fill. Its drop-down lists offer the themes of the workbook's sheet
    « Grille », including themes that people add there. `coders`: the coder whose texts a sheet
    « Codage » has, or the coders to offer in a list on « Les plus différents »."""
    table = table_of(name, texts, workbook=name)
    columns = tuple(_column(name, column, coders) for column in table.columns)
    if name == GRID:
        blank = ((None,) * len(columns),) * BLANK_ROWS
        rows = (*texts.rows(), *blank)
        table = replace(table, rows=rows, row_count=len(rows))
    frozen = sheets()["frozen"][name]
    return Sheet(title, intro, replace(table, columns=columns), frozen_columns=frozen)


def _column(name: str, column: Column, coders: Sequence[str]) -> Column:
    who = coders[0] if name == OF_CODERS and coders else None
    if name == GRID:
        return replace(column, is_to_fill=column.title != NOT_TO_FILL)
    if column.title.startswith(THEME):
        return replace(column, is_to_fill=True, choices=themes_listed())
    if column.title in (QUOTABLE, READ_AGAIN):
        yes = Choices(by=WHO, lists={who: (sentence("yes_or_no", "yes"),)})
        return replace(column, is_to_fill=True, choices=yes)
    if column.title == WHO and name == LEAST_ALIKE:
        return replace(column, is_to_fill=True, choices=Choices(WHO, {None: tuple(coders)}))
    return replace(column, is_to_fill=column.title == REMARK)


def themes_listed() -> Listed:
    """The list of themes to choose from: column `Thème` of the workbook's sheet `Grille`."""
    grid, _ = sheets()[WORKBOOK][GRID]
    return Listed(grid, THEME)


def named_questions(published: Publications) -> str:
    """A sentence that lists the coded questions with their ids. People need the ids to reserve a
    theme of the grid for some questions."""
    firsts = [figures[0] for figures in _sizes(published) if figures[0]["question_id"]]
    named = [say("question_named", id=f["question_id"], title=f["question_label"]) for f in firsts]
    return say("questions", questions=named)


def coding_page(
    facts: Facts, published: Publications, links: SheetLinks, _tasks: Sequence[Task]
) -> Page:
    """The first page of a-coder.xlsx and of each coder's workbook, with the form's figures."""
    sizes = list(_sizes(published))
    files = list(map(file_of, people(published)))
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
            *_check_of_grid(published[CONTROL]),
            Heading(say("bounds")),
            Paragraph(say("bounds_of")),
            Heading(say("how_to")),
            *(Paragraph(say("step", number=number, step=step)) for number, step in steps),
            Heading(say("sheets")),
            Paragraph(say("of_coders", files=files)),
            *([links.contents()] if links.workbooks else []),
        ),
    )


def _sizes(published: Publications) -> Iterator[Figures]:
    """Yield the figures of each question, then of all questions together if there are several.
    Figures are a row per coder."""
    rows = _records(published["tailles"])
    groups = [list(rows) for _, rows in groupby(rows, key=lambda row: row["question_id"])]
    return iter(groups if len(groups) != 2 else groups[:1])


def _records(publication: Published) -> Iterator[dict[str, Any]]:
    return (dict(zip(publication.columns, row, strict=True)) for row in publication.rows())


def _title(figures: Figures) -> str:
    return figures[0]["question_label"] or say("all_questions")


def _size_rows(sizes: Sequence[Figures]) -> KeyValueRows:
    """The table of the first page: a row per question and, if there are several, a row for all of
    them. A row has the numbers of different texts, of contributions and of texts to code. If there
    are several coders, it has the number of texts for all of them, then for each alone. Its last
    cell has the bounds of a share of 50 % (see `_bounds`)."""
    parts = ("units", "written", "sampled", *(("shared",) if len(sizes[0]) > 1 else ()))
    own = [say("own", coder=each["coder"]) for each in sizes[0]] if len(sizes[0]) > 1 else []
    counts = {"units": "unit_count", "written": "written_count"}
    rows = tuple(
        (
            _title(figures),
            *(figures[0][counts.get(part, f"{part}_count")] for part in parts),
            *(each["own_count"] for each in figures if own),
            _bounds(figures[0]),
        )
        for figures in sizes
    )
    return KeyValueRows(
        rows=rows,
        kinds=(Kind.TEXT, *(Kind.INTEGER,) * (len(parts) + len(own)), Kind.TEXT),
        headings=(say("question"), *map(say, parts), *own, say("at_worst")),
    )


def _how_shared(total: Figures) -> Iterator[str]:
    """Yield the sentences on the draw of texts, their order and their coders: « 300 sont tirés
    au sort… »."""
    first = total[0]
    if first["sampled_count"] < first["unit_count"]:
        yield say("drawn", most=first["texts_max"], count=first["sampled_count"])
    yield say("lot")
    if len(total) == 1:
        yield say("by_one")
    elif first["shared_count"]:
        yield say("by_all", count=first["shared_count"])


def _check_of_grid(control: Published) -> Iterator[Heading | Paragraph]:
    """Yield the paragraphs on the check of the grid, in which a person reads texts drawn by lot.
    They state the number of texts read. Once all are read, they state the greatest possible share
    of texts that no theme fits. Yield nothing if nobody checks the grid."""
    for figures in _records(control):
        yield Heading(say("control"))
        who = initials_of(figures["coder"])
        yield Paragraph(say("control_by", coder=who, drawn=figures["drawn_count"]))
        if figures["most_share"] is None:
            yield Paragraph(say("control_left", answered=figures["answered_count"]))
        else:
            most = share(figures["most_share"])
            counts = {"drawn": figures["drawn_count"], "found": figures["found_count"]}
            yield Paragraph(say("control_done", **counts, most=most))


def _bounds(first: Mapping[str, Any]) -> str:
    """The bounds between which a theme's share of 50 % would lie, once the whole workbook is coded:
    300 texts drawn of 2,626 → « de 44,6 à 55,4 % ». If all texts are drawn, words that say that
    nothing is left uncertain."""
    if first["sampled_count"] == first["unit_count"]:
        return say("exact")
    drawn, read = first["single_sampled_count"], first["several_sampled_count"]
    shared = SharedTexts(first["several_count"], read, read / 2)
    bounds = bounds_of(drawn / 2, drawn, first["single_count"], shared)
    least, most = (number(round(100 * each, 1)) for each in bounds)
    return say("between", least=least, most=most)
