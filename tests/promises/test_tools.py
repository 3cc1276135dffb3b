"""Exports of other tools than Framaforms, from the file to the counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from consultation.proposals import propose
from tests.cases.given_back import fill, write
from tests.cases.page import PageClient
from tests.cases.runs import Run, new_run, tables_of_notices
from tests.cases.sampling import foremost
from tests.cases.tool_files import FILES, FORM, TOOLS, TRUTH
from tests.cases.tool_writers import export_of, limesurvey

FORM_ID = "outils"


def run_of(folder: Path, tool: str, *tables: str, form: str = FORM) -> Run:
    """The example of a tool, and these tables made of it."""
    run = new_run(folder, TOOLS / FILES[tool], form_id=FORM_ID, form=form)
    assert run.build(*tables) == []
    return run


def counted(run: Run, question: str, value: str = "text") -> dict[str, int]:
    """How many finished answers have each value of a question, none as an empty text."""
    return dict(
        run.query(
            f"select coalesce({value}, ''), count(*) from clean.submissions left join"
            f" (from clean.answers where question_id = '{question}') using (submission_id)"
            " left join form.choices using (question_id, choice_id) where not is_draft group by 1"
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize("tool", FILES)
def test_the_example_of_each_tool_gives_the_true_numbers(tool, tmp_path):
    truth = TRUTH[FILES[tool]]
    run = run_of(tmp_path, tool, "clean.submissions", "clean.answers", "clean.set_aside_cells")

    assert run.query("select count(*), count(*) filter (is_draft) from clean.submissions") == [
        (truth["rows"], truth["drafts"])
    ]
    names = {"anonymous": "Oui", "reflection_only": "Non", "unclear": ""}
    consents = counted(run, "none", "consent")
    assert {names[state]: count for state, count in consents.items()} == truth["consent"]
    assert counted(run, "nom", "label") == truth["publish_name"]
    assert counted(run, "lieux", "label") == {**truth["themes"], "": truth["no_theme"]}
    assert counted(run, "ville") == truth["town"]
    assert counted(run, "inquietude", "number::integer::varchar") == truth["worry"]
    assert counted(run, "code") == truth["postcode"]
    mails = run.query("select count(email) from typed.submissions where not is_draft")
    assert mails == [(truth["with_mail"],)]
    texts = run.query("select text from typed.answers where question_id = 'avis'")
    typed = Counter(text.replace("\r\n", "\n") for text in truth["texts_as_typed"] if text)
    assert Counter(text for (text,) in texts) == typed
    told = [dt.datetime.fromisoformat(truth[name]).astimezone(dt.UTC) for name in ("first", "last")]
    times = run.query("select min(submitted_at), max(submitted_at) from clean.submissions")
    assert times == [tuple(moment.replace(tzinfo=None) for moment in told)]
    assert run.query("from clean.set_aside_cells") == []


UNNUMBERED = "cet outil ne numérote pas ses réponses : ni modifications ni disparitions"
SAID = {
    "nextcloud": UNNUMBERED,
    "google": UNNUMBERED,
    "drupal": "ses heures ne disent pas leur fuseau",
    "limesurvey": "ses heures ne disent pas leur fuseau",
}


@pytest.mark.slow
@pytest.mark.parametrize("tool", foremost(FILES, "nextcloud", "drupal"))
def test_a_drafted_form_counts_and_says_what_the_tool_cannot_tell(tool, tmp_path):
    truth = TRUTH[FILES[tool]]
    form = propose(TOOLS / FILES[tool]).text
    run = run_of(tmp_path, tool, *tables_of_notices(), "statistics.answer_counts", form=form)
    notices = [one.replace("\u00a0", " ") for one in run.notices()]

    assert sum(run.flow().values()) == truth["rows"]
    assert len([one for one in notices if SAID[tool] in one]) == 1
    assert not any(words in one for one in notices for words in ("SID", "Brouillon", "tableur"))
    counts = run.query(
        "select choices.label, chosen_count from statistics.answer_counts as counts"
        " inner join form.choices as choices using (question_id, choice_id)"
        " where counting_rule = 'all' and question_id = 'quels_lieux_vous_preoccupent'"
    )
    assert dict(counts) == truth["themes"]


def texts(run: Run) -> list[str]:
    found = run.query("select text from clean.answers where question_id = 'avis' order by all")
    return [text for (text,) in found]


def asked_pairs(run: Run) -> list[tuple[str, str]]:
    """The pairs of exports of which somebody is to say which is newer, and what is told of them."""
    return run.query(
        'select "Soumissions", "Ce qui parle pour" from publications.a_decider__a_verifier'
        """ where "De quoi s’agit-il" like 'Deux exports%'"""
    )


@pytest.mark.slow
@pytest.mark.parametrize(("tool", "names"), [("nextcloud", "ab"), ("google", "ba")])
def test_where_none_has_all_rows_of_the_other_somebody_says_which_is_newer(tool, names, tmp_path):
    """The last answer was deleted, and three people took their agreement back: nobody leaves."""
    headings = ["Votre avis", "Acceptez-vous que votre réponse soit transmise à la CNIL ?"]
    first = [["un", "Oui"], ["deux", "Oui"], ["trois", "Oui"], ["fin", "Oui"]]
    second = [["un", "Non"], ["deux", "Non"], ["trois", "Non"]]
    run = new_run(tmp_path, form_id=FORM_ID, form=FORM)
    for name, rows in zip(names, (first, second), strict=True):
        run.write(f"{name}.csv", export_of(tool, headings, rows))
    assert run.build() == []

    ((pair, named),) = asked_pairs(run)
    assert texts(run) == ["deux", "trois", "un"]
    assert run.query("from sending.contributions") == []
    (told,) = [one for one in run.notices() if "plus récent" in one]
    assert "dites lequel est le plus récent" in told
    is_first = named.startswith(f"Le premier\u00a0: «\u00a0{names[0]}.csv")
    run.release_as_it_is()
    shown = PageClient(run.folders).get(f"/consultations/{FORM_ID}/verifier")
    assert (shown.status_code, f"{names[0]}.csv" in shown.text) == (200, True)
    choice = "le premier" if is_first else "le second"
    write(fill(run.to_decide, {pair: {"choice": choice}}), run.inbox / "dit.xlsx")
    assert run.build() == []
    assert asked_pairs(run) == []
    assert texts(run) == ["deux", "fin", "trois", "un"]
    assert [one for one in run.notices() if f"plus ancien que {names[0]}.csv" in one]
    # What was said to be older stays so beside an export that has all of the newer one.
    run.write("z.csv", export_of(tool, headings, [*first, ["plus", "Oui"]]))
    assert run.build() == []
    assert asked_pairs(run) == []
    assert texts(run) == ["deux", "fin", "plus", "trois", "un"]


OTHER = FORM.replace('headers = ["Quels lieux vous préoccupent ?"]', 'headers = ["Lieux"]')


@pytest.mark.parametrize(
    ("tool", "joiner"), [("nextcloud", "; "), ("google", ";"), ("google", ", "), ("drupal", ";")]
)
def test_what_was_typed_among_choices_is_told_from_them(tool, joiner, tmp_path):
    cells = [["Rue, gares", "Écoles ; lycées", "sous ma fenêtre"], ["Manifestations"], ["au parc"]]
    rows = [[joiner.join(cell)] for cell in cells]
    form = OTHER.replace('headers = ["Lieux"]', 'headers = ["Lieux"]\nother = ["Autre lieu"]')
    for place, declared in ((tmp_path / "a", OTHER), (tmp_path / "b", form)):
        run = new_run(place, form_id=FORM_ID, form=declared)
        run.write("a.csv", export_of(tool, ["Lieux"], rows))
        assert run.ingest() == []
        choices = run.query("select choice_id from typed.answers where choice_id is not null")
        assert sorted(choices) == [("ecoles",), ("manifs",), ("rue",)]
        texts = run.query("select text from typed.answers where field_kind = 'other' order by all")
        aside = run.query("select rule from typed.set_aside_cells")
        told = [("au parc",), ("sous ma fenêtre",)]
        unknown = [("unknown_choice",)] * 2
        assert (texts, aside) == ((told, []) if declared == form else ([], unknown))


def test_a_survey_without_dates_tells_what_was_finished(tmp_path):
    head = ["id", "submitdate", "lastpage", "startlanguage", "avis", "lieux[rue]", "lieux[manifs]"]
    rows = [
        ["1", "1980-01-01 00:00:00", "1", "fr", "un", "Oui", "Non"],
        ["2", None, "1", "fr", "deux", "N/A", "Oui"],
        ["3", "1980-01-01 00:00:00", "1", "fr", "trois", None, "Oui"],
    ]
    run = new_run(tmp_path, form_id=FORM_ID, form=FORM)
    run.write("a.csv", limesurvey([head, *rows]))

    assert run.build("clean.set_aside_cells", "statistics.flow") == []
    assert run.flow() == {"draft": 1, "counted": 2}
    found = run.query(
        "select sid, choice_id from typed.answers"
        " inner join typed.submissions using (export_id, record_number)"
        " where question_id = 'lieux' order by all"
    )
    assert found == [(1, "rue"), (2, "manifs"), (3, "manifs")]
    assert run.query("from clean.set_aside_cells") == []


def test_dates_files_and_grids_of_boxes_are_read_as_each_tool_writes_them(tmp_path):
    form = """quand = { kind = "date", headers = ["Quand"] }
piece = { kind = "file", headers = ["Pièce"] }
usages.kind = "grid"
usages.headers = ["Usages"]
usages.items.rue = ["Rue"]
usages.choices = { jour = ["Jour"], nuit = ["Nuit"] }
"""
    headings = ["Quand", "Pièce", "Usages (Rue)"]
    answers = [["31/03/2026", "a.pdf", "Jour; Nuit"], ["2026-03-30 00:00:00", "", "Nuit"]]
    run = new_run(tmp_path, form_id=FORM_ID, form=FORM + form)
    run.write("a.csv", export_of("nextcloud", headings, answers))

    assert run.build("clean.answers") == []
    asked = "question_id in ('quand', 'piece', 'usages')"
    found = run.query(
        f"select coalesce(date::varchar, choice_id, text) from clean.answers where {asked}"
    )
    days, others = ["2026-03-30", "2026-03-31"], ["a.pdf", "jour", "nuit", "nuit"]
    assert sorted(one for (one,) in found) == [*days, *others]
