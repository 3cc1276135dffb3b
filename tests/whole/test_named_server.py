"""A Prefect server that people name is used as it is, by our command and by a worker of theirs, and
hears nothing of what people answered."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from consultation.machine.settings import folders
from consultation.runs.journal import read_journal
from flows.commands.cli import main
from flows.server.embedded_server import PRIVACY
from flows.server.known_servers import named_server
from flows.where import Where
from tests.cases.command import environment, faire_masse
from tests.cases.places import ROOT
from tests.cases.served import new_folder, wait_until
from tests.cases.small import FORM, export, row
from tests.cases.their_server import their_server

EMAIL = "zq7-marqueur@example.org"
NAME = "Zq7 Marqueur-Nom"
ANSWER = "Zq7 marqueur de réponse : rien ne doit en sortir."
SID = 98765431
KEY = "pnu_zq7"
# One consultation alone, by another door than the command; then what else may be scheduled.
ALONE = """
from flows.refresh import refresh
from flows.upkeep import backup, fetch, freeze
from flows.where import Where
where = Where(data="data", forms="forms", consultations=["petit", "absente"])
refresh(where, return_state=True)
freeze("petit", "depot", where, even_a_project=True)
backup("garde.tar", where)
fetch("petit", where, return_state=True)
freeze("../outputs/petit", "ailleurs", where, return_state=True)
"""
pytestmark = pytest.mark.timeout(900)
IMPORTED = """
import os
def settings():
    return {name: os.environ[name] for name in os.environ if name.startswith(("PREFECT", "DO_NOT"))}
before = settings()
import flows.refresh, flows.upkeep, flows.commands.cli
assert settings() == before
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """A run of two consultations, one of them wrong, on a server where others work too."""
    folder = tmp_path_factory.mktemp("shop")
    content = export([row(1, Courriel=EMAIL, Nom=NAME, Texte=ANSWER), row(SID)])
    for name, form in {"petit": FORM, "casse": f"closes_at = 11/03/2022\n{FORM}"}.items():
        (folder / "inbox" / name).mkdir(parents=True)
        (folder / "inbox" / name / "export.tsv").write_bytes(content)
        (folder / "forms").mkdir(exist_ok=True)
        (folder / "forms" / f"{name}.toml").write_text(form, "utf-8")
    with their_server(folder / "theirs") as server:
        flow = server.asked("flows/", {"name": "others"})
        state = {"type": "RUNNING", "name": "Running"}
        server.asked("flow_runs/", {"flow_id": flow["id"], "name": "other", "state": state})
        named = {"PREFECT_API_URL": server.address, "PREFECT_API_KEY": KEY}
        ours = ("run", "--data=data", "--forms=forms")
        run = faire_masse(*ours, folder=folder, **named)
        runs, before = server.runs(), len(server.runs())
        alone = subprocess.run(
            [sys.executable, "-c", ALONE],
            cwd=folder,
            env=environment(PYTHONPATH=str(ROOT), **named),
            check=False,
        )
        after = server.runs()[before:]
        worked = work_in_shop(folder, server, named)
        heard = server.heard
        served = serve_there(folder / "service", server)
    gone = faire_masse(*ours, folder=folder, **named)
    return SimpleNamespace(
        folder=folder, run=run, runs=runs, alone=alone, after=after, worked=worked, heard=heard,
        served=served, gone=gone,
    )  # fmt: skip


def serve_there(folder, server):
    """What the service says that has a run there, and how it ends."""
    served, before = new_folder(folder), len(server.runs())
    served.start("0 6 1 1 *", PREFECT_API_URL=server.address)
    try:
        (served.inbox / "export.tsv").write_bytes(export([row(1)]))
        wait_until(lambda: ("petit", "COMPLETED") in server.runs()[before:], 180)
        return folder, (served.folder / "serve.log").read_text("utf-8"), served.end()
    finally:
        served.kill()


