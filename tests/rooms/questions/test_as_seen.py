"""Answers as people see them: values in French, tables as wide as the terminal, files whole."""

# ruff: noqa: DTZ001 - what the database holds has no time zone

from __future__ import annotations

import datetime as dt
import json
import stat
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from rich.cells import cell_len

from consultation.machine.settings import Folders
from consultation.questions.askings import TypedQuery, published_database
from consultation.questions.drawing import Limits, draw
from consultation.questions.result_files import put_in_place, write_answers
from consultation.questions.result_values import distinct_titles, in_french, plain_value
from consultation.warehouse.published.reader import Reader, open_reader
from consultation.words.errors import OrganiserError
from tests.cases.errors import error_of
from tests.cases.runs import FIRST, published, sheet_of

# Values


@pytest.mark.parametrize(
    ("value", "title", "text"),
    [
        *((None, "x", ""), (True, "x", "oui"), (False, "x", "non"), (float("nan"), "x", "")),
        *((1234, "x", "1\u202f234"), (1234.56789, "x", "1\u202f234,568"), (2.0, "x", "2")),
        *((0.0000123, "x", "0,0000123"), (Decimal("0.10"), "x", "0,1")),
        # Shares, years and numbers of submissions are told by their titles.
        *((0.123, "chosen_share", "12,3\u00a0%"), (0.123, "Part, personnes", "12,3\u00a0%")),
        *((0.123, "Participation", "0,123"), (-0.05, "Part, écart", "-5,0\u00a0%")),
        *((3, "Part", "3"), (2022, "Année", "2022"), (412881, "sid", "412881")),
        (dt.date(2022, 3, 1), "x", "01/03/2022"),
        (dt.datetime(2022, 3, 1, 9, 5), "x", "01/03/2022 09:05"),
        (dt.datetime(2022, 3, 1, 9, 5, 7), "x", "01/03/2022 09:05:07"),
        *((["a", 1], "x", '["a", 1]'), ("deux\nlignes", "x", "deux\nlignes")),
        ("\x1b[2Jcaché\x07", "x", "\ufffd[2Jcaché\ufffd"),
    ],
)
def test_a_value_is_shown_in_french(value, title, text):
    assert in_french(value, title) == text


def test_titles_that_repeat_or_are_empty_are_told_apart():
    assert distinct_titles(["a", "A", "", "a", "a_2"]) == ("a", "A_2", "colonne", "a_3", "a_2_2")


# Tables


def lines(rows, columns=("Mot", "Nombre"), types=("VARCHAR", "BIGINT"), width=80, limits=None):
    return list(draw(columns, types, rows, width, limits or Limits()).lines)


def test_a_table_has_a_header_and_numbers_stand_to_the_right():
    assert lines([("drone", 1), ("caméra", 12345)]) == [
        "Mot     Nombre",
        "──────────────",
        "drone        1",
        "caméra  12\u202f345",
    ]


def test_where_columns_do_not_fit_the_table_is_wider_than_the_screen():
    assert lines([("un texte un peu plus long", 7)], width=16) == [
        "Mot            Nombre",
        "─────────────────────",
        "un texte un         7",
        "peu plus long",
    ]


def test_what_is_left_out_is_counted():
    rows = [("x" * 30, number) for number in range(10)]
    table = draw(("Mot", "Nombre"), ("VARCHAR", "BIGINT"), iter(rows), 80, Limits(3, 10))

    assert (table.row_count, table.shown_row_count, table.cut_text_count) == (10, 3, 3)
    assert table.lines[2].startswith("xxxxxxxxxx…")
    assert len(table.lines) == 5


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60
) | st.sampled_from(["漢字かな交じり文 " * 5, "e\u0301" * 40, "👩🏽‍🌾 et 👨‍👩‍👧 " * 4, "mot " * 30])


