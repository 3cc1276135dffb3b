"""What holds of any answers: texts come through, the order of rows is nothing (that of exports:
test_lives, test_counts)."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import strategies as st

from consultation.words.readable import readable
from tests.cases.properties import holds_of
from tests.cases.runs import Run, sheet_of, tables_of
from tests.cases.small import FORM_ID, Row, row, small_run


@contextmanager
def a_run(rows: list[Row]) -> Iterator[Run]:
    """A run whose inbox holds an export of these rows, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield small_run(Path(folder), *rows)


# Texts.

PLACES = {"Texte": "Texte", "Suite": "Suite", "Autre raison": "Raisons", "Autre mode": "Mode"}
TRICKY = [
    # What a spreadsheet takes for a formula, a number or a date.
    *("=1+1", '=HYPERLINK("http://example.org")', "+33 6 00 00 00 00", "-", "@SUM(A1)", "'"),
    *("#N/A", "TRUE", "2022-03-14", "0012", "1E5"),
    # What XML, its writers and lines of a file escape.
    *("_x000D_", "_x005F_x000D_", "<b>&amp;</b>", "]]>", "a\r\nb", "a\rb", "a\nb", "\t a \t"),
    *("\x00", "\x0b\x1f\x7f", "\ufffe\uffff\ufffd", "\ufeffa", "\u2028\u2029\u0085"),
    *("👩🏽‍🚒", "e\u0301", '"', '";"', "\\", "null", "∅", "|"),
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(TRICKY)
SPACES = set("\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | set(
    map(chr, range(0x2000, 0x200B))
)


def shown(cell: str) -> str | None:
    """The text of a cell as a sheet shows it. None for a cell of spaces."""
    return readable(cell.replace("\r\n", "\n")) if set(cell) - SPACES else None


def texts_in(run: Run) -> dict[tuple[str, str], str]:
    """The texts of the workbook, their parts joined, by submission and question."""
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in sheet_of(run.synthese, "Textes"):
        parts[line["Soumission"], line["Question"]].append(line["Texte"])
    return {key: "".join(texts) for key, texts in parts.items()}


def expected_texts(cells: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    return {
        (f"{FORM_ID}:{sid}", question): text
        for sid, row_cells in enumerate(cells, start=1)
        for place, question in PLACES.items()
        if (text := shown(row_cells[place])) is not None
    }


@pytest.mark.slow
@holds_of(
    st.lists(st.fixed_dictionaries(dict.fromkeys(PLACES, TEXTS)), min_size=1, max_size=30),
    few=2,
    many=40,
)
def test_any_text_goes_from_the_export_to_the_workbook(cells):
    rows = [row(sid, **one) for sid, one in enumerate(cells, start=1)]
    with a_run(rows) as run:
        run.publish()

        assert texts_in(run) == expected_texts(cells)
        whole = run.published(
            "select submission_id, text from clean.answers where text is not null"
        )
    kept = [text.replace("\r\n", "\n") for one in cells for text in one.values() if shown(text)]
    assert sorted(text for _, text in whole) == sorted(kept)


# Order.

EMAILS = ["", "a@exemple.fr", "A@Exemple.fr", "b@exemple.fr", "pas une adresse"]
CONSENTS = ["Oui, en mon nom", "Oui, au nom du collectif", "Oui, sans nom", "Non", "", "Peut-être"]
MOMENTS = [f"{day:02}/02/2022 - {hour:02}:00" for day in (14, 15, 28) for hour in (9, 10)]


@st.composite
def versions(draw: st.DrawFn, sids: st.SearchStrategy[int]) -> Row:
    """A row with an own mind about who answers, what and when."""
    at = draw(st.sampled_from(MOMENTS))
    later = [moment for moment in MOMENTS if moment >= at]
    return row(
        draw(sids),
        at=at,
        modified=draw(st.sampled_from(later)),
        draft=draw(st.sampled_from("0001")),
        Courriel=draw(st.sampled_from(EMAILS)),
        Envoi=draw(st.sampled_from(CONSENTS)),
        Qui=draw(st.sampled_from(["Citoyen·ne", "Association", "", "Autre"])),
        Bruit=draw(st.sampled_from(["X", ""])),
        Mode=draw(st.sampled_from(["Vélo", "Train", "Avion", ""])),
        En_ville=draw(st.sampled_from(["Pour", "Contre", ""])),
        Combien=draw(st.sampled_from(["1", "2,5", "dix", ""])),
        Texte=draw(st.sampled_from(["un texte", "un autre", ""])),
    )


def content_of(run: Run, *without: str) -> dict[str, list[tuple[object, ...]]]:
    """All that a run counted, but for tables that name files and lines."""
    run.build()
    database = run.folders.database(run.form_id)
    tables = tables_of(database, ["clean", "respondents", "statistics", "publications"])
    return {name: rows for name, rows in tables.items() if name not in without}


NAMING_FILES = (
    *("clean.exports", "clean.set_aside_cells", "clean.rejections"),
    *(f"publications.justificatif__{sheet}" for sheet in ("exports", "non_comptees", "rejets")),
)


@pytest.mark.slow
@holds_of(st.data(), few=2, many=40)
def test_the_order_of_rows_does_not_matter(data):
    sids = st.integers(1, 14)
    rows = data.draw(st.lists(versions(sids), max_size=14, unique_by=lambda cells: cells[1]))
    moved = data.draw(st.permutations(rows))

    with a_run(rows) as run, a_run(moved) as other:
        assert content_of(run, *NAMING_FILES) == content_of(other, *NAMING_FILES)
