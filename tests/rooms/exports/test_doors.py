"""What other form tools write comes back as it was typed, under Framaforms' headings."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from consultation.exports import match_columns, read_export
from consultation.exports.doors import DOORS
from consultation.exports.doors.moments import iso_moment
from consultation.words.errors import OrganiserError
from consultation.words.french import label
from tests.cases.reading import form, kept, opened_alone, read, rejected
from tests.cases.tool_writers import OWN, WRITERS, drupal, export_of, limesurvey, own_cells

FORGED = "2,2,2026-03-20T08:01:00,2026-03-20T08:01:00,0,a,b"
QUOTES = ['"', "\\", '\\"', '\\",', "'", "=", "'="]
PIECES = [*QUOTES, "\n", "\r\n", "\r", ",", ";", "; ", "-", " ", "é"]
TEXTS = st.lists(st.sampled_from([*PIECES, FORGED]), max_size=6).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=8
)
ROWS = st.lists(st.tuples(TEXTS, TEXTS), max_size=4)
HEADINGS = ["Votre avis", "Pourquoi ?"]


def as_read(tool: str, text: str) -> str:
    """The text but for what its tool loses: CRLF, and an apostrophe typed before a formula."""
    if tool in ("nextcloud", "limesurvey"):
        text = text.replace("\r\n", "\n")
        guarded = ("'=", "'+", "'-", "'@", "'\t", "'\r") if tool == "nextcloud" else ("'=",)
        return text[1:] if text.startswith(guarded) else text
    return text.replace("\r\r\n", "\r\n") if tool == "drupal" else text


@pytest.mark.parametrize("tool", WRITERS)
@given(rows=ROWS)
@example(rows=[('il a dit \\"oui\\", puis non', "C:\\"), ("C:\\", 'a\\"b')])
@example(rows=[("fin\\", "x\\\n" + FORGED), ("", "")])
@settings(deadline=None, max_examples=60)
def test_any_text_comes_back_as_it_was_typed(tool, rows):
    records = read(export_of(tool, HEADINGS, rows))

    cells = [record.cells[len(OWN[tool]) :] for record in records if not record.rule]
    typed = [[as_read(tool, text) for text in row] for row in rows]
    if tool == "drupal" and any(
        text.endswith("\\") or '\\"' in text for row in rows for text in row
    ):
        # PHP itself leaves some in doubt: they are rejected, and nothing is made up.
        assert all(row in typed for row in cells)
    else:
        assert cells == typed


def test_rows_that_an_answer_forges_are_never_read():
    forger = ('x\\",fin\n' + FORGED + "\n" + FORGED.replace("2,2", "3,3"), "a b")
    records = read(export_of("drupal", HEADINGS, [("un avis", "b"), forger, ("autre avis", "c")]))

    assert [cells[-2:] for cells in kept(records)] == [["un avis", "b"], ["autre avis", "c"]]
    assert {rule for _, rule in rejected(records)} == {"quotes_broken"}


IDENTITIES = {
    "nextcloud": ["Identifiant utilisateur", "Nom d’affichage de l’utilisateur"],
    "drupal": ["Remote IP address", "Submitted by: ID", "Submitted by: Title", "Notes", "token"],
    "limesurvey": ["Code d’accès", "token", "Adresse IP", "ipaddr", "refurl", "lastname"],
    "google": ["Nom d’utilisateur"],
}
HEADS = {
    "nextcloud": ["Horodatage"],
    "drupal": ["Submission ID", "Is draft"],
    "limesurvey": ["ID de la réponse", "Date de soumission"],
    "google": ["Horodateur"],
}


@pytest.mark.parametrize("tool", IDENTITIES)
def test_what_names_an_account_or_a_machine_is_dropped_as_it_is_read(tool):
    own, named = HEADS[tool], IDENTITIES[tool]
    rows = [[*own, *named, "Vos idées"], ["1"] * len(own) + ["alix"] * len(named) + ["moi"]]
    export = opened_alone(WRITERS[tool](rows), form())

    kinds = [column.field.kind for column in match_columns(export, form()).columns]
    assert kinds == ["submission"] * len(own) + ["dropped"] * len(named) + ["question"]
    assert "alix" not in str(list(export.records()))


RAISONS = ["Raisons [Coût]", "Raisons [Climat]", "Avis [La rue]", "Avis [Le parc]", "Vos idées"]
ANSWERS = ["X", "", "Pour", "Contre", "un mot"]
UNDER_TITLES = [
    *(("question", "raisons", "choice:cout"), ("question", "raisons", "choice:climat")),
    *(("question", "avis", "item:rue"), ("question", "avis", "item:parc")),
    ("question", "idees", ""),
]


def with_marks(opening: str, closing: str) -> list[str]:
    """The headings as another tool would write them."""
    return [one.replace(" [", opening).replace("]", closing) for one in RAISONS]


CODES = ["id", "submitdate", "lastpage", "startlanguage", "token"]
CODED = "raisons[cout] raisons[climat] avis[rue] avis[parc] idees"
FULL = [*OWN["limesurvey"], *RAISONS]
LIME = {
    "full": FULL,
    "codes": [*CODES, *CODED.split()],
    "expression_codes": [*CODES, *CODED.replace("[", "_").replace("]", "").split()],
    "codes_and_texts": [f"Q{at}[SQ{at}]. {one}" for at, one in enumerate(FULL)],
}
KEYS = ["serial", "sid", "created", "completed", "in_draft"]
KEYED = [*KEYS, *CODED.replace("[", "__").replace("]", "").split()]
OTHERS = {
    "nextcloud": export_of("nextcloud", with_marks(" (", ")"), [ANSWERS]),
    "google": export_of("google", RAISONS, [ANSWERS]),
    "drupal": export_of("drupal", with_marks(": ", ""), [ANSWERS]),
    "drupal_keys": drupal([KEYED, [*own_cells("drupal", 1), *ANSWERS]], "\t"),
} | {
    name: limesurvey([head, [*own_cells("limesurvey", 1), *ANSWERS]], ";")
    for name, head in LIME.items()
}


@pytest.mark.parametrize("name", OTHERS)
def test_options_and_rows_are_found_under_the_title_of_their_question(name):
    export = opened_alone(OTHERS[name], form())
    columns = match_columns(export, form()).columns

    told = [(column.field.kind, column.field.id, column.field.part) for column in columns]
    assert told[-5:] == UNDER_TITLES
    assert [record.cells[-5:] for record in export.records()] == [ANSWERS]


def test_a_heading_between_brackets_stays_whole_where_nothing_shows_a_question():
    content = export_of("nextcloud", ["Âge (ans)", "Ville (ou village)"], [["12", "Brest"]])
    assert [one.label for one in opened_alone(content).headings][-2] == "Âge (ans)"


def test_questions_of_the_same_title_are_told_apart_by_their_place():
    export = opened_alone(export_of("google", ["Pourquoi ?"] * 3, [["a", "b", "c"]]))
    asked = [one.label for one in export.headings][1:]
    assert asked == ["Pourquoi ?", "Pourquoi ? (2)", "Pourquoi ? (3)"]


def test_an_answer_that_looks_like_a_code_is_one():
    typed = export_of("limesurvey", ["Raisons [Coût]", "Avis"], [["Oui", "Y"], ["Non", ""]])

    assert len(read(typed)) == 2


def test_an_unknown_tool_is_told_those_that_are_known():
    told = OrganiserError("no_header").advice.replace(
        "du module Webform de Drupal", "Webform de Drupal"
    )

    assert all(label("tool", door.name) in told for door in DOORS)


@pytest.mark.parametrize("tool", OWN)
def test_a_workbook_is_read_as_its_csv(tool, tmp_path):
    rows = [[*OWN[tool], "Avis", "Note"], [*own_cells(tool, 1), "'=1+1", "5"]]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "export.xlsx")

    export = read_export(tmp_path / "export.xlsx")
    assert (export.door.name, export.file_format) == (tool, "xlsx")
    assert [record.cells[-2:] for record in export.records()] == [["'=1+1", "5"]]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2022-03-14T09:05:00+01:00", "2022-03-14T09:05:00+01:00"),
        ("2026/07/29 3:08:24 PM UTC+2", "2026-07-29T15:08:24+02:00"),
        ("2026/07/29 12:08:24 AM EST", "2026-07-29T00:08:24-05:00"),
        ("29/7/2026 5:08:24", "29/07/2026 05:08:24"),
        ("lundi 14 mars 2022 à 09:05:00 UTC+1", "2022-03-14T09:05:00+01:00"),
        ("14 août 2022 à 09:05:00 heure d’été d’Europe centrale", "2022-08-14T09:05:00+02:00"),
        ("Monday, March 14, 2022 at 9:05:00 PM", "2022-03-14T21:05:00"),
        ("2026/02/31 1:00:00 AM UTC", "2026/02/31 1:00:00 AM UTC"),
    ],
)
def test_times_keep_their_offset(cell, moment):
    assert iso_moment(cell) == moment
