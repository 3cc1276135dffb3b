"""The pack of a release, from the working database to the folder that is sent."""

import json
import shutil

import duckdb
import pytest
from openpyxl import load_workbook

from consultation.decisions.sheets import TO_TELL
from consultation.releases.freezing import freeze
from consultation.releases.manifest import verify
from consultation.warehouse.store.connection import execute, open_database
from consultation.warehouse.tables import consenting
from tests.cases.errors import error_of
from tests.cases.given_back import SAVED, at, rows_of, write
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.places import FRAMAFORMS
from tests.cases.runs import (
    FIRST,
    NEW_ONLY,
    SECOND,
    Run,
    digests,
    new_run,
    records_of,
    sheet_of,
    tables_of_notices,
)
from tests.cases.small import FORM, row, small_run
from tests.cases.withdrawn import filled

ROWS = [
    row(1, Envoi="Oui, en mon nom", Nom="Ana Invent", Texte="Texte d'Ana, écrit à ana@example.org"),
    row(2, Envoi="Oui, sans nom", Nom="Bo Secret", Texte="Ici Bo Secret, contre.", Mode="Vélo"),
    row(
        3, Envoi="Oui, au nom du collectif", Collectif="Les Lilas", Nom="Cy Secret", Texte="Cy dit"
    ),
    row(4, Envoi="Non", Nom="Di Secret", Texte="Pour nous seulement."),
    row(5, Nom="Eo Secret", Texte="Sans réponse au consentement."),
    row(6, Envoi="Oui, en mon nom", Nom="Anonyme", Texte="Mon nom est ailleurs."),
    row(7, Envoi="Oui, sans nom", Bruit="X", Texte="Je reste."),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("pack"), *ROWS)
    run.publish(with_pack=True)
    return run


@pytest.fixture
def copied(run, tmp_path) -> Run:
    """The published run, to change."""
    return run.copied(tmp_path / "copy")


def pack_of(run: Run):
    return run.release / "soumission"


def index_of(run: Run) -> list[dict[str, str]]:
    return records_of(pack_of(run) / "contributions.csv")


def test_the_pack_has_what_agreed_to_leave_says_how_many_and_stands_alone(run, tmp_path):
    index = index_of(run)

    assert len(index) == len(list((pack_of(run) / "contributions").iterdir())) == 5
    assert sorted(one["Qualité du nom"] for one in index) == [
        "nom déclaré, mandat non vérifié",
        "nom non renseigné",
        "prénom et nom",
        "sans nom",
        "sans nom",
    ]
    assert {one["Nom"] for one in index} == {"Ana Invent", "Les Lilas", ""}
    assert verify(shutil.copytree(pack_of(run), tmp_path / "alone")) == verify(run.release) == []


def test_the_second_database_holds_the_consenting_and_no_other(copied):
    path = copied.folders.consenting_database(copied.form_id)
    with (
        open_database(copied.folders.database(copied.form_id)) as working,
        consenting.consenting_database(working, path, (), OneAfterAnother()) as connection,
    ):
        tables = execute(
            connection,
            "select schema_name || '.' || table_name, column_name from duckdb_columns()"
            " where database_name = 'work' and schema_name != 'main'"  # our own words
            " and data_type in ('VARCHAR', 'VARCHAR[]')",
        )
        told = {
            str(value)
            for table, column in tables
            for (value,) in execute(connection, f'select "{column}" from {table}')
        }

    everything = " ".join(told)
    for kept in ("Secret", "@", "Pour nous", "petit:", "Anonyme"):
        assert kept not in everything.replace("contient une adresse (@)", ""), kept
    assert "Ana Invent" in everything


@pytest.mark.slow
def test_nobody_agreed_no_pack(tmp_path):
    run = small_run(tmp_path, row(1, Envoi="Non", Texte="Entre nous."))

    run.publish(with_pack=True)

    assert not pack_of(run).exists()
    assert verify(run.release) == []


@pytest.mark.slow
def test_a_withdrawn_person_is_gone_from_the_pack_and_from_what_is_kept_to_make_it(copied):
    (mine,) = [one for one in index_of(copied) if one["Nom"] == "Ana Invent"]
    model = copied.release / "organisation" / "a-decider.xlsx"
    filled(model, copied.inbox / "r.xlsx", {"who": mine["Référence"], "choice": "retirer"})

    copied.publish(with_pack=True)

    assert len(index_of(copied)) == 4
    assert mine["Référence"] not in json.dumps(index_of(copied))
    kept = copied.folders.documents(copied.form_id)
    assert mine["SHA-256"] not in {one for one in digests(kept).values()}
    database = copied.folders.consenting_database(copied.form_id).read_bytes()
    assert mine["Référence"].encode() not in database


def test_what_stays_of_the_second_database_is_what_the_next_run_reads(run):
    with duckdb.connect(run.folders.consenting_database(run.form_id), read_only=True) as kept:
        schemas = kept.execute("select distinct schema_name from duckdb_tables()").fetchall()
        columns = kept.execute("select column_name from (describe clean.answers)").fetchall()

    assert sorted(schemas) == [("clean",), ("wordings",)]
    assert columns == [("submission_id",), ("question_id",), ("text",)]


