"""One run from end to end: the real command, Prefect's own server, a small inbox."""

import csv
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cases.command import faire_masse
from tests.cases.places import ROOT

pytestmark = pytest.mark.prefect

EXAMPLE = ROOT / "schemas/exemple/vsa-2022/p1-01-defaut-tab.tsv"
LAST_SID = "98765431"
ANSWER = "Zq7 marqueur de réponse : rien ne doit en sortir."


def write_export(path: Path, **headings: str) -> None:
    """Twelve rows of the example, some headings reworded; the last has its own number and text."""
    with EXAMPLE.open(encoding="utf-8", newline="") as example:
        lines = list(csv.reader(example, delimiter="\t"))[:15]
    labels = lines[2]
    lines[-1][labels.index("SID")] = LAST_SID
    lines[-1][labels.index("Vos arguments contre la VSA")] = ANSWER
    lines[2] = [headings.get(label, label) for label in labels]
    with path.open("w", encoding="utf-8", newline="") as export:
        csv.writer(export, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(lines)


@pytest.fixture(scope="session")
def ended(tmp_path_factory):
    """Two runs of one inbox: a good export, one with an unknown column, a folder of no form."""
    folder = tmp_path_factory.mktemp("flow")
    exports = folder / "inbox" / "vsa-2022"
    exports.mkdir(parents=True)
    (folder / "inbox" / "inconnu").mkdir()
    (folder / "forms").mkdir()
    form = (ROOT / "schemas/forms/vsa-2022.toml").read_text("utf-8")
    (folder / "forms/vsa-2022.toml").write_text(
        re.sub(r"(?ms)^\[expected\].*?(?=^\[|\Z)", "", form)
    )
    write_export(exports / "bon.tsv")
    write_export(exports / "colonne.tsv", Commune="Ville ou village")
    first = faire_masse("run", "--forms", "forms", "--json", folder=folder)
    (exports / "colonne.tsv").unlink()
    (folder / "inbox" / "inconnu").rmdir()
    second = faire_masse("run", "--forms", "forms", folder=folder)
    return SimpleNamespace(folder=folder, first=first, second=second)


@pytest.fixture(scope="session")
def prefect_database(ended):
    with closing(sqlite3.connect(ended.folder / ".data/prefect/prefect.db")) as connection:
        yield connection


def test_the_first_run_publishes_in_spite_of_a_refused_export(ended):
    assert ended.first.returncode == 1
    report = json.loads(ended.first.stdout)
    (form,) = report["forms"]

    assert [problem["code"] for problem in report["problems"]] == ["no_form_file"]
    assert [refusal["code"] for refusal in form["refused_exports"]] == ["unknown_columns"]
    assert form["failure"] is None
    assert form["outcome"] == "published"
    assert form["counts"]["received"] == 12
    assert form["previous_counts"] is None
    assert (ended.folder / "outputs/vsa-2022/organisation/synthese.xlsx").is_file()
    # A line per export and stage.
    steps = [line for line in ended.first.stderr.splitlines() if re.match(r"  \S+\u00a0: ", line)]
    assert [step.strip().replace("\u00a0", " ") for step in steps] == [
        *("dépôt : à corriger", "bon.tsv : lu", "colonne.tsv : refusé"),
        *("tableaux : calculés", "contrôles : passés", "fichiers : publiés"),
    ]
    assert "Ville ou village" in ended.first.stderr


def test_the_second_run_without_the_refused_export_goes_well_and_status_tells_it(ended):
    assert ended.second.returncode == 0
    assert "bon.tsv\u00a0: déjà connu" in ended.second.stderr
    assert "12 soumissions reçues" in ended.second.stdout
    assert "aucun nombre n’a changé" in ended.second.stdout

    options = ("--json", "--max-age", "1h", "--forms", "forms")
    told = faire_masse("status", *options, folder=ended.folder)
    status = json.loads(told.stdout)
    (form,) = status["forms"]

    assert (told.returncode, status["too_old"]) == (0, [])
    assert status["last_run"]["outcome"] == "went_well"
    assert form["counts"]["received"] == 12
    assert form["latest_full_export"]["file_name"] == "bon.tsv"
    assert form["latest_full_export"]["age_seconds"] < 3600
    assert form["waiting_files"] == []


def test_prefect_says_nothing_on_the_terminal(ended):
    for run in (ended.first, ended.second):
        assert "prefect" not in (run.stdout + run.stderr).lower()
        assert "Traceback" not in run.stderr


def test_prefect_keeps_runs_their_parts_their_counts_and_a_link(ended, prefect_database):
    parts = prefect_database.execute(
        "select name, state_type from task_run"
        " where id not in (select parent_task_run_id from flow_run where parent_task_run_id != '')"
        " order by start_time"
    )
    first = [
        ("bon.tsv", "COMPLETED"),
        ("colonne.tsv", "FAILED"),
        ("vsa-2022 · tableaux", "COMPLETED"),
        ("vsa-2022 · contrôles", "COMPLETED"),
        ("vsa-2022 · fichiers", "COMPLETED"),
    ]

    assert list(parts) == first + [part for part in first if part[0] != "colonne.tsv"]

    runs = prefect_database.execute("select name, state_type from flow_run order by start_time")
    names, states = zip(*runs, strict=True)
    artifacts = list(prefect_database.execute("select key, data from artifact order by created"))

    assert states == ("FAILED", "FAILED", "COMPLETED", "COMPLETED")
    whole = ("vsa-2022 · 2 nouveaux fichiers", "vsa-2022 · rien de nouveau")
    assert names == (whole[0], "vsa-2022", whole[1], "vsa-2022")
    assert [key for key, _ in artifacts] == 2 * ["bilan-vsa-2022", "publication-vsa-2022"]
    for report, link in zip(*2 * [iter(data for _, data in artifacts)], strict=True):
        assert "12" in report
        assert (ended.folder / "outputs/vsa-2022").as_uri() in link


def test_the_last_sid_is_said_to_people_and_prefect_keeps_neither_it_nor_an_answer(ended):
    kept = [path.read_bytes() for path in (ended.folder / ".data/prefect").rglob("*.*")]

    assert not (ended.folder / ".data/prefect/storage").exists()
    assert f"dernier SID\u00a0: {LAST_SID}" in ended.second.stdout
    for marker in (LAST_SID.encode(), ANSWER.encode()):
        assert not any(marker in content for content in kept)
    assert not any(ANSWER in run.stdout + run.stderr for run in (ended.first, ended.second))


def test_what_a_run_writes_is_private(ended):
    written = [path for name in (".data", "outputs") for path in (ended.folder / name).rglob("*")]

    assert written != []
    assert [path for path in written if path.stat().st_mode & 0o077] == []


# What Prefect keeps of runs, and the columns that say when.
TIMES = {
    "flow_run": ("start_time", "end_time", "expected_start_time", "created"),
    "task_run": ("start_time", "end_time", "created"),
    **{"log": ("timestamp", "created"), "artifact": ("created",)},
    **{"events": ("occurred",), "event_resources": ("occurred",)},
}


@pytest.fixture(scope="module")
def much_later(ended, tmp_path_factory):
    """A third run, ninety-one days after the others, the first of which was killed: whom it calls
    is noted. CI and DO_NOT_TRACK are unset, as on an organiser's machine; a proxy is where a
    request to this very machine would leave it."""
    top = tmp_path_factory.mktemp("later")
    folder, trace = top / "copy", top / "trace"
    shutil.copytree(ended.folder, folder)
    database = folder / ".data/prefect/prefect.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        before = list(connection.execute("select id from flow_run order by start_time"))
        connection.execute(
            "update flow_run set state_type = 'RUNNING', end_time = null where id = ?", before[0]
        )
        for table, columns in TIMES.items():
            for column in columns:
                connection.execute(f"update {table} set {column} = datetime({column}, '-91 days')")
    wrapper = ("strace", "--seccomp-bpf", "-f", "-o", str(trace), "-e", "trace=connect,bind")
    proxies = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy"), "http://192.0.2.1:3128")
    run = faire_masse("run", "--forms", "forms", folder=folder, wrapper=wrapper, **proxies)
    assert run.returncode == 0
    # What a killed run leaves without its parent goes as the next server starts.
    assert faire_masse("run", "--forms", "forms", folder=folder).returncode == 0
    earlier = {run_id for (run_id,) in before}
    return SimpleNamespace(database=database, earlier=earlier, calls=trace.read_text())


@pytest.mark.slow
def test_nothing_calls_home(much_later):
    calls = [line for line in much_later.calls.splitlines() if "AF_INET" in line]

    assert calls != []
    assert [one for one in calls if not re.search(r'inet_addr\("127\.0\.0\.1"\)', one)] == []


@pytest.mark.slow
def test_runs_of_more_than_ninety_days_ago_are_gone_after_two(much_later):
    """Also a run whose process was killed, wherever the command is typed."""
    with closing(sqlite3.connect(much_later.database)) as connection:
        counts = [
            connection.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("flow_run", "artifact", "task_run")
        ]
        kept = [run_id for (run_id,) in connection.execute("select id from flow_run")]
        oldest = connection.execute("select min(timestamp) > datetime('now', '-1 day') from log")
        assert oldest.fetchone() == (1,)
    assert not much_later.earlier & set(kept)
    assert counts == [4, 4, 10]
    assert much_later.database.with_name("server.log").read_bytes() == b""
