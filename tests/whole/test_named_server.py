"""A Prefect server that people name is used as it is, by our command and by a worker of theirs, and
hears nothing of what people answered."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

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
    return folder, run, runs, (alone, after), heard, gone, worked, served


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
    """What docs/prefect.md tells to type, and what a worker of theirs then does, twice."""
    page = (ROOT / "docs/prefect.md").read_text("utf-8")
    own_flow, automation = re.findall(
        r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL
    )
    own = {
        **named,
        "PREFECT_HOME": str(folder / "home"),
        "FAIRE_MASSE_DATA": "data",
        "FAIRE_MASSE_FORMS": "forms",
        "FAIRE_MASSE_BACKUP": str(folder / "semaine.tar"),
    }

    def typed(program, *arguments):
        command = [Path(sys.executable).with_name(program), *arguments]
        given = {"cwd": folder, "env": environment(**own), "stdin": subprocess.DEVNULL}
        return subprocess.run(command, **given, capture_output=True, text=True, check=False)

    before = len(server.runs())
    assert typed("prefect", "work-pool", "create", "faire-masse", "--type=process").returncode == 0
    deployed = typed("prefect", "deploy", "--all", f"--prefect-file={ROOT / 'prefect.yaml'}")
    with room() as (address, told):
        made = typed("python", "-c", automation.replace("https://chat.example.org/hooks", address))
        assert made.returncode == 0, made.stderr
        worker = subprocess.Popen(
            [Path(sys.executable).with_name("prefect"), "worker", "start", "--pool=faire-masse"],
            env=environment(**own),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for one in ("refresh/matin", "backup/semaine"):
                typed("prefect", "deployment", "run", one, "--watch")
            wait_until(lambda: told, 60)
        finally:
            worker.terminate()
            worker.wait(60)
    worked = server.runs()[before:]
    places = {".data": "data", "schemas/forms": "forms", "outputs": "outputs", "inbox": "inbox"}
    for named_so, place in places.items():
        own_flow = own_flow.replace(f"/srv/faire-masse/{named_so}", str(folder / place))
    morning = typed("python", "-c", f"{own_flow}\nmorning()")
    return deployed, worked, told, morning


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


@pytest.mark.prefect
@pytest.mark.slow
def test_each_consultation_is_a_run_of_its_own_and_one_stops_no_other(ended):
    folder, run, runs, *_ = ended

    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert (folder / "outputs/petit/organisation/synthese.xlsx").exists()
    assert {("petit", "COMPLETED"), ("casse", "FAILED")} <= set(runs)
    assert ("casse, petit · 2 nouveaux fichiers", "FAILED") in runs


@pytest.mark.prefect
@pytest.mark.slow
def test_it_is_used_as_it_is_and_other_people_s_runs_are_theirs(ended):
    folder, _, runs, _, heard, *_ = ended

    assert f"Bearer {KEY}".encode() in heard
    assert ("other", "RUNNING") in runs
    assert not (folder / "data/prefect/prefect.db").exists()


@pytest.mark.prefect
@pytest.mark.slow
def test_it_hears_no_answer_no_name_and_no_address(ended):
    heard = ended[4]

    assert heard.count(b"/api/flow_runs") > 4
    assert "petit · tableaux".encode() in heard or b"petit \\u00b7 tableaux" in heard
    assert b"bilan-petit" in heard
    assert str(ended[0] / "outputs/petit").encode() in heard
    for marker in (EMAIL, NAME, ANSWER, ANSWER.replace("é", "\\u00e9"), str(SID)):
        assert marker.encode() not in heard


@pytest.mark.prefect
@pytest.mark.slow
def test_a_worker_of_theirs_runs_what_prefect_yaml_deploys(ended):
    """One consultation fails, and stops no other; somebody is told which."""
    deployed, runs, told, _ = ended[6]

    assert deployed.returncode == 0, deployed.stdout
    assert runs == [
        ("casse · 1 nouveau fichier", "FAILED"),
        ("casse", "FAILED"),
        ("petit", "COMPLETED"),
        ("sauvegarde", "COMPLETED"),
    ]
    assert (ended[0] / "semaine.tar").stat().st_size > 0
    assert "casse.toml" in "".join(one.decode() for one in told)


@pytest.mark.prefect
@pytest.mark.slow
def test_a_flow_of_one_s_own_hears_what_to_mend(ended):
    *_, morning = ended[6]

    assert morning.returncode == 0, morning.stderr
    assert "casse" in morning.stdout


def test_what_prefect_yaml_deploys_is_as_private_as_our_command():
    ours = {name: value for name, value in PRIVACY.items() if "SERVER" not in name}
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]

    assert len(deployments) == 2
    for one in deployments:
        assert ours.items() <= one["work_pool"]["job_variables"]["env"].items()
        assert one["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


@pytest.mark.prefect
@pytest.mark.slow
def test_a_consultation_can_be_asked_for_alone_and_upkeep_is_flows_too(ended):
    alone, after = ended[3]

    assert alone.returncode == 0
    assert after == [
        ("petit · rien de nouveau", "FAILED"),
        ("petit", "COMPLETED"),
        ("petit.depot", "COMPLETED"),
        ("sauvegarde", "COMPLETED"),
        ("petit", "FAILED"),  # it has no site
        ("../outputs/petit.ailleurs", "FAILED"),
    ]
    assert b"absente" in ended[4]
    assert b"[source]" in ended[4]
    assert (ended[0] / "outputs/petit.depot/gel.json").exists()
    assert (ended[0] / "garde.tar").stat().st_size > 0


@pytest.mark.prefect
@pytest.mark.slow
def test_one_that_does_not_answer_is_told_in_french(ended):
    gone = ended[5]

    assert gone.returncode == 1
    assert "ne répond pas" in gone.stderr
    assert "PREFECT_API_URL" in gone.stderr
    assert "Traceback" not in gone.stderr


@pytest.mark.parametrize("address", ["http://[::1/api", "http://me:secret@[a]/api"])
def test_what_is_no_address_is_told_in_french_before_prefect_is_loaded(
    tmp_path, monkeypatch, capsys, address
):
    monkeypatch.setattr(os, "environ", os.environ | {"PREFECT_API_URL": address})

    assert main(["run", f"--data={tmp_path / 'data'}"]) == 1
    said = capsys.readouterr().err
    assert "ne répond pas" in said
    assert "secret" not in said


def test_no_consultation_named_is_all_of_them():
    assert Where(consultations=[]).is_about("petit")
    assert not Where(consultations=["autre"]).is_about("petit")


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


@pytest.mark.prefect
@pytest.mark.slow
def test_the_service_has_its_runs_there(ended):
    folder, said, code = ended[7]

    assert "mot de passe" not in said
    assert not (folder / ".data/prefect/prefect.db").exists()
    assert code == 0