@given(
    rows=st.lists(st.tuples(TEXTS, st.integers(-(10**9), 10**9), TEXTS), max_size=5),
    width=st.integers(45, 120),
)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(rows, width):
    titles = ("premier", "nombre", "second")
    drawn = lines(rows, titles, ("VARCHAR", "BIGINT", "VARCHAR"), width)

    assert all(cell_len(line) <= width for line in drawn)
    shown = "".join(in_french(cell) for row in rows for cell in row)
    assert {*"".join(shown.split())} <= {*"".join(drawn)}


def test_a_table_that_just_fits_keeps_the_last_sign_of_each_cell():
    rows = [("mtW CJIoh76Rv", "GdalBO1iApuYqz")]

    drawn = lines(rows, ("Un", "Deux"), ("VARCHAR", "VARCHAR"), 26)
    assert set("GdalBO1iApuYqz") <= set("".join(drawn))


# Files


@pytest.fixture
def folders(tmp_path) -> Folders:
    run = published(FIRST)
    return Folders(run.folders.inbox, run.folders.data, run.folders.outputs, run.folders.forms)


@pytest.fixture
def reader(folders) -> Iterator[Reader]:
    with open_reader(published_database(folders, None)) as opened:
        yield opened


QUERY = """
select
    '=1+1' as text, 12 as whole, 0.5 as chosen_share, null::date as no_day,
    date '2022-03-01' as day, timestamp '2022-03-01 09:05:07' as moment, true as sure,
    [1, 2] as list, 9007199254740993 as huge, 'a' as a, 'b' as a
"""


def written(reader: Reader, folders: Folders, path: Path, query: str = QUERY, kind="") -> Path:
    asking = TypedQuery("Essai", ("Un essai.",), reader.statements(query), {})
    with put_in_place(path, folders, force=True) as aside:
        write_answers(reader, asking, kind or path.suffix[1:], aside)
    return path


def test_a_csv_is_in_the_dialect_of_the_project(reader, folders, tmp_path):
    path = written(reader, folders, tmp_path / "x.csv")

    assert path.read_bytes().decode() == (
        '"text","whole","chosen_share","no_day","day","moment","sure","list","huge","a","a_2"\n'
        '"\'=1+1",12,0.5,,2022-03-01,2022-03-01 09:05:07,"true","[1, 2]",9007199254740993,"a","b"\n'
    )


NUMBERS = st.floats() | st.decimals(-(10**20), 10**20, places=10)


@given(NUMBERS | st.dates() | st.times() | st.binary() | st.uuids())
def test_a_cell_holds_a_list_of_whatever_duckdb_gives_as_json(value):
    assert json.loads(str(plain_value([value])))


def test_a_workbook_holds_values_and_no_formula(reader, folders, tmp_path):
    path = written(reader, folders, tmp_path / "x.xlsx")

    (row,) = sheet_of(path, "Résultat")
    days = [None, dt.datetime(2022, 3, 1), dt.datetime(2022, 3, 1, 9, 5, 7)]
    others = ["oui", "[1, 2]", "9007199254740993", "a", "b"]
    assert [*row.values()] == ["=1+1", 12, 0.5, *days, *others]
    assert " ".join(row) == "text whole chosen_share no_day day moment sure list huge a a_2"
    sheet = load_workbook(path)["Résultat"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "d"}
    assert sheet["A2"].value.startswith("INTERNE")
    assert sheet["A2"].value.endswith("Un essai.")


def test_a_workbook_has_a_sheet_per_statement_and_a_csv_refuses_two(reader, folders, tmp_path):
    two = "select 1 as x; select 2 as y"
    path = written(reader, folders, tmp_path / "x.xlsx", two)

    assert sheet_of(path, "Résultat 1") == [{"x": 1}]
    assert sheet_of(path, "Résultat 2") == [{"y": 2}]
    refused = error_of(written, reader, folders, tmp_path / "x.csv", two)
    assert refused.code == "several_results"
    assert "--format xlsx" in refused.message


