"""The page and the files beside it: what they say, and that nothing in them asks for anything."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest

from consultation.public.page import first_figures, folder_of, page_of
from consultation.public.pictures.chart import Chart
from consultation.public.results import Column, PublicQuote, Row
from consultation.public.rounding import Cell
from consultation.public.sections import sections_of
from tests.cases.public_results import ANSWERS, TOTAL, public_results

HOSTILE = '</title><script>alert(1)</script> « Prix » & "coût" <b>'


@pytest.fixture(scope="module")
def told():
    return public_results()


@pytest.fixture(scope="module")
def page(told):
    return page_of(told, sections_of(told))


def test_the_page_is_valid_html_that_fetches_nothing_and_whose_tables_have_captions_and_headers(
    page,
):
    assert "default-src 'none'; style-src" in page
    assert re.findall(r"<(?:script|img|link|iframe|object|embed|source|video|audio)\b", page) == []
    assert re.findall(r"@import|url\((?!#)", page) == []
    html5lib.HTMLParser(strict=True).parse(page)
    tables = re.findall(r"<table .*?</table>", page, re.DOTALL)
    assert [table.count("<caption") for table in tables] == [1] * len(tables) != []
    assert "<th>" not in page
    for table in re.findall(r'<table class="figures">.*?</table>', page, re.DOTALL):
        head, *rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        assert {len(re.findall("<t[hd]", row)) for row in rows} == {head.count("<th")}


def test_the_page_says_how_it_rounds_no_more_than_rules_and_medians_do_and_where_questions_are(
    page, told
):
    text = page.replace("\u00a0", " ")
    few = [cell for t in told.tables for row in t.rows for cell in row.cells if cell.count is None]

    assert page.count("<td><i>10 ou moins</i></td>") == len(few) > 0
    assert "<small>0</small>" in page
    assert "Une somme peut donc différer de ses parties." in page
    assert re.findall(r"\d,\d+.%", page) == []
    assert "(environ 840 personnes" in text
    assert "a répondu moins" not in text
    assert "environ la moitié des réponses, ou plus" in text
    for table in told.tables:
        assert f'<h3 id="{table.id}">' in page
        assert f'href="#{table.id}"' in page


def test_the_page_begins_with_the_answer_given_most_to_each_first_question_then_of_other_items(
    told,
):
    few, *others = told.tables
    table = replace(few, rows=tuple(replace(row, cells=(Cell(None, 840),)) for row in few.rows))
    summed = replace(told.tables[1].rows[0], id="total-1", cells=(Cell(300, 500),))
    summed_up = (told.tables[0], replace(told.tables[1], totals=(summed,)))

    def shares(*tables):
        return [round(100 * one.share) for one in first_figures(replace(told, tables=tables))]

    assert shares(*told.tables) == [96, 96, 67]
    assert shares(table, *others) == [96, 67]  # nothing is said of few
    assert shares(*summed_up) == [96, 60, 67]  # one item has a total
    first = first_figures(replace(told, tables=(table, *others)))[0]
    assert "ont choisi « Non »" in first.text.replace("\u00a0", " ")


def test_answers_to_an_item_that_rounding_makes_equal_are_all_shown(told):
    street = [replace(row, cells=(Cell(250, 500),)) for row in told.tables[1].rows[:2]]
    table = replace(told.tables[1], rows=(*street, *told.tables[1].rows[2:]))

    (section,) = sections_of(replace(told, tables=(table,)), lambda _: None)

    assert [bar.label for bar in section.bars] == ["Oui", "Non", "Non"]


def test_the_two_sides_of_a_scale_come_first_in_its_figure_its_chart_and_its_picture(told):
    counts = (("total-1", "Opposé·es", 820), ("total-2", "Pour", 20))
    sides = tuple(Row(side, label, (Cell(count, 840),)) for side, label, count in counts)
    drawn = []
    scale = replace(told, tables=(replace(told.tables[0], totals=sides),))
    (section,) = sections_of(scale, lambda chart: drawn.append(chart))

    (figure,) = first_figures(scale)
    assert round(100 * figure.share) == 98
    assert figure.text.replace("\u00a0", " ") == (
        "« Opposé·es » et 2 % « Pour » parmi celles et ceux qui ont répondu à"
        f" « {told.tables[0].title} » : environ 820 sur 840."
    )
    (picture,) = drawn
    assert picture == section.chart
    assert [picture.label(bar).replace("\u00a0", " ") for bar in section.bars] == [
        *("Opposé·es (total)", "Pour (total)"),
        *(label for _, label in ANSWERS),
    ]
    many = Chart(replace(picture.table, rows=(replace(sides[0], id="other"),) * 12), told)
    assert [many.is_total(bar) for bar in many.drawn] == [True, True, *[False] * 10]


def test_a_page_of_20_questions_of_12_answers_stays_light(told):
    columns = (*TOTAL, *(Column("c", "Colonne"),) * 5)
    cells = (Cell(1205, 9835),) * len(columns)
    rows = tuple(Row(f"a{n}", f"Une réponse assez longue {n}", cells) for n in range(12))
    table = replace(told.tables[0], columns=columns, rows=rows)
    long = replace(told, tables=tuple(replace(table, id=f"question-q{n}") for n in range(20)))
    page = page_of(long, sections_of(long, lambda _: None))

    assert len(page.encode()) <= 300_000


def test_words_of_the_form_file_command_nothing(told):
    said = [tuple(replace(row, label=HOSTILE) for row in table.rows) for table in told.tables]
    tables = tuple(
        replace(table, title=HOSTILE, question=HOSTILE, rows=rows)
        for table, rows in zip(told.tables, said, strict=True)
    )
    named = dict.fromkeys(("title", "organisation", "contact"), HOSTILE)
    quotes = (PublicQuote(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    hostile = replace(told, tables=tables, quotes=quotes, **named)
    page = page_of(hostile, sections_of(hostile))

    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count("<script") == 0


@pytest.mark.parametrize(
    ("place", "folder"),
    [("/x", "/x/"), ("/x/", "/x/"), ("/x/resultats.html", "/x/"), ("", "/")],
)
def test_the_files_lie_beside_the_page(place, folder):
    assert folder_of(f"https://example.org{place}") == f"https://example.org{folder}"


def test_rounded_counts_make_no_headline_that_adds_up_to_more_than_all(told):
    def headline(most: int, least: int | None) -> list[str]:
        pairs = (("Pour", most), ("Contre", least))
        sides = (Row(f"total-{label}", label, (Cell(count, 70),)) for label, count in pairs)
        table = replace(told.tables[0], totals=tuple(sides))
        figures = first_figures(replace(told, tables=(table,)))
        return [one.text.replace("\u00a0", " ").partition(" parmi")[0] for one in figures]

    assert headline(55, 15) == ["« Pour » et 21 % « Contre »"]
    assert headline(60, 15) == ["« Pour »"]
    assert headline(70, None) == []  # some of the others answered too
    assert headline(70, 0) == ["« Pour »"]
