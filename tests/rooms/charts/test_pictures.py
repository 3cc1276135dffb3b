"""A picture says by itself what it shows: whoever meets it alone can quote it and check it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from consultation.charts import Bar, Chart, Kind, figures, picture_of, write_pictures
from consultation.charts.colours import contrast_with_white, readable
from consultation.charts.lettering import FONTS
from consultation.charts.pictures import layout_of
from consultation.charts.rendering import svg_of
from tests.cases.places import ROOT
from tests.cases.properties import holds_of

QUESTION = Chart(
    id="interdire",
    kind=Kind.OPTIONS,
    title="Faut-il interdire la vidéosurveillance augmentée ?",
    question="Êtes-vous favorable à l'interdiction de ces dispositifs dans l'espace public ?",
    consultation="Consultation citoyenne",
    as_of=dt.date(2022, 3, 11),
    n=2204,
    bars=(
        Bar("Oui", 1234, 1234 / 2204),
        Bar("Non", 970, 970 / 2204),
        Bar("Ne sait pas", None, few="10 ou moins"),
        Bar("Refus", 0, 0.0),
    ),
)
WORD = "anticonstitutionnellement"
WEIGHTS = {"400": "Regular", "600": "SemiBold"}
PLACE = re.compile(r"-?[\d.]+")
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """What a text or a rectangle covers, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(tree(svg).iter(SVG + tag))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in elements(svg, "text")]


@cache
def font_of(weight: str) -> TTFont:
    return TTFont(FONTS / f"Inter-{WEIGHTS[weight]}.ttf")


def text_boxes(svg: str) -> Iterator[Box]:
    """Where texts stand, by the widths that the font's own tables give."""
    for element in elements(svg, "text"):
        font = font_of(element.attrib["font-weight"])
        size = float(element.attrib["font-size"].removesuffix("px"))
        glyphs = [font.getBestCmap()[ord(sign)] for sign in element.text or ""]
        wide = sum(font["hmtx"][glyph][0] for glyph in glyphs) / font["head"].unitsPerEm * size
        x, y = map(float, PLACE.findall(element.attrib["transform"])[:2])
        if "rotate" in element.attrib["transform"]:
            yield Box(x - size * 0.75, y - wide, x + size * 0.2, y)
        else:
            left = x - wide / 2 if element.get("text-anchor") == "middle" else x
            yield Box(left, y - size * 0.75, left + wide, y + size * 0.2)


def filled(svg: str, colour: str) -> list[Box]:
    """The rectangles of a colour."""
    drawn = [path for path in elements(svg, "path") if path.get("fill") == colour]
    corners = [tuple(map(float, PLACE.findall(path.attrib["d"])))[:4] for path in drawn]
    return [Box(x, y, x + width, y + height) for x, y, width, height in corners]


def test_a_picture_says_what_was_asked_who_counted_when_and_of_how_many():
    said = " ".join(texts(picture_of(QUESTION).svg)).replace("\u00a0", " ")

    assert "Faut-il interdire la vidéosurveillance augmentée ?" in said
    assert "Êtes-vous favorable à l’interdiction de ces dispositifs" in said
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


def test_few_are_told_and_not_drawn_and_look_like_no_zero():
    svg = picture_of(QUESTION).svg

    assert len(filled(svg, QUESTION.colour)) == 2  # yes and no
    assert len(filled(svg, "#ededed")) == 3  # and the whole of which nobody refused
    assert {"10 ou moins", "0"} <= set(texts(svg))
    assert any("Nombres arrondis" in text for text in texts(svg))


def test_bars_are_as_long_as_their_shares_of_the_whole():
    svg = picture_of(QUESTION).svg
    whole = filled(svg, "#ededed")[0]
    lengths = [bar.right - bar.left for bar in filled(svg, QUESTION.colour)]

    assert lengths == pytest.approx(
        [(whole.right - whole.left) * bar.share for bar in QUESTION.bars[:2]], abs=1
    )


