"""What strangers wrote commands no terminal, whatever prints it: a command, the flow, JSON."""

from __future__ import annotations

import json
import re
from contextlib import suppress

import pytest

from consultation.machine.json_files import write_json
from consultation.words.errors import OrganiserError
from consultation.words.screen import harmless_text
from flows import step_progress
from flows.commands import cli
from flows.report import phrases
from tests.cases.small import export, row, small_run

HOSTILE = "a\x1b]0;titre\x07\x9b2J\u202eb\u2066"
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "arguments", [("verify", HOSTILE), ("run", f"--{HOSTILE}"), ("restore", HOSTILE)]
)
def test_what_is_typed_is_said_without_commands(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with suppress(SystemExit):
        cli.main([*arguments])

    said = "".join(capsys.readouterr())
    assert "]0;titre" in said
    assert COMMANDS.findall(said) == []


def test_names_and_titles_are_told_without_commands(capsys, tmp_path):
    run = small_run(tmp_path, row(1))
    (run.folders.inbox / f"{HOSTILE}\nmenteur.tsv").write_bytes(b"x")
    (run.folders.inbox / run.form_id / f"{HOSTILE}.tsv").write_bytes(b"x")

    (run.folders.inbox / run.form_id / "vrai\nfaux.tsv").write_bytes(export([row(1)]).rstrip())
    assert phrases.step("vrai\nfaux.tsv", "lu").count("\n") == 0
    run.ingest()
    run.build()
    assert all("\n" not in notice for notice in run.notices())

    cli.main(["status", *run.options])
    said = capsys.readouterr().out
    cli.main(["status", "--json", *run.options])
    told = capsys.readouterr().out

    assert said.count("]0;titre") > 1
    assert "\nmenteur" not in said
    assert COMMANDS.findall(said + told) == []
    assert f"{HOSTILE}.tsv" in json.loads(told)["forms"][0]["waiting_files"]


def test_an_error_the_journal_and_what_prefect_keeps_hold_no_command(tmp_path, capsys, monkeypatch):
    error = OrganiserError("closed_place", where=f"{HOSTILE}\nb")
    write_json(tmp_path / "x.json", {HOSTILE: HOSTILE})

    assert COMMANDS.findall(error.message) == []
    assert error.where.count("\n") == 0
    content = (tmp_path / "x.json").read_text(encoding="utf-8")
    assert COMMANDS.findall(content) == []
    assert json.loads(content) == {HOSTILE: HOSTILE}

    kept: list[str] = []
    logger = type("Logger", (), {"info": lambda _self, line: kept.append(line)})()
    monkeypatch.setattr(step_progress, "get_run_logger", lambda: logger)
    step_progress.announce(f"  {HOSTILE}\u00a0: lu")
    assert kept == [harmless_text(f"  {HOSTILE}\u00a0: lu")]
    assert COMMANDS.findall(kept[0] + capsys.readouterr().err) == []
