"""A picture says by itself what it shows: whoever meets it alone can quote it and check it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.charts import Bar, Chart, Kind, figures, picture_of, write_pictures
from consultation.charts.colours import contrast_with_white, readable
from consultation.charts.pictures import drawing, values_of
from tests.cases.places import ROOT
from tests.cases.poppler import boxes, needs_poppler, words_of
from tests.cases.properties import holds_of

QUESTION = Chart(
    id="interdire",
    kind=Kind.ANSWERS,
    title="Faut-il interdire la vidéosurveillance augmentée ?",
    question="Êtes-vous favorable à l'interdiction de ces dispositifs dans l'espace public ?",
    consultation="Consultation citoyenne",
    as_of=dt.date(2022, 3, 11),
    n=2204,
    base="personnes et collectifs qui ont répondu à cette question",
    bars=(
        Bar("Oui", 1234, 1234 / 2204),
        Bar("Non", 970, 970 / 2204),
        Bar("Ne sait pas", None, few="10 ou moins"),
        Bar("Refus", 0, 0.0),
    ),
)
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


def filled(svg: str, colour: str) -> list[tuple[float, float]]:
    """Width and height of the rectangles of a colour."""
    shapes = [
        path.get("d", "") for path in tree(svg).iter(f"{SVG}path") if path.get("fill") == colour
    ]
    sides = [re.findall(r"[vh] (-?[\d.]+)", shape) for shape in shapes]
    return [(float(width), float(height)) for height, width, *_ in sides]


@needs_poppler
def test_a_picture_says_what_was_asked_who_counted_when_and_of_how_many():
    said = words_in(QUESTION)

    assert "Faut-il interdire la vidéosurveillance augmentée ?" in said
    assert "Êtes-vous favorable à l’interdiction de ces dispositifs" in said
    assert "Oui 1 234 · 56 %" in said
    assert "n = 2 204 personnes et collectifs qui ont répondu à cette question" in said
    assert "Source : Consultation citoyenne — faire-masse, chiffres arrêtés au 11/03/2022" in said


def test_the_alternative_text_tells_the_figures_and_what_they_count():
    assert picture_of(QUESTION).alt.replace("\u00a0", " ") == (
        "Diagramme en barres : Faut-il interdire la vidéosurveillance augmentée ? Question posée : "
        "« Êtes-vous favorable à l’interdiction de ces dispositifs dans l’espace public ? ». "
        "Oui : 1 234 (56 %) ; Non : 970 (44 %) ; Ne sait pas : 10 ou moins ; Refus : 0. "
        "n = 2 204 personnes et collectifs qui ont répondu à cette question. Nombres "
        "arrondis : les petits ne sont pas donnés, pour que personne ne soit reconnu. "
        "Source : Consultation citoyenne — faire-masse, chiffres arrêtés au 11/03/2022."
    )


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        (Bar("a", 1234, 0.5599), "1 234 · 56 %"),
        (Bar("a", 125, 0.125), "125 · 13 %"),
        (Bar("a", 12, 0.0041), "12 · moins de 1 %"),
        (Bar("a", 2999, 2999 / 3000), "2 999 · plus de 99 %"),
        (Bar("a", 40, 1.0), "40 · 100 %"),
        (Bar("a", 40), "40"),
        (Bar("a", 0, 0.0), "0"),
        (Bar("a", None, few="10 ou moins"), "10 ou moins"),
    ],
)
def test_figures_are_written_as_french_readers_do(bar, said):
    assert figures(bar).replace("\u00a0", " ") == said


@needs_poppler
def test_few_are_told_and_not_drawn_and_look_like_no_zero():
    svg, said = picture_of(QUESTION).svg, words_in(QUESTION)

    assert len(filled(svg, QUESTION.colour)) == 2  # yes and no
    assert len(filled(svg, WHOLE)) == 3  # and the whole of which nobody refused
    assert "Ne sait pas 10 ou moins" in said
    assert "Refus 0" in said
    assert "Nombres arrondis" in said


def test_bars_are_as_long_as_their_shares_of_the_whole():
    svg = picture_of(QUESTION).svg
    whole, _ = filled(svg, WHOLE)[0]
    lengths = [width for width, _ in filled(svg, QUESTION.colour)]

    assert lengths == pytest.approx([whole * bar.share for bar in QUESTION.bars[:2]], abs=1)


def test_of_many_options_the_largest_are_drawn_in_their_order_and_the_others_counted():
    bars = tuple(Bar(f"Option {number}", 10 * number, number / 30) for number in range(1, 26))
    chart = replace(QUESTION, bars=bars)

    assert chart.drawn == bars[13:]
    assert "Et 13 autres : voir le tableau." in picture_of(chart).alt.replace("\u00a0", " ")


def test_weeks_stand_side_by_side_and_their_denominator_is_named():
    weeks = (
        Bar("07/02", 120),
        Bar("14/02", None, few="10 ou moins"),
        Bar("21/02", 0),
        Bar("28/02", 240),
    )
    picture = picture_of(replace(QUESTION, kind=Kind.WEEKS, bars=weeks))
    (_, low), (_, high) = filled(picture.svg, QUESTION.colour)

    assert high == pytest.approx(2 * low, abs=1)
    assert "n = 2 204 personnes et collectifs" in picture.alt.replace("\u00a0", " ")


@needs_poppler
@pytest.mark.parametrize("count", [4, 20, 52])
def test_every_week_has_its_label(count):
    first = dt.date(2022, 2, 7)
    days = [f"{first + dt.timedelta(weeks=week):%d/%m}" for week in range(count)]
    weeks = replace(QUESTION, kind=Kind.WEEKS, bars=tuple(Bar(day, 120) for day in days))

    assert [word for word in words_in(weeks).split() if word in days] == days


@needs_poppler
@pytest.mark.parametrize("title", ["L'envoi ?", "L’envoi\u00a0?", "L’envoi ? : en ville"])
def test_what_was_asked_is_not_said_twice(title):
    chart = replace(QUESTION, title=title, question="L'envoi ?")

    assert words_in(chart).replace("\u00a0", " ").count("L’envoi ?") == 1
    assert "Question posée" not in picture_of(chart).alt


LABELS = st.text("aàéœW mi-’«»/", min_size=1, max_size=60) | st.lists(
    st.sampled_from(["de", "vidéosurveillance", "à", WORD, WORD * 4, "l'espace"]),
    min_size=1,
    max_size=30,
).map(" ".join)
BARS = st.lists(
    st.builds(
        lambda label, count: Bar(label, count, None if count is None else count / 99_999),
        LABELS,
        st.none() | st.integers(0, 99_999),
    ),
    min_size=1,
    max_size=40,
).map(tuple)


@needs_poppler
@holds_of(st.sampled_from(Kind), LABELS, LABELS, st.none() | LABELS, BARS, few=15, many=150)
def test_no_text_leaves_the_picture_nor_covers_another(kind, title, question, note, bars):
    if kind is Kind.WEEKS:
        bars = tuple(replace(bar, label="28/02") for bar in bars)
    chart = replace(
        QUESTION, kind=kind, title=title, question=question, note=note, bars=bars, n=99_999
    )
    found = boxes(as_pdf(chart))

    assert all(left >= 0 and top >= 0 for left, top, _, _ in found)
    assert all(right <= 1200 and bottom <= 630 for _, _, right, bottom in found)
    assert [pair for pair in combinations(found, 2) if meets(*pair)] == []


@needs_poppler
def test_words_that_no_break_spaces_hold_together_stay_in_the_picture():
    glued = "\u00a0".join(["mot"] * 60)
    found = boxes(as_pdf(replace(QUESTION, title=glued, bars=(Bar(glued, 40, 0.5),))))

    assert max(right for _, _, right, _ in found) <= 1200
    assert [pair for pair in combinations(found, 2) if meets(*pair)] == []


def test_what_the_font_lacks_is_drawn_as_a_box():
    def signs(label):
        bars = (Bar(label, 40, 0.5),)
        return picture_of(replace(QUESTION, bars=bars)).svg.count("<use ")

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
    hostile = (
        '<script>alert(1)</script> & role="img" https://example.org/x.png 👍🏽 \x07 العربية \ud800'
    )
    bars = (Bar(hostile, 12, 0.5), *QUESTION.bars)
    svg = picture_of(replace(QUESTION, title=hostile, question=hostile, bars=bars)).svg
    root = tree(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    attributes = [pair for element in root.iter() for pair in element.attrib.items()]

    assert tags == {"svg", "title", "desc", "defs", "symbol", "use", "g", "path"}
    assert not {name for name, _ in attributes if name.startswith(("on", "style"))}
    assert all(value.startswith("#") for name, value in attributes if name.endswith("href"))
    assert "url(" not in svg


def test_a_screen_reader_meets_one_image_with_its_title_and_what_it_shows():
    picture = picture_of(QUESTION)
    root = tree(picture.svg)

    assert (root.get("role"), root.get("lang")) == ("img", "fr")
    assert root.get("aria-labelledby") == "interdire-titre interdire-texte"
    assert root.find(f"{SVG}title").text.replace("\u00a0", " ") == QUESTION.title
    assert root.find(f"{SVG}desc").text == picture.alt
    assert [each for each in root.iter() if each is not root and each.get("role")] == []


def test_a_picture_has_three_files_of_the_same_name(tmp_path):
    picture = picture_of(QUESTION)
    write_pictures([picture], tmp_path)
    png = (tmp_path / "interdire.png").read_bytes()

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "interdire.png",
        "interdire.svg",
        "interdire.txt",
    ]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1200, 630)
    assert (tmp_path / "interdire.txt").read_text("utf-8") == f"{picture.alt}\n"


DIGEST = """
import hashlib
from tests.rooms.charts.test_pictures import QUESTION
from consultation.charts import picture_of
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