def test_every_number_of_the_pack_is_bridged_from_the_organisers_own(run):
    bridge = sheet_of(run.proof, "Passerelle")
    parts = ("Pour réflexion seulement", "Consentement peu clair", "Gardés après relecture")

    assert bridge[0]["Dossier organisation"] == 7
    assert bridge[0]["Dossier soumission"] == len(index_of(run))
    for line in bridge:
        if line["Dossier soumission"] is not None:
            kept = sum(line[part] for part in parts)
            assert line["Dossier organisation"] == kept + line["Dossier soumission"]
            assert line["Gardés après relecture"] == 0
    place = ("Question", "Sous-question", "Nombre de")
    bridged = {
        tuple(line[title] or "" for title in place): str(line["Dossier soumission"])
        for line in bridge
        if line["Question"] and line["Nombre de"] != "Ont répondu" and line["Remarque"] is None
    }
    assert bridged == {
        (line["question_label"], line["item_label"], line["choice_label"]): line["chosen_count"]
        for line in records_of(pack_of(run) / "statistiques" / "answer_counts.csv")
        if line["counting_rule"] == "all"
    }


# The example's five people, of ../shared/first-screens.md.


CHANGED_TO_NO, DELETED = (412889, 412924), (412874, 413100, 413127)


@pytest.mark.slow
def test_the_five_whose_answer_or_consent_went_away_are_in_no_pack_after_a_full_export(tmp_path):
    run = new_run(tmp_path, *(FRAMAFORMS / name for name in (FIRST, NEW_ONLY)))
    text = run.form_file.read_text(encoding="utf-8")
    settled = text.replace("# [pack]", "[review]\nrequired = false\n[pack]")
    for key in ("organisation", "contact", "sent_on", "spread_by", "opened_on", "asks"):
        settled = settled.replace(f"# {key} ", f"{key} ")
    run.form_file.write_text(settled, encoding="utf-8")
    run.build(*tables_of_notices(), "sending.contributions")

    assert run.sent_sids() >= {*CHANGED_TO_NO, *DELETED}
    assert any("ne montre pas 311 réponses connues" in reason for reason in run.reasons())

    run.drop(FRAMAFORMS / SECOND).publish()

    assert run.sent_sids().isdisjoint(CHANGED_TO_NO)
    assert any("2 réponses connues manquent" in reason for reason in run.reasons())
    workbook = load_workbook(run.proof)
    for line in rows_of(workbook[TO_TELL.title]):
        if line["Fichier"].value == SECOND:
            line[TO_TELL.columns.choice].value = "complet"
    write(at(workbook, SAVED), run.inbox / "dit.xlsx")
    run.build()
    assert run.sent_sids().isdisjoint({*CHANGED_TO_NO, *DELETED})
    assert run.reasons() == ()


@pytest.mark.slow
def test_a_note_with_a_blank_keeps_a_projet_names_it_as_a_task_and_is_not_frozen(tmp_path):
    form = f"{FORM}\n[review]\nrequired = false\n"
    run = small_run(tmp_path, ROWS[0], form=form.replace("contact =", "# contact ="))
    run.publish(with_pack=True)
    to_do = 'select "À traiter", "À faire" from publications.a_decider__a_faire'

    (reason,) = run.reasons()
    where = "dans la déclaration ou dans vos textes\u00a0: [contact]"
    assert reason.endswith(f"{where} (Déclarer).")
    assert (1, f"Note de méthode et contribution collective à compléter, {where}") in run.query(
        to_do
    )
    error = error_of(freeze, run.folders.outputs, run.form_id, "depot")
    assert (error.code, reason in error.message) == ("freeze_project", True)

    run.form_file.write_text(form.replace("opened_on = 20", "opened_on = 21"), encoding="utf-8")
    run.build()
    assert ["dates à corriger" in reason for reason in run.reasons()] == [True]

    run.form_file.write_text(form, encoding="utf-8")
    run.publish()
    assert run.reasons() == ()
    assert not any("Note de méthode" in task for _, task in run.query(to_do))
    freeze(run.folders.outputs, run.form_id, "depot")


@pytest.mark.slow
def test_a_letter_has_one_name_in_the_pack_and_in_the_organisers_workbook(tmp_path):
    """Of the more used letter, nearly nothing leaves; a third stays whole."""
    letters = {"place": (7, 3), "école": (5, 5), "gare": (6, 0)}
    words = "ne doit pas devenir un lieu où des machines suivent chacun de nos gestes sans débat"
    rows = [
        row(
            100 * place + n,
            Texte=f"La {name} {words}",
            Envoi="Oui, sans nom" if n < sent else "Non",
        )
        for place, (name, (count, sent)) in enumerate(letters.items(), start=1)
        for n in range(count)
    ]
    run = small_run(tmp_path, *rows)
    run.publish(with_pack=True)

    pack = run.release / "soumission"
    inside = [one["Famille"] for one in sheet_of(run.synthese, "Textes types")]
    outside = [one["Famille"] for one in sheet_of(pack / "annexe-statistique.xlsx", "Familles")]
    assert [one.split(" · ")[1][:4] for one in outside] == ["La é", "La p"]
    assert set(outside) < set(inside)
    assert len({one.split(" · ")[0] for one in inside}) == len(inside) >= 3
