"""Nobody but the run's account, and one group where the settings name it."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from consultation.machine.access import give_release, give_rights, group_id
from consultation.machine.settings import Folders
from consultation.machine.settings import folders as folders_of
from consultation.releases.freezing import freeze
from consultation.runs.inbox import look_into
from consultation.words.errors import OrganiserError
from tests.cases.command import faire_masse
from tests.cases.runs import Run, folders_in
from tests.cases.small import FORM_ID, export, row, small_run

# Any numbers do: neither accounts nor groups need a name but the group of the settings.
SERVICE, MEMBER = 61_001, 61_002
GROUP = "games"  # of every Debian, empty

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs accounts of its own")


def modes(top: Path) -> dict[str, int]:
    """The mode of the folder and of everything below."""
    return {
        path.relative_to(top).as_posix(): stat.S_IMODE(path.lstat().st_mode)
        for path in (top, *top.rglob("*"))
    }


@pytest.fixture
def folders(tmp_path) -> Folders:
    """Folders as umask 022 makes them, with a little in each."""
    tree = folders_in(tmp_path)
    for path in (
        tree.inbox / "petit" / "export.tsv",
        tree.data / "petit.duckdb",
        tree.data / "prefect" / "prefect.db",
        tree.outputs / "README.md",
        tree.outputs / "petit" / "organisation" / "synthese.xlsx",
        tree.outputs / "petit" / "organisation" / "confidentiel" / "contacts.xlsx",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for path in tmp_path.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return tree


def opened_to(found: dict[str, int], who: int) -> list[str]:
    return [name for name, mode in found.items() if mode & who]


def test_everything_is_closed_to_group_and_others(folders):
    assert give_rights(folders) == ()

    for top in (folders.inbox, folders.data, folders.outputs):
        found = modes(top)
        assert opened_to(found, 0o077) == []
        assert found["."] == 0o700
    assert modes(folders.outputs)["README.md"] == 0o600


@pytest.mark.parametrize("sign", ["sticky", "project"])
def test_a_folder_that_holds_other_things_is_left_as_it_is(sign, folders):
    """`--outputs /tmp`, or a whole checkout, typed by root: nobody else could work there again."""
    if sign == "sticky":
        folders.outputs.chmod(0o1777)
    else:
        (folders.outputs / ".git").mkdir(mode=0o755)
    before = modes(folders.outputs)

    (sentence,) = give_rights(folders)

    assert modes(folders.outputs) == before
    assert "contient aussi autre chose" in sentence
    assert opened_to(modes(folders.data), 0o077) == []


def test_what_is_read_only_stays_so(folders):
    frozen = folders.outputs / "petit"
    (frozen / "organisation" / "synthese.xlsx").chmod(0o444)
    frozen.chmod(0o555)

    give_rights(folders)

    assert frozen.stat().st_mode & 0o777 == 0o500
    assert (frozen / "organisation" / "synthese.xlsx").stat().st_mode & 0o777 == 0o400


def test_links_are_not_followed(folders, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").touch()
    (elsewhere / "file").chmod(0o644)
    elsewhere.chmod(0o755)
    (folders.inbox / "petit" / "folder").symlink_to(elsewhere)
    (folders.inbox / "petit" / "file.tsv").symlink_to(elsewhere / "file")
    (folders.inbox / "petit" / "broken.tsv").symlink_to(tmp_path / "nowhere")

    assert give_rights(folders) == ()

    assert modes(elsewhere) == {".": 0o755, "file": 0o644}


# A group


def test_the_group_is_that_of_the_environment(tmp_path):
    assert folders_of(environment={}).group is None
    assert folders_of(environment={"FAIRE_MASSE_GROUP": ""}).group is None
    assert folders_of(environment={"FAIRE_MASSE_GROUP": GROUP}).group == GROUP


def test_an_unknown_group_is_refused_before_anything_changes(folders):
    before = modes(folders.outputs)

    with pytest.raises(OrganiserError) as refused:
        give_rights(replace(folders, group="pas-de-ce-nom"))

    assert (refused.value.code, refused.value.where) == ("unknown_group", "pas-de-ce-nom")
    assert modes(folders.outputs) == before


@needs_root
def test_a_group_that_the_account_is_not_in_is_refused():
    assert as_account(SERVICE, lambda: group_id(GROUP)) == "not_in_group"
    assert as_account(SERVICE, lambda: group_id(GROUP), member()) == member()


@needs_root
def test_members_write_the_inbox_and_read_the_outputs_but_for_contacts(folders):
    shared = replace(folders, group=GROUP)

    assert give_rights(shared) == ()

    assert modes(folders.inbox) == {".": 0o2770, "petit": 0o2770, "petit/export.tsv": 0o660}
    assert modes(folders.outputs) == {
        ".": 0o2750,
        "README.md": 0o640,
        "petit": 0o2750,
        "petit/organisation": 0o2750,
        "petit/organisation/synthese.xlsx": 0o640,
        "petit/organisation/confidentiel": 0o700,
        "petit/organisation/confidentiel/contacts.xlsx": 0o600,
    }
    assert opened_to(modes(folders.data), 0o077) == []
    assert (folders.outputs / "petit").stat().st_gid == group_id(GROUP)

    give_rights(folders)  # the option is taken back
    assert opened_to(modes(folders.inbox) | modes(folders.outputs), 0o7077) == []


@needs_root
def test_a_file_with_a_second_name_is_not_opened_to_the_group(folders):
    other = folders.data / "secret"
    other.touch(mode=0o600)
    os.link(other, folders.inbox / "petit" / "other.tsv")

    give_rights(replace(folders, group=GROUP))

    assert other.stat().st_mode & 0o777 == 0o600


@needs_root
def test_a_document_that_the_data_folder_keeps_too_is_read_in_the_outputs(folders):
    released = folders.outputs / "petit" / "A.pdf"
    kept = folders.data / "petit.documents" / "A.pdf"
    kept.parent.mkdir()
    kept.touch(mode=0o600)
    os.link(kept, released)

    give_rights(replace(folders, group=GROUP))
    assert (released.stat().st_mode & 0o777, released.stat().st_gid) == (0o640, group_id(GROUP))
    assert modes(folders.data)["."] == 0o700

    give_rights(folders)
    assert released.stat().st_mode & 0o777 == 0o600


def test_no_link_of_a_shared_inbox_is_read_be_it_a_folder_s(tmp_path):
    """Whoever may write there could have us read what they may not."""
    run = small_run(tmp_path, row(1))
    (run.inbox / "link.tsv").symlink_to(run.form_file)
    shared = replace(run.folders, group=GROUP)

    (form,) = look_into(shared).forms
    assert [path.name for path in form.exports] == ["export.tsv"]
    assert [problem.code for problem in look_into(shared).problems] == ["not_a_file"]
    assert look_into(run.folders).problems == ()

    run.inbox.rename(tmp_path / "elsewhere")
    run.inbox.symlink_to(tmp_path / "elsewhere")
    assert look_into(shared).forms == ()
    assert [problem.where for problem in look_into(shared).problems] == ["inbox/petit"]
    assert [form.form_id for form in look_into(run.folders).forms] == ["petit"]


# The same with real accounts.


def as_account(account: int, act: Callable[[], object], *groups: int) -> object:
    """What the account, in these groups, is given by `act`; the name of the error, else.

    In a child process, for an account is left for good.
    """
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups(groups)
        os.setgid(account)
        os.setuid(account)
        os.umask(0o022)
        try:
            told = act()
        except OrganiserError as error:
            told = error.code
        except OSError as error:
            told = type(error).__name__
        os.write(sending, json.dumps(told).encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving) as answer:
        told = json.load(answer)
    os.waitpid(child, 0)
    return told


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Run:
    """A published form of the service's account, its inbox and outputs shared with the group."""
    tmp_path = tmp_path_factory.mktemp("shared")
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)  # pytest's folders are root's
    run = small_run(tmp_path / "run", row(1, Courriel="a@example.org"))
    run = Run(replace(run.folders, group=GROUP), run.form_id)
    run.publish()
    for path in (tmp_path / "run", *(tmp_path / "run").rglob("*")):
        os.chown(path, SERVICE, SERVICE)
    (tmp_path / "run").chmod(0o755)
    assert as_account(SERVICE, lambda: give_rights(run.folders), member()) == []
    return run