def test_of_many_options_the_largest_are_drawn_and_the_others_counted():
    bars = tuple(Bar(f"Option {number}", 10 * number, number / 30) for number in range(1, 26))
    said = texts(picture_of(replace(QUESTION, bars=bars)).svg)

    assert "et 13 autres\u00a0: voir le tableau" in said
    assert [text for text in said if text.startswith("Option")] == [
        f"Option {number}" for number in range(25, 13, -1)
    ]


def test_an_option_that_ends_with_dots_is_whole():
    bars = (Bar("Autre, précisez…", 40, 0.5), Bar("Oui", 40, 0.5))
    sizes = {
        element.get("font-size")
        for element in elements(picture_of(replace(QUESTION, bars=bars)).svg, "text")
        if element.text in ("Autre, précisez…", "Oui")
    }

    assert sizes == {"30px"}


def test_weeks_stand_side_by_side_and_their_denominator_is_named():
    weeks = (
        Bar("07/02", 120),
        Bar("14/02", None, few="10 ou moins"),
        Bar("21/02", 0),
        Bar("28/02", 240),
    )
    svg = picture_of(replace(QUESTION, kind=Kind.WEEKS, bars=weeks)).svg
    low, high = filled(svg, QUESTION.colour)

    assert (high.bottom - high.top) == pytest.approx(2 * (low.bottom - low.top), abs=1)
    assert low.bottom == high.bottom
    assert any("selon la semaine de leur envoi" in text for text in texts(svg))
    assert {"10 ou moins", "0"} <= set(texts(svg))


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


@holds_of(st.sampled_from(Kind), LABELS, LABELS, st.none() | LABELS, BARS, few=15, many=150)
def test_no_text_leaves_the_picture_nor_covers_another(kind, title, question, note, bars):
    if kind is Kind.WEEKS:
        bars = tuple(replace(bar, label="28/02") for bar in bars)
    chart = replace(
        QUESTION, kind=kind, title=title, question=question, note=note, bars=bars, n=99_999
    )
    svg = svg_of(layout_of(chart), chart.id, "", "")
    boxes = list(text_boxes(svg))

    assert all(box.left >= 0 and box.right <= 1200 for box in boxes)
    assert all(box.top >= 0 and box.bottom <= 630 for box in boxes)
    assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []
    drawn = filled(svg, chart.colour)
    assert [(box, bar) for box in boxes for bar in drawn if box.meets(bar)] == []


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_stands_out_against_white_and_a_dark_one_stays(colour):
    def contrast(said):
        return contrast_with_white(*(int(said[at : at + 2], 16) for at in (1, 3, 5)))

    assert contrast(readable(colour)) >= 3
    assert contrast(colour) < 3.6 or readable(colour) == colour


def test_a_picture_asks_for_nothing_and_runs_nothing():
    hostile = '<script>alert(1)</script> & role="img" https://example.org/x.png 👍🏽 \x07 العربية'
    bars = (Bar(hostile, 12, 0.5), *QUESTION.bars)
    svg = picture_of(replace(QUESTION, title=hostile, question=hostile, bars=bars)).svg
    root = tree(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    attributes = {name for element in root.iter() for name in element.attrib}

    assert tags == {"svg", "title", "desc", "rect", "g", "path", "text"}
    assert not {name for name in attributes if "href" in name or name.startswith(("on", "style"))}
    assert "url(" not in svg
    assert 'role="img" https://example.org/x.png □' in " ".join(texts(svg))


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
LAZY = """
import sys
import consultation.charts
print(sorted({"altair", "fontTools", "vl_convert"} & set(sys.modules)))
"""


def said_by_another_process(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_the_same_figures_give_the_same_bytes_in_any_process():
    first, second = picture_of(QUESTION), picture_of(QUESTION)

    assert first == second
    digest = hashlib.sha256(first.svg.encode() + first.png).hexdigest()
    assert said_by_another_process(DIGEST).strip() == digest


def test_who_draws_nothing_does_not_wait_for_what_draws():
    assert said_by_another_process(LAZY).strip() == "[]"
