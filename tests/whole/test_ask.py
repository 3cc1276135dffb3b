"""`faire-masse sql`, as a person types it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import pytest

from consultation.questions.queries import ready_queries
from tests.cases.command import COMMAND, call_command, environment, faire_masse, modules_loaded_by
from tests.cases.places import ROOT
from tests.cases.runs import FIRST, published


@pytest.fixture(scope="module")
def outputs() -> Path:
    return published(FIRST).folders.outputs


def sql(outputs: Path, *arguments: object, **settings):
    """What the command answers."""
    return call_command("sql", *arguments, "--outputs", outputs, **settings)


def on_a_terminal(outputs: Path, *arguments: str, columns: int = 80) -> str:
    """What the command writes on a terminal of that width."""
    leader, follower = pty.openpty()
    command = [str(COMMAND), "sql", *arguments, "--outputs", str(outputs)]
    streams = {"stdin": subprocess.DEVNULL, "stdout": follower, "stderr": follower}
    own = environment(COLUMNS=str(columns))
    with subprocess.Popen(command, cwd=ROOT, env=own, **streams) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                block = os.read(leader, 65536)
            except OSError:
                break
            if not block:
                break
            shown += block
    os.close(leader)
    assert process.returncode == 0, shown
    return shown.decode().replace("\r\n", "\n")


# Answers


def test_sql_is_answered_by_a_table_for_each_statement(outputs):
    query = "select 'drone' as mot, 1234 as nombre; select 2 as deux"
    ended = faire_masse("sql", "--outputs", outputs, query)

    first = "mot    nombre\n─────────────\ndrone   1\u202f234\n"
    assert ended.returncode == 0
    assert ended.stdout == f"{first}\ndeux\n────\n   2\n"
    assert ended.stderr.startswith("1 ligne.\n")


def test_a_ready_made_question_that_finds_nothing_says_what_to_declare(outputs):
    asked = sql(outputs, "a_recontacter", "--param", "choix=personne")

    assert "Aucune ligne." in asked.stderr
    assert 'audience = "organisation"' in asked.stderr


def test_csv_is_utf_8_whatever_the_locale(outputs):
    c_locale = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    asked = ("sql", "select 'é' as x", "--format", "csv", "--outputs", outputs)
    assert faire_masse(*asked, **c_locale).stdout == '"x"\n"é"\n'


# On a terminal


def test_a_terminal_is_shown_so_many_rows_and_told_how_many_there_are(outputs):
    shown = on_a_terminal(outputs, "select range as n from range(1234)")

    assert "\n199\n" in shown
    assert "\n200\n" not in shown
    assert "200 lignes montrées sur 1\u202f234. Tout avoir\u00a0: --output" in shown


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_text_cannot_command_the_terminal(outputs, form):
    query = "select chr(27) || ']0;titre' || chr(7) || chr(155) || '2J' as texte"

    shown = on_a_terminal(outputs, query, "--format", form)

    assert not {"\x1b", "\x07", "\x9b"} & set(shown)


# Help


def test_questions_tables_and_views_are_listed_and_described(outputs):
    listed = sql(outputs, "--list").stdout
    assert all(name in listed for name in ("mot=drone", *(one.name for one in ready_queries())))

    tables = sql(outputs, "--describe").stdout
    for table in ("form.questions", "statistics.flow", "respondents.answers_labelled"):
        assert table in tables

    answers = sql(outputs, "--describe", "clean.answers").stdout
    assert answers.startswith("clean.answers\nAnswers of each submission")
    assert "submission_id  VARCHAR  The submission" in answers

    question = sql(outputs, "--describe", "textes_qui_mentionnent").stdout
    assert "Les textes qui mentionnent un mot." in question
    assert "contains(" in question


# Errors


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "il manque une requête, --file, --list ou --describe."),
        (["select 1", "--list"], "ne vont pas ensemble."),
        (["select 1", "--format", "xlsx"], "--format xlsx\u00a0: il manque --output FICHIER."),
        (["select 1", "--format", "ods"], "«\u00a0ods\u00a0» n’existe pas, au choix\u00a0: table"),
        (["select 1", "--output", "x.json"], "un fichier est en .csv ou en .xlsx."),
        (["select 1", "--param", "mot"], "--param\u00a0: la valeur s’écrit NOM=VALEUR."),
    ],
)
def test_wrong_usage_exits_2(tmp_path, arguments, sentence):
    ended = sql(tmp_path, *arguments)

    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["resultat"], "Elles s’appellent\u00a0: "),
        (["familles_de_textes", "--param", "au_moin=3"], "Ses paramètres\u00a0: au_moins."),
        (["familles_de_textes", "--param", "au_moins=trois"], "de type «\u00a0entier\u00a0»"),
        (["lire_une_contribution"], "--param soumission=…"),
        (["parts_par_categorie", "--param", "question=raison"], "raisons"),
        (["select 1", "--param", "mot=x"], "Ses paramètres\u00a0: aucun."),
        (["-- rien"], "elle est vide."),
        (["from clean.answer"], "DuckDB dit (en anglais)"),
        (["insert into form.form values (1)"], "se lit et ne se change pas"),
        (["--describe", "clean.answer"], "faire-masse sql --describe"),
        (["--file", "/nowhere.sql"], "ne peut pas être lu"),
        (["resultats", "--form-id", "autre"], "Publié\u00a0: vsa-2022."),
    ],
)
def test_an_error_is_french_without_traceback(outputs, arguments, sentence):
    ended = sql(outputs, *arguments)

    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "imprévue" not in ended.stderr
    assert ended.stdout == ""


# Limits


@pytest.mark.slow
def test_ctrl_c_ends_the_query(outputs):
    query = "select count(*) from range(100000000) a, range(1000000) b"
    asked = [str(COMMAND), "sql", query, "--outputs", str(outputs)]
    given = {"env": environment(), "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(asked, **given, start_new_session=True) as process:
        time.sleep(3)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=20)  # the pipes close with the last process

    assert process.returncode == 130
    assert (said[0], said[1].count(b"\n")) == (b"", 1)


# At once


def test_neither_prefect_nor_polars_nor_openpyxl_is_loaded_to_answer(outputs):
    loaded = modules_loaded_by(["sql", "resultats", "--outputs", str(outputs)])

    assert "duckdb" in loaded
    assert loaded.isdisjoint({"prefect", "polars", "openpyxl", "pydantic", "pandera"})
