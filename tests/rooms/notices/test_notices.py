"""What is said beside the counts, once each, and never an answer's text."""

from __future__ import annotations

import re

import pytest

from tests.cases.runs import Run, sheet_of, tables_told
from tests.cases.small import COLUMNS, FORM, export, row, small_run
from tests.cases.webform import LABELS, delimited, header


def notices(run: Run) -> list[str]:
    run.build(*tables_told(), "clean.answers", "clean.set_aside_cells", "respondents.flow")
    return run.notices()


def own(*names: str, title: str = "Petit formulaire") -> list[list[str]]:
    """The header of an export with these of Framaforms' own columns."""
    return header(COLUMNS, submission=list(names), title=title)


def rows_with(*names: str, **cells: str) -> list[str]:
    whole = row(1, **cells)
    return [*(whole[LABELS.index(name)] for name in names), *whole[len(LABELS) :]]


@pytest.fixture(scope="module")
def odd(tmp_path_factory) -> Run:
    """An export of another title, with choices and dates that nobody knows, and too many rows."""
    form = FORM + "\n[expected]\nsubmissions = { max = 1 }\n"
    run = small_run(tmp_path_factory.mktemp("odd"), form=form)
    rows = [
        row(1, Mode="Velo", Envoi=TYPED, Quand="bientôt"),
        row(2, Mode="Velos", Quand="bientôt"),
        row(3, Mode=TYPED, En_ville="Pou", Quand="bientôt", draft="1"),
    ]
    run.write("export.tsv", delimited([*own(*LABELS, title="Grand formulaire"), *rows]))
    run.build()
    return run


TYPED = "ce que quelqu'un a écrit"


def test_there_is_nothing_to_say_of_a_full_export_that_was_understood(tmp_path):
    """Of a column nine in ten are."""
    few = [row(sid, Quand="bientôt" if sid == 1 else "11/03/2022") for sid in range(1, 11)]

    assert notices(small_run(tmp_path, *few)) == []


@pytest.mark.slow
def test_a_form_without_consent_says_so_each_time(tmp_path):
    consent = FORM[FORM.index("[consent]") : FORM.index("[category]")]
    form = FORM.replace(consent, "").replace('["source"]', '["source", "Envoi"]')

    run = small_run(tmp_path, row(1), form=form)

    for _ in range(2):
        (notice,) = notices(run)
        assert "aucune question de consentement" in notice
        assert run.query("select consent from clean.submissions") == [("reflection_only",)]


def test_unknown_choices_are_counted_with_the_nearest_spelling(odd):
    found = [notice for notice in odd.notices() if " inconnu" in notice]

    assert len(found) == 3
    assert found[0].startswith("«\u00a0Mode\u00a0»\u00a0: 3 choix inconnus")
    assert "«\u00a0Vélo\u00a0»" in found[0]
    assert any("Consentement" in notice and "1 choix inconnu " in notice for notice in found)


def test_a_column_that_reads_nothing_is_told_with_the_shape_expected(odd):
    (notice,) = [notice for notice in odd.notices() if "Quand" in notice]
    assert "3 réponses illisibles sur 3 (ce n’est pas une date" in notice
    assert "11/03/2022" in notice
    assert odd.query(
        'select "À traiter" from publications.a_decider__a_faire where "À faire" like \'Colonnes%\''
    ) == [(1,)]


def test_another_title_asks_whether_it_is_the_same_form(odd):
    assert [notice for notice in odd.notices() if "«\u00a0Grand formulaire\u00a0»" in notice]


def test_more_than_expected_is_said(odd):
    said = "2 soumissions terminées, plus que le maximum attendu (1)"

    assert [notice for notice in odd.notices() if notice.startswith(said)]


def test_no_notice_holds_what_people_typed(odd):
    assert not any(typed in notice for notice in odd.notices() for typed in (TYPED, "bientôt"))


def test_questions_that_nobody_confirmed_keep_the_pack_a_projet_and_stand_in_the_to_do_list(
    tmp_path,
):
    unsaid = FORM
    for line in ("families = false\n", 'headers = ["Quand"]\n'):
        unsaid = unsaid.replace(f'{line}audience = "all"\n', line)
    run = small_run(tmp_path, row(1, Envoi="Oui, sans nom"), form=unsaid)
    run.build()
    to_do = """select "À faire", "À traiter" from publications.a_decider__a_faire
        where "À faire" like 'Questions%'"""

    (reason,) = (reason for reason in run.reasons() if "si les réponses partent" in reason)
    ((task, count),) = run.query(to_do)
    for said in (reason, task):
        assert ": Suite ; Quand" in said.replace("\u00a0", " ").replace(" :", ":")
        assert "Pièce" not in said  # an attached file never leaves
    assert count == 2

    run.form_file.write_text(FORM, encoding="utf-8")
    run.build()
    assert run.query(to_do) == []
    assert not [reason for reason in run.reasons() if "si les réponses partent" in reason]


DESTROYED = ["La libertÃ© d'aller et venir", "La libert�", "J'ai d??j?? dit non", "l’id?e"]
SOUND = [
    "Pourquoi ? Qui ?? https://example.org/page?id=2",
    "Ça coûte 12 €, où est l’intérêt ? À Âge égal, Ô…",
]


