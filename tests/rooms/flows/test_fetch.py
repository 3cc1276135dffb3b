"""The real commands and a site: a run fetches first and stops for nothing; secrets stay secret."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from consultation.runs.journal import read_journal
from tests.cases.command import environment, faire_masse
from tests.cases.drupal_site import NAME, NODE, PASSWORD, Drupal, drupal
from tests.cases.places import ROOT
from tests.cases.runs import Run
from tests.cases.small import FORM, FORM_ID, export, row, small_run

WAYS = {"FAIRE_MASSE_CONTACT": "contact@example.org", "FAIRE_MASSE_FETCH_PAUSE": "0s"}
# The command with its waits between two tries of a cut connection left out.
AT_ONCE = """
import sys
from flows.commands import run_command
from flows.commands.cli import main
report = run_command.report_of_flow
def at_once(*given, **choices):
    from flows import fetching
    fetching.fetch_export.retry_delay_seconds = [0, 0]
    return report(*given, **choices)
run_command.report_of_flow = at_once
sys.exit(main(sys.argv[1:]))
"""


def sourced(folder, address: str, password: str = PASSWORD) -> Run:
    """A form with an export of one row, the page of its site, and the account in a file of ours."""
    run = small_run(folder, row(1), form=f'{FORM}\n[source]\nurl = "{address}/node/{NODE}"\n')
    account = run.folders.account_file(FORM_ID)
    account.parent.mkdir(parents=True, mode=0o700)
    account.touch(0o600)
    account.write_text(f"{NAME}\n{password}\n", encoding="utf-8")
    return run


def answering(**choices: object) -> Drupal:
    """A site with two answers."""
    return Drupal(content=export([row(1), row(2)]), totals=[2], **choices)


def typed(run: Run, *arguments: str, **extra: str):
    """The finished command."""
    return faire_masse(*arguments, *run.options, **WAYS, **extra)


def files_that_hold(run: Run, *words: str) -> list[str]:
    """The files of all the folders that hold one of the words, in clear or as an address has it."""
    kept = run.folders.account_file(FORM_ID)
    paths = [path for path in run.inbox.parent.parent.rglob("*") if path.is_file() and path != kept]
    return [
        path.name for path in paths if any(word.encode() in path.read_bytes() for word in words)
    ]


SECRETS = (
    *(PASSWORD, PASSWORD.replace("é", "\\u00e9"), "mot-de-passe-"),
    *(NAME, "asso+du+canal", "SESS0"),
)


@pytest.mark.slow
def test_by_hand_once_an_hour_with_an_account_of_ours_or_of_systemd_s(tmp_path):
    site = answering()
    with drupal(site) as address:
        run = sourced(tmp_path, address)
        ours, theirs = run.folders.account_file(FORM_ID), tmp_path / f"faire-masse-{FORM_ID}"
        ours.rename(theirs)
        without = typed(run, "fetch", FORM_ID)
        first = typed(run, "fetch", FORM_ID, CREDENTIALS_DIRECTORY=str(tmp_path))
        theirs.rename(ours)
        asked = len(site.asked)
        again = typed(run, "fetch", FORM_ID)

    assert "aucun compte n’est donné" in without.stderr
    assert first.returncode == 0, first.stderr
    assert "2 réponses, dans inbox/petit/" in first.stdout
    assert (again.returncode, again.stdout) == (1, "")
    assert "pas plus d’une fois par heure" in again.stderr
    assert len(site.asked) == asked
    assert files_that_hold(run, *SECRETS) == []


@pytest.mark.slow
def test_a_refused_password_waits_for_a_person_and_leaves_the_run_what_is_there(tmp_path):
    site = answering()
    with drupal(site) as address:
        run = sourced(tmp_path, address, password="mot-de-passe-d’avant")  # noqa: S106
        ended, asked = typed(run, "run"), len(site.asked)
        again = typed(run, "fetch", FORM_ID)

    assert [ended.returncode, again.returncode] == [1, 1]
    assert run.synthese.exists()
    assert "mot de passe refusé" in ended.stderr
    assert "n’est pas redérangé" in again.stderr
    assert len(site.asked) == asked
    assert "mot de passe refusé" in read_journal(run.folders).last_run.sentence
    status = json.loads(typed(run, "status", "--json").stdout)
    assert status["forms"][0]["fetch"]["code"] == "fetch_access"
    assert files_that_hold(run, *SECRETS) == []
    assert not any(word in ended.stdout + ended.stderr for word in SECRETS)


@pytest.mark.prefect
@pytest.mark.slow
def test_a_cut_connection_is_tried_again_and_what_the_site_refuses_is_not(tmp_path):
    site = answering(faults={"cut"})
    with drupal(site) as address:
        run = sourced(tmp_path, address)
        command = [sys.executable, "-c", AT_ONCE, "run", *run.options]
        given = {"cwd": ROOT, "env": environment(**WAYS), "timeout": 240}
        ended = subprocess.run(command, **given, capture_output=True, text=True, check=False)

    with closing(sqlite3.connect(run.folders.data / "prefect/prefect.db")) as connection:
        tasks = dict(connection.execute("select name, run_count from task_run").fetchall())
    assert tasks[f"{FORM_ID} · récupération"] == 3
    assert "coupée en route" in ended.stderr
    assert sorted(path.name for path in run.inbox.iterdir()) == ["export.tsv"]
    assert run.synthese.exists()
    assert files_that_hold(run, *SECRETS) == []
