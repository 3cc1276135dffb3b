"""Nobody but the run's account reads or writes what a run keeps."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from consultation.machine.access import close_release, close_to_others, group_id
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from tests.cases.runs import folders_in

SERVICE = 61_001  # any number: the account needs no name
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
        *(tree.data / "petit.duckdb", tree.data / "prefect" / "prefect.db"),
        *(tree.inbox / "petit" / "export.tsv", tree.outputs / "README.md"),
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
    """Also what a group could share once, or may still write."""
    (folders.inbox / "petit").chmod(0o2770)
    (folders.inbox / "petit" / "export.tsv").chmod(0o660)

    assert close_to_others(folders) == ()

    for top in (folders.inbox, folders.data, folders.outputs):
        found = modes(top)
        assert opened_to(found, 0o7077) == []
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

    (sentence,) = close_to_others(folders)

    assert modes(folders.outputs) == before
    assert "contient aussi autre chose" in sentence
    assert opened_to(modes(folders.data), 0o077) == []


def test_what_is_read_only_stays_so_and_links_are_not_followed(folders, tmp_path):
    frozen, elsewhere = folders.outputs / "petit", tmp_path / "elsewhere"
    (frozen / "organisation" / "synthese.xlsx").chmod(0o444)
    frozen.chmod(0o555)
    elsewhere.mkdir()
    (elsewhere / "file").touch()
    (elsewhere / "file").chmod(0o644)
    elsewhere.chmod(0o755)
    (folders.inbox / "petit" / "folder").symlink_to(elsewhere)
    (folders.inbox / "petit" / "file.tsv").symlink_to(elsewhere / "file")
    (folders.inbox / "petit" / "broken.tsv").symlink_to(tmp_path / "nowhere")

    assert close_to_others(folders) == ()

    assert modes(elsewhere) == {".": 0o755, "file": 0o644}
    found = modes(frozen)
    assert (found["."], found["organisation/synthese.xlsx"]) == (0o500, 0o400)


def test_a_release_is_closed_while_it_is_still_aside(folders):
    close_release(folders.outputs / "petit")

    assert opened_to(modes(folders.outputs / "petit"), 0o077) == []


# With real accounts.


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


@needs_root
def test_what_belongs_to_somebody_else_is_said_once(folders):
    for path in (folders.inbox.parent, *folders.inbox.parent.rglob("*")):
        os.chown(path, SERVICE, SERVICE)
    for folder in folders.inbox.parent.parents[:3]:
        folder.chmod(folder.stat().st_mode | 0o011)
    os.chown(folders.inbox / "petit" / "export.tsv", 0, 0)

    (said,) = as_account(SERVICE, lambda: close_to_others(folders))

    assert said.count("export.tsv") == said.count("appartient") == 1
    assert "chown" in said


@needs_root
def test_the_group_of_the_page_s_socket_is_one_that_the_account_is_in():
    number = group_id(GROUP)

    assert as_account(SERVICE, lambda: group_id("pas-de-ce-nom")) == "unknown_group"
    assert as_account(SERVICE, lambda: group_id(GROUP)) == "not_in_group"
    assert as_account(SERVICE, lambda: group_id(GROUP), number) == number