def test_a_text_that_no_cell_can_hold_is_cut_and_says_where_it_is_whole(reader, folders, tmp_path):
    query = "select repeat('mot ', 10000) as text"
    (row,) = sheet_of(written(reader, folders, tmp_path / "x.xlsx", query), "Résultat")

    assert row["text"].startswith("mot mot ")
    assert "en entier dans la même réponse en .csv" in row["text"].replace("\u00a0", " ")


def test_the_same_question_gives_the_same_bytes(reader, folders, tmp_path):
    query = "from clean.submissions order by 1"
    for name in ("x.xlsx", "x.csv"):
        content = written(reader, folders, tmp_path / name, query).read_bytes()
        assert written(reader, folders, tmp_path / name, query).read_bytes() == content


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_failing_query_leaves_the_file_that_was_there_and_another_is_its_owners_only(
    reader, folders, tmp_path, name
):
    (tmp_path / name).write_text("avant", encoding="utf-8")
    (tmp_path / name).chmod(0o666)

    with pytest.raises(OrganiserError):
        written(reader, folders, tmp_path / name, "select text::int from clean.answers")
    assert (tmp_path / name).read_text(encoding="utf-8") == "avant"

    path = written(reader, folders, tmp_path / name, "select 1 as x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "place",
    [
        *("outputs/{form}/../{form}/x.csv", "outputs/{form}/organisation/synthese.xlsx"),
        *("outputs/other/x.csv", "data/x.csv", "forms/{form}.toml", "inbox/x.csv"),
        *(".", "nulle/part/x.csv"),  # no file, no folder
    ],
)
def test_a_file_is_never_written_where_a_run_would_undo_it(reader, folders, place):
    run = published(FIRST)
    path = run.folders.outputs.parent / place.format(form=run.form_id)
    before = path.read_bytes() if path.is_file() else None

    assert error_of(written, reader, folders, path, kind="csv").code == "unsafe_output"
    assert (path.read_bytes() if path.is_file() else None) == before


def test_no_file_is_replaced_unasked_and_a_link_instead_of_what_it_leads_to(folders, tmp_path):
    (tmp_path / "x.csv").write_text("avant", encoding="utf-8")
    (tmp_path / "lien.csv").symlink_to("x.csv")
    (tmp_path / "nulle-part.csv").symlink_to("nulle-part")
    for name in ("x.csv", "nulle-part.csv"):
        error = error_of(put_in_place(tmp_path / name, folders).__enter__)
        assert error.code == "file_in_the_way"

    with put_in_place(tmp_path / "lien.csv", folders, force=True) as aside:
        aside.write_text("après", encoding="utf-8")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "avant"
    assert (tmp_path / "lien.csv").read_text(encoding="utf-8") == "après"


# Which database


def outputs_of(folder: Path, *names: str) -> Folders:
    for name in names:
        database = folder / "outputs" / name / "organisation" / "consultation.duckdb"
        database.parent.mkdir(parents=True)
        database.touch()
    return Folders(folder / "inbox", folder / "data", folder / "outputs", folder / "forms")


def test_the_only_published_form_needs_no_name_and_a_frozen_one_its_own(tmp_path):
    folders = outputs_of(tmp_path, "essai", "essai.avant-envoi", ".essai.new")

    for asked in (None, "essai.avant-envoi"):
        found = published_database(folders, asked).parent.parent.name
        assert found == (asked or "essai")


@pytest.mark.parametrize(
    ("names", "form_id", "code", "said"),
    [
        ((), None, "nothing_published", "faire-masse run"),
        ((), "essai", "nothing_published", "faire-masse run"),
        (("essai", "autre"), None, "several_forms", "--form-id autre"),
        (("essai", "autre"), "esai", "unknown_form", "essai"),
        (("essai",), "../essai", "unknown_form", "essai"),
    ],
)
def test_a_database_that_cannot_be_told_is_said(tmp_path, names, form_id, code, said):
    refused = error_of(published_database, outputs_of(tmp_path, *names), form_id)

    assert refused.code == code
    assert said in refused.message