def work_in_shop(folder, server, named):
    """What docs/prefect.md tells to type, and what a worker of theirs then does, until a run of it
    is cancelled."""
    page = (ROOT / "docs/prefect.md").read_text("utf-8")
    own_flow, automation = re.findall(
        r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL
    )
    places = {".data": "data", "schemas/forms": "forms", "outputs": "outputs", "inbox": "inbox"}
    for named_so, place in places.items():
        own_flow = own_flow.replace(f"/srv/faire-masse/{named_so}", str(folder / place))
    own = named | {"PREFECT_HOME": str(folder / "home")}
    own |= {"FAIRE_MASSE_DATA": "data", "FAIRE_MASSE_FORMS": "forms"}
    own |= {"FAIRE_MASSE_BACKUP": str(folder / "semaine.tar")}
    given = {"cwd": folder, "env": environment(**own), "stdin": subprocess.DEVNULL}

    def typed(program, *arguments):
        command = [Path(sys.executable).with_name(program), *arguments]
        done = subprocess.run(command, **given, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    before, log = len(server.runs()), folder / "worker.log"
    typed("prefect", "work-pool", "create", "faire-masse", "--type=process")
    typed("prefect", "deploy", "--all", f"--prefect-file={ROOT / 'prefect.yaml'}")
    with room() as (address, told), log.open("w") as output:
        typed("python", "-c", automation.replace("https://chat.example.org/hooks", address))
        worker = subprocess.Popen(
            [Path(sys.executable).with_name("prefect"), "worker", "start", "--pool=faire-masse"],
            env=given["env"],
            stdout=output,
            stderr=output,
        )
        try:
            typed("prefect", "deployment", "run", "backup/semaine", "--watch")
            typed("prefect", "deployment", "run", "refresh/matin")
            ended = {"COMPLETED", "FAILED"}
            wait_until(lambda: told and states_of(server.runs()[before:]) == ended, 240)
            worked = server.runs()[before:]
            morning = typed("python", "-c", f"{own_flow}\nmorning()")
            said_before = cancel_in_shop(folder, server, typed, log)
        finally:
            worker.terminate()
            worker.wait(60)
    return SimpleNamespace(
        runs=worked,
        told=told,
        morning=morning.stdout,
        said_of_cancelled=log.read_text("utf-8")[said_before:],
        last_run=read_journal(folders(data=str(folder / "data"), environment={})).last_run,
    )


def states_of(runs):
    return {state for _, state in runs}


def cancel_in_shop(folder, server, typed, log):
    """Cancel a run while it goes on, until it and its consultation are; returns where the worker's
    log begins to tell of it."""
    (folder / "forms/casse.toml").unlink()
    shutil.rmtree(folder / "inbox/casse")
    (folder / "inbox/petit/autre.tsv").write_bytes(export([row(1), row(2)]))
    (folder / "inbox/petit/vide.tsv").touch()
    before, said_before = len(server.runs()), len(log.read_text("utf-8"))
    typed("prefect", "deployment", "run", "refresh/matin")
    wait_until(lambda: "vide.tsv" in log.read_text("utf-8")[said_before:], 240)
    name = "petit · 2 nouveaux fichiers"
    (run,) = [one for one in server.asked("flow_runs/filter", {}) if one["name"] == name]
    # What `prefect flow-run cancel` asks for, which starts in the time that a run takes.
    server.asked(f"flow_runs/{run['id']}/set_state", {"state": {"type": "CANCELLING"}})
    wait_until(lambda: states_of(server.runs()[before:]) == {"CANCELLED"}, 60)
    return said_before


@contextmanager
def room() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a chat room, and what is posted there."""
    told: list[bytes] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Listening) as listening:
        threading.Thread(target=listening.serve_forever).start()
        yield f"http://127.0.0.1:{listening.server_port}", told
        listening.shutdown()


def of_a_shop(test):
    """Mark a test that looks at what `ended` made."""
    return pytest.mark.prefect(pytest.mark.slow(test))


@of_a_shop
def test_each_consultation_is_a_run_of_its_own_on_their_server_and_one_stops_no_other(ended):
    assert ended.run.returncode == 1
    assert "Traceback" not in ended.run.stderr
    assert (ended.folder / "outputs/petit/organisation/synthese.xlsx").exists()
    assert {("petit", "COMPLETED"), ("casse", "FAILED")} <= set(ended.runs)
    assert ("casse, petit · 2 nouveaux fichiers", "FAILED") in ended.runs

    # The server is used as it is, and other people's runs are theirs.
    assert f"Bearer {KEY}".encode() in ended.heard
    assert ("other", "RUNNING") in ended.runs
    assert not (ended.folder / "data/prefect/prefect.db").exists()


@of_a_shop
def test_it_hears_no_answer_no_name_and_no_address(ended):
    heard = ended.heard

    assert heard.count(b"/api/flow_runs") > 4
    assert "petit · tableaux".encode() in heard or b"petit \\u00b7 tableaux" in heard
    assert b"bilan-petit" in heard
    assert str(ended.folder / "outputs/petit").encode() in heard
    for marker in (EMAIL, NAME, ANSWER, ANSWER.replace("é", "\\u00e9"), str(SID)):
        assert marker.encode() not in heard


@of_a_shop
def test_a_worker_of_theirs_runs_what_prefect_yaml_deploys(ended):
    """One consultation fails, and stops no other; somebody is told which, and so is a flow of
    one's own."""
    assert ended.worked.runs == [
        ("sauvegarde", "COMPLETED"),
        ("casse · 1 nouveau fichier", "FAILED"),
        ("casse", "FAILED"),
        ("petit", "COMPLETED"),
    ]
    assert (ended.folder / "semaine.tar").stat().st_size > 0
    assert "casse.toml" in "".join(one.decode() for one in ended.worked.told)
    assert "casse" in ended.worked.morning


@of_a_shop
def test_a_run_that_is_cancelled_is_told_as_that_and_each_sentence_once(ended):
    said = ended.worked.said_of_cancelled

    once = ("Passage arrêté", "autre.tsv\u00a0: lu", "vide.tsv\u00a0: refusé")
    assert [said.count(line) for line in (*once, "Traceback")] == [1, 1, 1, 0]
    assert ended.worked.last_run.outcome == "stopped"


@of_a_shop
def test_a_consultation_can_be_asked_for_alone_and_upkeep_is_flows_too(ended):
    assert Where(consultations=[]).is_about("petit")  # none named: all of them
    assert ended.alone.returncode == 0
    assert ended.after == [
        ("petit · rien de nouveau", "FAILED"),
        ("petit", "COMPLETED"),
        ("petit.depot", "COMPLETED"),
        ("sauvegarde", "COMPLETED"),
        ("petit", "FAILED"),  # it has no site
        ("../outputs/petit.ailleurs", "FAILED"),
    ]
    assert b"absente" in ended.heard
    assert b"[source]" in ended.heard
    assert (ended.folder / "outputs/petit.depot/gel.json").exists()
    assert (ended.folder / "garde.tar").stat().st_size > 0


@of_a_shop
def test_one_that_does_not_answer_is_told_in_french(ended):
    assert ended.gone.returncode == 1
    assert "ne répond pas" in ended.gone.stderr
    assert "PREFECT_API_URL" in ended.gone.stderr
    assert "Traceback" not in ended.gone.stderr


@of_a_shop
def test_the_service_has_its_runs_there(ended):
    folder, said, code = ended.served

    assert "mot de passe" not in said
    assert not (folder / ".data/prefect/prefect.db").exists()
    assert code == 0


def test_what_prefect_yaml_deploys_is_as_private_as_our_command():
    ours = {name: value for name, value in PRIVACY.items() if "SERVER" not in name}
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]

    assert len(deployments) == 2
    for one in deployments:
        assert ours.items() <= one["work_pool"]["job_variables"]["env"].items()
        assert one["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


@pytest.mark.parametrize("address", ["http://[::1/api", "http://me:secret@[a]/api"])
def test_what_is_no_address_is_told_in_french(tmp_path, monkeypatch, capsys, address):
    monkeypatch.setattr(os, "environ", os.environ | {"PREFECT_API_URL": address})

    assert main(["run", f"--data={tmp_path / 'data'}"]) == 1
    said = capsys.readouterr().err
    assert "ne répond pas" in said
    assert "secret" not in said


def test_a_profile_names_one_too(tmp_path, monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.delenv("PREFECT_PROFILE", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    assert named_server() is None

    profiles = 'active = "a"\n[profiles.a]\n[profiles.b]\nPREFECT_API_URL = "http://b/api"\n'
    Path(tmp_path / "profiles.toml").write_text(profiles, "utf-8")
    assert named_server() is None
    monkeypatch.setenv("PREFECT_PROFILE", "b")
    assert named_server() == "http://b/api"
    monkeypatch.setenv("PREFECT_API_URL", "http://c/api")
    assert named_server() == "http://c/api"


def test_to_import_the_flows_changes_no_setting():
    done = subprocess.run([sys.executable, "-c", IMPORTED], cwd=ROOT, check=False)

    assert done.returncode == 0