def member() -> int:
    number = group_id(GROUP)
    assert number is not None
    return number


@needs_root
def test_a_frozen_release_is_read_by_members_and_written_by_nobody(shared):
    frozen = freeze(shared.folders.outputs, FORM_ID, "depot", even_a_project=True)

    give_rights(shared.folders)

    found = modes(frozen)
    confidential = {name: mode for name, mode in found.items() if "confidentiel" in name}
    others = {mode for name, mode in found.items() if name not in confidential}
    assert others == {0o550, 0o440}
    assert set(confidential.values()) == {0o500, 0o400}


@needs_root
def test_a_release_has_its_rights_while_it_is_still_aside(shared):
    aside = shared.release.with_name(".petit.new")
    (aside / "organisation" / "confidentiel").mkdir(parents=True)
    (aside / "organisation" / "confidentiel" / "contacts.xlsx").touch()

    give_release(aside, shared.folders)

    assert set(modes(aside).values()) == {0o2750, 0o700, 0o600}


@needs_root
def test_a_member_s_closed_file_is_refused_by_name_and_the_others_are_read(shared):
    """As root reads everything, the service's account reads it here."""
    closed = shared.write("ferme.tsv", export([row(3)]))
    closed.chmod(0o600)
    os.chown(closed, MEMBER, MEMBER)
    shared.write("ouvert.tsv", export([row(1), row(2)])).chmod(0o644)

    os.seteuid(SERVICE)
    try:
        refused = shared.ingest()
    finally:
        os.seteuid(0)

    (refusal,) = refused
    assert refusal.where == "ferme.tsv"
    assert "fermé au compte" in refusal.what
    assert "chmod g+rw" in refusal.advice
    assert ("ouvert.tsv",) in shared.query("select file_name from raw.exports")


@needs_root
def test_what_belongs_to_somebody_else_is_said_once(folders):
    for path in (folders.inbox.parent, *folders.inbox.parent.rglob("*")):
        os.chown(path, SERVICE, SERVICE)
    for folder in folders.inbox.parent.parents[:2]:
        folder.chmod(folder.stat().st_mode | 0o011)
    os.chown(folders.inbox / "petit" / "export.tsv", 0, 0)

    (said,) = as_account(SERVICE, lambda: give_rights(folders))

    assert said.count("export.tsv") == said.count("appartient") == 1
    assert "chown" in said


def test_a_command_with_an_unknown_group_writes_nothing(tmp_path):
    said = faire_masse("run", folder=tmp_path, FAIRE_MASSE_GROUP="pas-de-ce-nom")

    assert said.returncode == 1
    assert "pas-de-ce-nom" in said.stderr
    assert "groupadd" in said.stderr
    assert list(tmp_path.iterdir()) == []
