"""A picture says by itself what it shows: whoever meets it alone can quote it and check it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from functools import partial
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.public.pictures.captions import figures
from consultation.public.pictures.chart import Chart
from consultation.public.pictures.colours import contrast_with_white, readable
from consultation.public.pictures.drawing import drawing, picture_of, values_of, write_pictures
from consultation.public.results import Kind, PublicTable, Row
from consultation.public.rounding import Cell
from tests.cases.places import ROOT
from tests.cases.poppler import boxes, needs_poppler, words_of
from tests.cases.properties import holds_of
from tests.cases.public_results import TOTAL, public_results

RESULTS = public_results(organisation="Collectif d'exemple", title="Les caméras", person_count=2204)


def bar(label: str, count: int | None, base: int | None = 2204) -> Row:
    return Row(label, label, (Cell(count, base),))


QUESTION = Chart(
    PublicTable(
        id="interdire",
        kind=Kind.ANSWERS,
        title="Faut-il interdire la vidéosurveillance augmentée ?",
        question="Êtes-vous favorable à l'interdiction de ces dispositifs dans l'espace public ?",
        base="personnes et collectifs qui ont répondu à cette question",
        row_title="Réponse",
        columns=TOTAL,
        rows=(bar("Oui", 1234), bar("Non", 970), bar("Ne sait pas", None), bar("Refus", 0)),
    ),
    RESULTS,
)


def changed(**changes: object) -> Chart:
    """The chart of the question, where its table is otherwise."""
    return Chart(replace(QUESTION.table, **changes), RESULTS)


WORD = "anticonstitutionnellement"
WHOLE = "#ededed"
SVG = "{http://www.w3.org/2000/svg}"


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def as_pdf(chart: Chart) -> bytes:
    """The same drawing, whose words a reader of PDF finds."""
    return drawing(values_of(chart), "pdf")


def words_in(chart: Chart) -> str:
    return " ".join(words_of(as_pdf(chart)).split())


def alt_of(chart: Chart) -> str:
    return picture_of(chart).alt.replace("\u00a0", " ")


def filled(svg: str, colour: str) -> list[tuple[float, float]]:
    """Width and height of the rectangles of a colour."""
    paths = [path for path in tree(svg).iter(f"{SVG}path") if path.get("fill") == colour]
    sides = [re.findall(r"[vh] (-?[\d.]+)", path.get("d", "")) for path in paths]
    return [(float(width), float(height)) for height, width, *_ in sides]


@needs_poppler
def test_a_picture_says_what_was_asked_who_counted_when_and_of_how_many():
    said = words_in(QUESTION)

    assert "Faut-il interdire la vidéosurveillance augmentée ?" in said
    assert "Êtes-vous favorable à l’interdiction de ces dispositifs" in said
    assert "Oui 1 234 · 56 %" in said
    assert "n = 2 204 personnes et collectifs qui ont répondu à cette question" in said
    source = "Source : Collectif d’exemple, « Les caméras » — faire-masse, chiffres arrêtés au"
    assert f"{source} 11/03/2022" in said


def test_a_screen_reader_meets_one_image_with_its_title_its_figures_and_what_they_count():
    picture = picture_of(QUESTION)
    root = tree(picture.svg)

    assert (root.get("role"), root.get("lang")) == ("img", "fr")
    assert root.get("aria-labelledby") == "interdire-titre interdire-texte"
    assert root.find(f"{SVG}title").text.replace("\u00a0", " ") == QUESTION.table.title
    assert root.find(f"{SVG}desc").text == picture.alt
    assert [each for each in root.iter() if each is not root and each.get("role")] == []
    assert alt_of(QUESTION) == (
        "Diagramme en barres : Faut-il interdire la vidéosurveillance augmentée ? Question posée : "
        "« Êtes-vous favorable à l’interdiction de ces dispositifs dans l’espace public ? ». "
        "Oui : 1 234 (56 %) ; Non : 970 (44 %) ; Ne sait pas : 10 ou moins ; Refus : 0. "
        "n = 2 204 personnes et collectifs qui ont répondu à cette question. Nombres "
        "arrondis : les petits ne sont pas donnés, pour que personne ne soit reconnu. "
        "Source : Collectif d’exemple, « Les caméras » — faire-masse, chiffres arrêtés au "
        "11/03/2022."
    )


@pytest.mark.parametrize(
    ("count", "base", "said"),
    [
        *((1234, 2204, "1 234 · 56 %"), (125, 1000, "125 · 13 %"), (40, 40, "40 · 100 %")),
        *((12, 3000, "12 · moins de 1 %"), (2999, 3000, "2 999 · plus de 99 %")),
        *((40, None, "40"), (0, 40, "0"), (None, 40, "10 ou moins")),
    ],
)
def test_figures_are_written_as_french_readers_do(count, base, said):
    assert figures(Cell(count, base), "10 ou moins").replace("\u00a0", " ") == said


@needs_poppler
def test_bars_are_as_long_as_their_shares_and_few_are_told_not_drawn_and_look_like_no_zero():
    svg, said = picture_of(QUESTION).svg, words_in(QUESTION)

    (whole, _), *others = filled(svg, WHOLE)
    shares = [row.cells[0].share for row in QUESTION.bars[:2]]  # yes and no
    lengths = [width for width, _ in filled(svg, RESULTS.colour)]
    assert lengths == pytest.approx([whole * share for share in shares], abs=1)
    assert len(others) == 2  # and the whole of which nobody refused
    assert "Ne sait pas 10 ou moins" in said
    assert "Refus 0" in said
    assert "Nombres arrondis" in said


def test_of_many_options_the_largest_are_drawn_in_their_order_and_the_others_counted():
    rows = tuple(bar(f"Option {number}", 10 * number) for number in range(1, 26))
    chart = changed(rows=rows)

    assert chart.drawn == rows[13:]
    assert "Et 13 autres : voir le tableau." in alt_of(chart)


def test_weeks_stand_side_by_side_and_their_denominator_is_named():
    counts = {"07/02": 120, "14/02": None, "21/02": 0, "28/02": 240}
    weeks = tuple(Row("", day, (Cell(count),)) for day, count in counts.items())
    chart = changed(kind=Kind.WEEKS, rows=weeks)
    (_, low), (_, high) = filled(picture_of(chart).svg, RESULTS.colour)

    assert high == pytest.approx(2 * low, abs=1)
    assert "n = 2 204 personnes et collectifs" in alt_of(chart)


@needs_poppler
@pytest.mark.parametrize("count", [4, 20, 52])
def test_every_week_has_its_label(count):
    first = dt.date(2022, 2, 7)
    mondays = [first + dt.timedelta(weeks=week) for week in range(count)]
    rows = tuple(bar(f"{monday}", 120, base=None) for monday in mondays)
    weeks, days = changed(kind=Kind.WEEKS, rows=rows), [f"{day:%d/%m}" for day in mondays]

    assert [word for word in words_in(weeks).split() if word in days] == days


@needs_poppler
@pytest.mark.parametrize("title", ["L'envoi ?", "L’envoi\u00a0?", "L’envoi ? : en ville"])
def test_what_was_asked_is_not_said_twice(title):
    chart = changed(title=title, question="L'envoi ?")

    assert words_in(chart).replace("\u00a0", " ").count("L’envoi ?") == 1
    assert "Question posée" not in alt_of(chart)


WORDS = st.sampled_from(["de", "vidéosurveillance", "à", WORD, WORD * 4, "l'espace"])
LABELS = st.text("aàéœW mi-’«»/", min_size=1, max_size=60)
LABELS |= st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
BARS = st.builds(partial(bar, base=99_999), LABELS, st.none() | st.integers(0, 99_999))
BARS = st.lists(BARS, min_size=1, max_size=40).map(tuple)


@needs_poppler
@holds_of(st.sampled_from(Kind), LABELS, LABELS, st.just("") | LABELS, BARS, few=15, many=150)
def test_no_text_leaves_the_picture_nor_covers_another(kind, title, question, note, rows):
    if kind is Kind.WEEKS:
        rows = tuple(replace(row, id="2022-02-28") for row in rows)
    chart = changed(kind=kind, title=title, question=question, several=note, rows=rows)
    found = boxes(as_pdf(chart))

    assert all(left >= 0 and top >= 0 for left, top, _, _ in found)
    assert all(right <= 1200 and bottom <= 630 for _, _, right, bottom in found)
    assert [pair for pair in combinations(found, 2) if meets(*pair)] == []


@needs_poppler
def test_words_that_no_break_spaces_hold_together_stay_in_the_picture():
    glued = "\u00a0".join(["mot"] * 60)
    found = boxes(as_pdf(changed(title=glued, rows=(bar(glued, 40),))))

    assert max(right for _, _, right, _ in found) <= 1200
    assert [pair for pair in combinations(found, 2) if meets(*pair)] == []


def test_what_the_font_lacks_is_drawn_as_a_box():
    def signs(label):
        return picture_of(changed(rows=(bar(label, 40),))).svg.count("<use ")

    assert signs("\U0001f44d") == signs("x")
    assert signs("ن") > signs("")


def meets(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether the letters of two words cover each other: above them, a font's box has room."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    tops = (top + (bottom - top) / 4 for _, top, _, bottom in (one, other))
    return across > 0.5 and min(one[3], other[3]) - max(tops) > 1


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_stands_out_against_white_and_a_dark_one_stays(colour):
    def contrast(said):
        return contrast_with_white(*(int(said[at : at + 2], 16) for at in (1, 3, 5)))

    assert contrast(readable(colour)) >= 3
    assert contrast(colour) < 3.6 or readable(colour) == colour


def test_a_picture_asks_for_nothing_and_runs_nothing():
    hostile = '<script>alert(1)</script> & role="img" https://example.org/x.png 👍🏽 \x07 ا \ud800'
    rows = (bar(hostile, 12), *QUESTION.bars)
    svg = picture_of(changed(title=hostile, question=hostile, rows=rows)).svg
    root = tree(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    attributes = [pair for element in root.iter() for pair in element.attrib.items()]

    assert tags == {"svg", "title", "desc", "defs", "symbol", "use", "g", "path"}
    assert not {name for name, _ in attributes if name.startswith(("on", "style"))}
    assert all(value.startswith("#") for name, value in attributes if name.endswith("href"))
    assert "url(" not in svg


def test_a_picture_has_three_files_of_the_same_name(tmp_path):
    picture = picture_of(QUESTION)
    write_pictures([picture], tmp_path)
    png = (tmp_path / "interdire.png").read_bytes()

    names = {f"interdire.{kind}" for kind in ("png", "svg", "txt")}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1200, 630)
    assert (tmp_path / "interdire.txt").read_text("utf-8") == f"{picture.alt}\n"


DIGEST = """
import hashlib
from tests.rooms.public.test_pictures import QUESTION
from consultation.public.pictures.drawing import picture_of
picture = picture_of(QUESTION)
print(hashlib.sha256(picture.svg.encode() + picture.png).hexdigest())
"""


def test_the_same_figures_give_the_same_bytes_in_any_process():
    picture = picture_of(QUESTION)
    digest = hashlib.sha256(picture.svg.encode() + picture.png).hexdigest()
    command = [sys.executable, "-c", DIGEST]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert picture == picture_of(QUESTION)
    assert said.strip() == digest
