"""Files that arrive: which are all there, and which no run has looked at."""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path

import pytest

from consultation.runs import arrivals
from consultation.runs.arrivals import (
    QUIET_SECONDS,
    content_id,
    files_waiting,
    moving_files,
    new_among,
    seen_now,
    settled_inbox,
)
from consultation.runs.inbox import exports_in, unfinished_in
from consultation.runs.journal import FormRecord, note_form, read_journal
from tests.cases.runs import Run
from tests.cases.small import FORM_ID, row, small_run

NOW = 1_700_000_000.0


def written(path: Path, content: bytes = b"a\tb\n", *, at: float = NOW - 3600) -> Path:
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def never(seconds: float) -> None:
    raise AssertionError("nothing to wait for")


# All there, or still being copied.


def test_files_that_were_left_alone_are_not_waited_for(tmp_path):
    paths = [written(tmp_path / name) for name in ("a.tsv", "b.tsv")]

    assert moving_files(paths, now=lambda: NOW, wait=never) == frozenset()


@pytest.mark.parametrize(
    ("at", "rest"),
    [
        pytest.param(NOW - 1, QUIET_SECONDS - 1, id="just written"),
        pytest.param(NOW + 3600, QUIET_SECONDS, id="in the future"),
    ],
)
def test_a_fresh_file_is_waited_for_until_it_was_left_alone(at, rest, tmp_path):
    paths, waited = [written(tmp_path / "a.tsv", at=at), written(tmp_path / "b.tsv")], []

    assert moving_files(paths, now=lambda: NOW, wait=waited.append) == frozenset()
    assert waited == [rest]


def test_a_file_that_grows_while_one_looks_is_still_moving(tmp_path):
    still, growing = (written(tmp_path / name, at=NOW - 1) for name in ("a.tsv", "b.tsv"))

    def grow(seconds: float) -> None:
        written(growing, b"a\tb\nc\td\n", at=NOW + seconds)

    assert moving_files([still, growing], now=lambda: NOW, wait=grow) == {growing}


@pytest.mark.parametrize("suffix", [".part", ".crdownload", ".filepart"])
def test_what_a_browser_has_not_finished_is_no_export(suffix, tmp_path):
    """Firefox makes the final name at once, empty, and writes beside it."""
    (tmp_path / "export.tsv").touch()
    (tmp_path / f"export.tsv{suffix}").write_bytes(b"half")
    whole = written(tmp_path / "other.tsv")

    assert exports_in(tmp_path) == (whole,)
    assert unfinished_in(tmp_path) == (
        tmp_path / "export.tsv",
        tmp_path / f"export.tsv{suffix}",
    )


def test_a_form_of_which_nothing_else_is_known_waits_with_its_file(tmp_path):
    run = small_run(tmp_path, row(1))
    half = (run.inbox / "export.tsv").rename(run.inbox / "export.tsv.part")

    inbox, arriving = settled_inbox(run.folders)

    assert (inbox.forms, arriving) == ((), (half,))


@pytest.fixture
def calm(monkeypatch):
    """No file is waited for: these tests are about names."""
    monkeypatch.setattr(arrivals, "QUIET_SECONDS", 0.0)


@pytest.mark.slow
@pytest.mark.usefixtures("calm")
def test_a_form_that_has_a_database_runs_without_the_file_that_arrives(tmp_path):
    run = small_run(tmp_path, row(1))
    run.build()
    half = run.write("later.tsv.part", b"half")

    inbox, arriving = settled_inbox(run.folders)

    assert [form.form_id for form in inbox.forms] == [FORM_ID]
    assert [path.name for path in inbox.forms[0].exports] == ["export.tsv"]
    assert arriving == (half,)


# Looked at, or new.


def looked_at(run: Run) -> dict:
    return seen_now(exports_in(run.inbox), {})


def test_a_file_waits_until_a_run_has_looked_at_it_as_it_is(tmp_path):
    run = small_run(tmp_path, row(1))
    path = run.inbox / "export.tsv"
    seen = looked_at(run)

    assert files_waiting(run.inbox, {}) == (path,)
    assert files_waiting(run.inbox, seen) == ()

    written(path, path.read_bytes() + b"\n")
    assert files_waiting(run.inbox, seen) == (path,)


def test_a_name_that_is_no_text_is_known_again(tmp_path):
    """As an old zip unpacks « café.tsv »: the journal is JSON, which has no such bytes."""
    run = small_run(tmp_path, row(1))
    (run.inbox / "export.tsv").rename(run.inbox / os.fsdecode(b"caf\xe9.tsv"))
    note_form(run.folders, FORM_ID, FormRecord(seen=looked_at(run)))

    assert files_waiting(run.inbox, read_journal(run.folders).form(FORM_ID).seen) == ()


def test_a_copy_under_another_name_is_not_new(tmp_path):
    run = small_run(tmp_path, row(1))
    contents = {file.content_id for file in looked_at(run).values()}
    content = (run.inbox / "export.tsv").read_bytes()
    run.write("copie.tsv", content)
    run.write("copie.tsv.gz", gzip.compress(content))
    run.write("nouveau.tsv", content + b"\n")

    assert new_among(looked_at(run), contents) == ("nouveau.tsv",)


def test_a_file_is_known_as_exports_are(tmp_path):
    plain = written(tmp_path / "a.tsv", b"content")
    compressed = written(tmp_path / "a.tsv.gz", gzip.compress(b"content"))

    assert content_id(plain) == content_id(compressed) == hashlib.sha256(b"content").hexdigest()
    assert content_id(tmp_path / "none.tsv") is None