@pytest.mark.slow
def test_destroyed_accents_are_told_and_nothing_is_repaired(tmp_path):
    run = small_run(tmp_path)
    for place, text in enumerate([*DESTROYED, *SOUND]):
        sids = range(3 * place + 1, 3 * place + 4)
        run.write(f"{place}.tsv", export([row(sid, Suite=text) for sid in sids]))

    found = [notice for notice in notices(run) if "accents" in notice]

    assert [notice[:5] for notice in found] == [f"{place}.tsv" for place in range(4)]
    assert all("dans 3 textes sur 3" in notice for notice in found)
    assert {text for (text,) in run.query("select text from clean.answers")} == {*DESTROYED, *SOUND}


def test_texts_that_a_spreadsheet_destroyed_are_told_with_their_question_and_number(tmp_path):
    errors = ["#NOM?", "#NOM\u00a0?", "#VALEUR!", "Err:509"]
    cut = ["é" * 32_767, "🌳" + "é" * 32_765]
    dates = ["12-mars", "mars-22", "3-Dec"]
    sound = ["le 12 mars", "#NOM? partout", "é" * 32_768, "12-13", "Mars"]
    texts = [*errors, *cut, *dates, *sound]
    run = small_run(tmp_path, *(row(sid, Suite=text) for sid, text in enumerate(texts, start=1)))

    found = [notice.replace("\u00a0", " ").partition(" : ") for notice in notices(run)]

    assert [where for where, *_ in found] == ["export.tsv, « Suite »"] * 3
    for _, _, said in found:
        assert said.endswith("Téléchargez l’export à nouveau et déposez-le sans l’ouvrir.")
    assert sorted(said.partition(" ")[0] for _, _, said in found) == ["2", "3", "4"]


def test_drafts_that_cannot_be_told_are_said(tmp_path):
    run = small_run(tmp_path)
    names = ("SID", "Heure de soumission", "Heure de modification")
    run.write("export.tsv", delimited([*own(*names), rows_with(*names)]))

    (notice,) = notices(run)

    assert "les brouillons ne peuvent pas être distingués" in notice


def test_an_export_without_sids_cannot_be_compared(tmp_path):
    run = small_run(tmp_path)
    run.write("export.tsv", delimited([*header(COLUMNS, submission=[]), rows_with()]))

    found = notices(run)

    assert [notice for notice in found if "sans colonne SID" in notice]
    assert not any("réponses connues" in notice for notice in found)


def test_declared_columns_that_an_export_lacks_are_named(tmp_path):
    run = small_run(tmp_path)
    columns = [column for column in COLUMNS if column[1] not in ("Suite", "Quand")]
    places = [at for at, (_, label) in enumerate(COLUMNS) if label in ("Suite", "Quand")]
    cells = [cell for at, cell in enumerate(row(1)) if at - len(LABELS) not in places]
    run.write("export.tsv", delimited([*header(columns, title="Petit formulaire"), cells]))

    (notice,) = notices(run)

    assert "absentes de l’export" in notice
    assert "«\u00a0Quand\u00a0», «\u00a0Suite\u00a0»" in notice


@pytest.mark.parametrize(
    ("dates", "order", "is_said"),
    [
        (["03/04/2022", ""], "dmy", True),
        (["03/04/2022", "03/14/2022"], "mdy", False),
    ],
)
def test_answers_settle_the_order_of_dates_where_no_time_does(dates, order, is_said, tmp_path):
    run = small_run(tmp_path)
    names = ("SID", "Brouillon")
    rows = [rows_with(*names, Quand=date) for date in dates]
    for sid, cells in enumerate(rows, start=1):
        cells[0] = str(sid)
    run.write("export.tsv", delimited([*own(*names), *rows]))

    found = notices(run)

    assert run.query("select date_order from raw.exports") == [(order,)]
    assert bool([notice for notice in found if "le jour a été supposé" in notice]) == is_said


def test_times_outweigh_answers_in_the_order_of_dates(tmp_path):
    """Someone may have declared as a date what people typed freely: it refuses no file."""
    run = small_run(tmp_path, row(1, at="14/02/2022 - 10:00", Quand="03/14/2022"), row(2))

    notices(run)

    assert run.query("select date_order from raw.exports") == [("dmy",)]
    assert run.query("select field_id, rule from clean.set_aside_cells") == [
        ("quand", "not_a_date")
    ]


@pytest.mark.slow
def test_a_title_that_is_only_spelled_otherwise_is_the_same(tmp_path):
    form = FORM.replace('"Petit formulaire"', '"L\'avis\u00a0: « petit »"')
    run = small_run(tmp_path, form=form)
    run.write("export.tsv", delimited([*own(*LABELS, title="L’avis : « petit » "), row(1)]))

    assert notices(run) == []


@pytest.mark.slow
@pytest.mark.parametrize(("first", "exports"), [("Oui, en mon nom", 1), ("Non", 2)])
def test_a_yes_and_a_no_of_the_same_minute_send_nothing_until_somebody_decides(
    tmp_path, first, exports
):
    second = {"Non": "Oui, en mon nom"}.get(first, "Non")
    yes, no = (row(1, Nom="Ana", Texte="un texte", Envoi=said) for said in (first, second))
    run = small_run(tmp_path, yes, *[no] * (2 - exports), row(2))
    if exports == 2:
        run.write("second.tsv", export([no, row(2)]))
    run.publish()

    assert run.sent_sids() == set()
    if exports == 2:  # within one file, Rejets has the other row
        (asked,) = sheet_of(run.to_decide, "À vérifier")
        assert asked["De quoi s’agit-il"] == "Plusieurs choses dites de l’envoi"
    advices = [rejection["Que faire"] for rejection in sheet_of(run.proof, "Rejets")]
    assert len(advices) == 2 - exports
    assert all(re.match("La ligne [45] du fichier la remplace", advice) for advice in advices)
