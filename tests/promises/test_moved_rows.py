"""A row that moved is not believed: Nextcloud Forms writes one empty cell for a skipped grid."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from consultation.proposals import propose
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.store.read_files import originals_of
from tests.cases.places import CASES
from tests.cases.properties import holds_of
from tests.cases.reading import read as read_records
from tests.cases.runs import Run, new_run
from tests.cases.tool_writers import OWN, export_of

EXAMPLE = CASES / "tools" / "nextcloud-grille-sautee.csv"
HEAD = 'title = "Places"\nrecipient = "Mairie"\ntime_zone = "Europe/Paris"\n'
PLACES = 'rue = ["Devant l\'école"]\nplace = ["Sur la place"]\nbus = ["Dans le bus"]\n'
CONSENT = """
[roles]
email = ["Votre courriel"]
[consent]
headers = ["Pouvons-nous transmettre votre réponse ?"]
anonymous = ["Oui"]
reflection_only = ["Non"]
[questions.pourquoi]
kind = "text"
headers = ["Pourquoi répondez-vous ?"]
[questions.recontact]
kind = "choice"
headers = ["Voulez-vous être recontacté·e ?"]
choices = { oui = ["Oui"], non = ["Non"] }
[questions.commune]
kind = "choice"
headers = ["Habitez-vous la commune ?"]
choices = { oui = ["Oui"], non = ["Non"] }
"""
SCALE = ["D'accord", "Pas d'accord", "Ne sait pas"]


def declared(scale: list[str], *, is_ignored: bool = False) -> str:
    """The form file of the example, with the scale of its grid."""
    if is_ignored:
        return HEAD + 'ignored = ["Êtes-vous d\'accord ?"]\n' + CONSENT
    choices = "\n".join(f'c{at} = ["{label}"]' for at, label in enumerate(scale))
    grid = '[questions.avis]\nkind = "grid"\nheaders = ["Êtes-vous d\'accord ?"]\n'
    items = f"[questions.avis.items]\n{PLACES}[questions.avis.choices]\n{choices}\n"
    return HEAD + CONSENT + grid + items


def read(folder, content: bytes, form: str, *tables: str) -> Run:
    """The content of a Nextcloud export, read under a form file."""
    run = new_run(folder, form_id="places", form=form)
    run.write("reponses.csv", content)
    assert run.build(*tables) == []
    return run


DRAFTED = declared([*SCALE, "Oui", "Non"])  # by `propose`, of the same file


@pytest.mark.parametrize("form", [declared(SCALE), DRAFTED, declared(SCALE, is_ignored=True)])
def test_ten_people_who_skip_a_grid_and_refuse_are_asked_about_and_not_sent(tmp_path, form):
    tables = ("review.consents", "sending.submissions", "notices.counted")
    run = read(tmp_path, EXAMPLE.read_bytes(), form, *tables)

    moved = "select record_number from raw.records where moved_at is not null order by all"
    skipped = [(one,) for one in (8, 13, 16, 17, 19, 21, 31, 52, 53, 57)]
    assert run.query(moved) == skipped
    consents = "select consent, count(*) from clean.submissions where submission_id"
    ids = "select submission_ids[1] from review.consents where is_moved and state = 'open'"
    assert run.query(f"{consents} in ({ids}) group by 1") == [("unclear", 10)]
    sent = run.query("select count(*) from sending.submissions")
    assert sent == run.query("select count(*) from clean.submissions where consent = 'anonymous'")
    assert run.query("select count(*) from typed.rejections") == [(0,)]
    with open_database(run.folders.database(run.form_id)) as connection:
        assert originals_of(connection).read == frozenset()  # the rest of these rows is only there
    noticed = "select answer_count from notices.counted where notice = 'moved_rows'"
    assert run.query(noticed) == [(10,)]
    # Of what follows the skipped grid only who wrote the row is believed.
    late = "select count(*) from typed.answers where question_id != 'pourquoi' and record_number in"
    assert run.query(f"{late} ({moved})") == [(0,)]
    mails = f"select email from typed.submissions where record_number in ({moved}) order by 1"
    assert run.query(mails)[0] == ("q12@example.org",)


def test_a_draft_takes_nothing_of_a_moved_row_into_a_scale():
    drafted = propose(EXAMPLE).text

    assert "[questions.etes_vous_d_accord.items]" in drafted
    scale = drafted.partition("[questions.etes_vous_d_accord.choices]")[2].partition("\n\n")[0]
    assert "Ne sait pas" in scale
    assert "Oui" not in scale


@pytest.mark.parametrize(("cell", "rejected"), [("Peut-être", 1), ("Ne sait pas", 0), ("", 0)])
def test_a_row_with_a_cell_off_its_grid_s_scale_is_rejected_whole(tmp_path, cell, rejected):
    headings = EXAMPLE.read_text("utf-8-sig").splitlines()[0].strip('"').split('","')[3:]
    answers = [
        ["a", "D'accord", one, "D'accord", "Oui", "Non", "Oui", "b@example.org"]
        for one in (cell, "D'accord")
    ]
    content = export_of("nextcloud", headings, answers)
    run = read(tmp_path, content, declared(SCALE), "clean.rejections", "clean.submissions")

    rules = [("off_scale", "unclear")] * rejected
    assert run.query("select rule, consent from typed.rejections") == rules
    assert run.query("select count(*) from clean.submissions") == [(2 - rejected,)]


# Any form: each question skipped or not, the row as Nextcloud Forms 5.3.5 writes it.

PARTS = {
    "text": [[""]],
    "grid": [[" (a)", " (b)", " (c)"]],
    "ranking": [[" (a)", " (b)"]],
    "numbers": [[" (a - x)", " (a - y)"], [" (b - x)", " (b - y)"]],
    "dashes": [[" (a - x - y)", " (a - x - z)"], [" (a - w - y)", " (a - w - z)"]],
}


@st.composite
def rows(draw) -> tuple[list[str], list[str]]:
    """Headings, and a row in which each cell that is filled says under which it should stand."""
    headings: list[str] = []
    cells: list[str] = []
    for at, shape in enumerate(draw(st.lists(st.sampled_from(sorted(PARTS)), max_size=5))):
        lines = [[f"Q{at}{part}" for part in line] for line in PARTS[shape]]
        headings += (name for line in lines for name in line)
        if draw(st.integers(0, 2)) == 0:
            cells.append("")
        else:
            for line in lines:
                cells += line if draw(st.integers(0, 2)) else [""]
    return headings, cells + [""] * (len(headings) - len(cells))


@holds_of(rows(), few=200, many=5_000)
def test_no_cell_is_believed_under_another_heading(drawn):
    headings, cells = drawn
    (record,) = read_records(export_of("nextcloud", ["Avis", *headings], [["x", *cells]]))

    believed = record.cells[len(OWN["nextcloud"]) + 1 : record.moved_at]
    pairs = list(zip(believed, headings, strict=False))
    assert [cell for cell, heading in pairs if cell not in ("", heading)] == []
    assert record.moved_at is None or "" in cells


def test_a_skipped_grid_at_the_end_moves_nothing():
    headings = ["Avis", "Usages (a)", "Usages (b)"]
    (record,) = read_records(export_of("nextcloud", headings, [["x", "", ""]]))
    assert record.moved_at is None


def test_what_a_moved_row_hides_keeps_back_the_same_address(tmp_path):
    """Who agreed once, then skipped the grid and perhaps refused, leaves nothing unasked."""
    headings = EXAMPLE.read_text("utf-8-sig").splitlines()[0].strip('"').split('","')[3:]
    answers = [
        ["a", "D'accord", "D'accord", "D'accord", "Oui", "Non", "Oui", "ana@example.org"],
        ["b", "", "Non", "Oui", "Oui", "ana@example.org", "", ""],
        ["c", "D'accord", "D'accord", "D'accord", "Oui", "Non", "Oui", "bea@example.org"],
    ]
    content = export_of("nextcloud", headings, answers)
    run = read(tmp_path, content, declared(SCALE), "sending.submissions", "sending.contributions")

    rows = "select record_number from sending.contributions join typed.submissions"
    assert run.query(f"{rows} using (submission_id)") == [(3,)]
