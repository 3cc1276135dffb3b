"""It runs by itself: the real service, its real Prefect server, a small inbox."""

from __future__ import annotations

import datetime as dt
import re
import time
import urllib.error
import urllib.request
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cases.command import faire_masse
from tests.cases.served import Served, new_folder, wait_until
from tests.cases.small import COLUMNS, export, row
from tests.cases.webform import delimited, header

# The day that the service lives through takes minutes: runs are planned at whole ones.
pytestmark = [pytest.mark.prefect, pytest.mark.slow, pytest.mark.timeout(900)]

EMAIL = "zq7-marqueur@example.org"
NAME = "Zq7 Marqueur-Nom"
ANSWER = "Zq7 marqueur de réponse : rien ne doit en sortir."
MINUTE = 60


def marked_rows() -> list[list[str]]:
    first = row(1, Courriel=EMAIL, Nom=NAME, Texte=ANSWER, Envoi="Oui, sans nom")
    return [first, *(row(sid, Envoi="Oui, sans nom") for sid in range(2, 6))]


def copied_slowly(path: Path, content: bytes) -> float:
    """The file as a slow copy writes it, in fifteen seconds; when it was all there."""
    step = -(-len(content) // 15)
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(content), step):
            file.write(content[start : start + step])
            written_at = time.time()
            time.sleep(1)
    return written_at


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The service through what happens in a day: a slow copy, a planned run, a refused file,
    a stop and a power cut while a run goes on, an end."""
    served = new_folder(tmp_path_factory.mktemp("served"))
    served.start("* * * * *")
    try:
        live_through(served)
        yield served
    finally:
        served.kill()


def live_through(served: Served) -> None:
    content = export(marked_rows())
    finished = copied_slowly(served.inbox / "bon.tsv", content)
    run = wait_until(lambda: served.run_that_looked_at("bon.tsv", len(content)), 3 * MINUTE)
    started = dt.datetime.fromisoformat(run["started_at"])
    served.witnessed["seconds"] = started.timestamp() - finished
    unknown = [[*cells, "x"] for cells in marked_rows()]
    refused = delimited([*header([*COLUMNS, ("", "Inconnue")], title="Petit"), *unknown])
    (served.inbox / "refuse.tsv").write_bytes(refused)
    wait_until(lambda: served.flow_runs("FAILED"), 3 * MINUTE)
    served.witnessed["second"] = faire_masse("serve", "--forms", "forms", folder=served.folder)
    (served.inbox / "refuse.tsv").unlink()
    (served.inbox / "encore.tsv").write_bytes(export([*marked_rows(), row(6)]))
    wait_until(lambda: served.journal["runs"][-1]["ended_at"] is None, 3 * MINUTE)
    before = len((served.folder / "serve.log").read_text("utf-8"))
    served.witnessed["stopped"] = served.end_group()
    served.witnessed["stop_told"] = (served.folder / "serve.log").read_text("utf-8")[before:]
    served.witnessed["stopped_run"] = served.journal["runs"][-1]
    served.start("0 0 1 1 *")
    wait_until(lambda: served.flow_runs("RUNNING"), MINUTE)
    served.kill()
    served.start("* * * * *")
    size = (served.inbox / "encore.tsv").stat().st_size
    wait_until(lambda: served.run_that_looked_at("encore.tsv", size), 3 * MINUTE)
    wait_until(lambda: planned_runs(served), 4 * MINUTE)


def planned_runs(served: Served) -> list[dict[str, Any]]:
    """The runs that nothing but the hour began."""
    return [
        run
        for run in served.flow_runs("COMPLETED")
        if run["auto_scheduled"] and run["name"].endswith("rien de nouveau")
    ]


def test_a_file_starts_a_run_within_a_minute_of_its_arrival_and_is_never_read_half_copied(served):
    # The planned run of a minute may begin before that end, and read the folder after it.
    assert -MINUTE < served.witnessed["seconds"] < MINUTE
    log = (served.folder / "serve.log").read_text("utf-8")
    said = re.findall(r"bon\.tsv\u00a0: (\w+(?: cours de copie)?)", log)
    # A planned run that meets the copy leaves it to the next.
    assert next(words for words in said if words != "en cours de copie") == "lu"
    assert "incomplet" not in log


def test_runs_start_on_schedule_and_never_overlap(served):
    assert planned_runs(served)[0]["state_name"] == "Completed"
    runs = served.flow_runs("COMPLETED", "FAILED")
    times = sorted((run["start_time"], run["end_time"]) for run in runs)

    assert len(times) >= 3
    assert all(one[1] <= other[0] for one, other in pairwise(times))


def test_a_failed_run_says_in_french_what_to_do(served):
    message = served.flow_runs("FAILED")[0]["state"]["message"]

    assert "1 export refusé" in message
    assert "refuse.tsv" in message
    assert "Inconnue" in message


def test_the_pages_ask_for_a_password(served):
    address = f"http://127.0.0.1:{served.port}/api/flow_runs/filter"
    request = urllib.request.Request(address, data=b"{}")

    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request, timeout=30)  # noqa: S310


def test_a_second_service_is_refused(served):
    assert served.witnessed["second"].returncode == 75
    assert "tourne déjà" in served.witnessed["second"].stderr


def test_no_answer_reaches_prefect_its_files_or_the_log(served):
    kept = {path: path.read_bytes() for path in served.folder.rglob(".data/prefect/**/*.*")}
    kept |= {served.folder / "serve.log": (served.folder / "serve.log").read_bytes()}
    kept |= {Path("journal"): (served.folder / ".data/passages.json").read_bytes()}

    assert len(kept) > 4
    for marker in (EMAIL, NAME, ANSWER):
        assert [path for path, content in kept.items() if marker.encode() in content] == []


def test_nothing_calls_home_and_nothing_is_left_open(served):
    calls = [line for line in served.trace.read_text("utf-8").splitlines() if "AF_INET" in line]

    assert any("bind(" in call for call in calls)
    assert [call for call in calls if 'inet_addr("127.0.0.1")' not in call] == []


def test_a_service_stopped_during_a_run_ends_in_ten_seconds_and_says_so_once(served):
    code, seconds = served.witnessed["stopped"]
    told = served.witnessed["stop_told"]

    assert code == 0
    assert seconds < 10
    assert served.witnessed["stopped_run"]["outcome"] == "stopped"
    assert told.count("Passage arrêté") == told.count("Service arrêté") == 1
    assert "Traceback" not in told
    assert "imprévue" not in told


def test_a_killed_service_starts_again_and_ends_what_was_interrupted(served):
    messages = [run["state"]["message"] for run in served.flow_runs("CRASHED")]

    assert any("le passage suivant reprend tout" in message for message in messages)


def test_it_ends_when_told_and_leaves_nothing_behind(served):
    """The last of this file: the service is gone afterwards."""
    wait_until(lambda: not served.flow_runs("RUNNING", "PENDING"), MINUTE)
    processes = served.descendants()

    assert served.end() == 0
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in processes), 20)
