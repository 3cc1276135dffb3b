"""One file that brings the working data and the key back, whole, or changes nothing."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import tarfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import DEFAULT, Mock

import duckdb
import pytest

from consultation.care import restoring
from consultation.care.backup import backup
from consultation.care.backup_file import read_backup
from consultation.care.restoring import finish_restoration, restore
from consultation.care.status import status_of
from consultation.machine.access import make_closed
from consultation.machine.references import key_of
from consultation.runs.inbox import look_into
from consultation.runs.journal import begin_run, read_journal
from consultation.runs.safekeeping import backup_state, note_given_again, restored_from
from tests.cases.command import COMMAND, call_command, environment
from tests.cases.errors import error_of
from tests.cases.locks import held_elsewhere
from tests.cases.page import PageClient
from tests.cases.places import ROOT
from tests.cases.runs import FOLDERS, Run, digests, folders_in, run_in, tables_of_notices
from tests.cases.small import FORM, FORM_ID, export, row, small_run
from tests.cases.withdrawn import filled

NOW = dt.datetime(2026, 11, 25, 6, 0, tzinfo=dt.UTC)


def with_own_key(run: Run) -> Run:
    """The run with its own key, outside of the data folder."""
    key_file = run.folders.data.parent / "keys" / "references"
    key_file.parent.mkdir()
    key_file.write_text("a key of thirty-two bytes or more\n", encoding="ascii")
    return Run(replace(run.folders, key_file=key_file), run.form_id)


@pytest.fixture(scope="module")
def published_run(tmp_path_factory) -> Run:
    cells = {"Courriel": "a@example.org", "Envoi": "Oui, sans nom"}
    run = with_own_key(small_run(tmp_path_factory.mktemp("kept"), row(1, **cells), row(2)))
    run.publish()
    return run


@pytest.fixture
def real(published_run, tmp_path) -> Run:
    """A copy of the published run."""
    return with_own_key(published_run.copied(tmp_path / "real"))


@pytest.fixture
def run(tmp_path) -> Run:
    """Such a run to who doesn't open the database: it weighs a few bytes."""
    run = with_own_key(small_run(tmp_path / "run", row(1)))
    key_of(run.folders.reference_key, run.folders.data)
    for name in ("petit.duckdb", "petit.lus", "passages.json"):
        (run.folders.data / name).write_text(f"{name}\n" * 500, encoding="utf-8")
    return run


@pytest.fixture
def kept(run, tmp_path) -> Path:
    """The run's backup."""
    file = tmp_path / "sauvegarde.tar"
    backup(run.folders, file, NOW)
    return file


def destroyed(run: Run) -> Run:
    """The run, of which the data folder and the key are gone."""
    shutil.rmtree(run.folders.data)
    run.folders.reference_key.unlink()
    return run


def everything(run: Run) -> dict[Path, bytes]:
    """Every file of the data folder, and the key; but for what was noted of backups, which differs
    before and after one is put back."""
    files = {*run.folders.data.rglob("*"), run.folders.reference_key}
    files -= {run.folders.data / "sauvegardes.json"}
    return {path: path.read_bytes() for path in files if path.is_file()}


# Back and forth


@pytest.mark.slow
def test_a_run_after_a_restoration_changes_nothing_and_elsewhere_publishes(real, tmp_path):
    """Elsewhere there is neither an inbox nor what was published, and nothing is made by hand."""
    kept = tmp_path / "sauvegarde.tar"
    backup(real.folders, kept, NOW)
    before = digests(real.release)

    assert restore(destroyed(real).folders, kept) == ()
    real.build()
    assert real.release_as_it_is().outcome == "unchanged"
    assert digests(real.release) == before

    elsewhere = Run(folders_in(tmp_path / "elsewhere"), real.form_id)
    restore(elsewhere.folders, kept)
    inbox = look_into(elsewhere.folders)
    assert not inbox.problems
    assert [(form.form_id, form.exports) for form in inbox.forms] == [(FORM_ID, ())]
    elsewhere.publish()


def test_a_backup_of_a_newer_program_is_refused_as_such(run, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        for module in ("backup", "backup_file"):
            patched.setattr(f"consultation.care.{module}.version", lambda _: "1.10.2")
        backup(run.folders, tmp_path / "kept.tar", NOW)

    refused = error_of(restore, run.folders, tmp_path / "kept.tar")

    assert (refused.code, "1.10.2" in refused.message) == ("newer_backup", True)


def test_all_is_closed_to_others_and_a_journal_of_nothing_is_not_in_the_way(run, kept):
    begin_run(destroyed(run).folders)

    restore(run.folders, kept)

    assert backup_state(run.folders).path == kept
    written = [kept, run.folders.reference_key, *run.folders.data.rglob("*")]
    assert {path.stat().st_mode & 0o077 for path in written} == {0}


def test_what_a_backup_holds(run, tmp_path):
    """And none of what a run makes again, or of what an editor leaves beside a form file: Emacs
    marks a file that it changes with a link that leads nowhere."""
    (run.folders.forms / ".#petit.toml").symlink_to("camille@machine.1234:1700000000")
    (run.folders.forms / "dossier.toml").mkdir()
    made_again = ("petit.soumission.duckdb", "petit.documents/a.pdf", "prefect/prefect.db")
    for name in (run.folders.data / name for name in made_again):
        name.parent.mkdir(exist_ok=True)
        name.touch()
    kept = tmp_path / "sauvegarde.tar"
    backup(run.folders, kept, NOW)

    assert sorted(read_backup(kept).sums) == [
        *("LISEZMOI.txt", "cle/pseudonymes.cle", "donnees/passages.json", "donnees/petit.duckdb"),
        *("donnees/petit.lus", "donnees/pseudonymes.marque", "formulaires/petit.toml"),
    ]


def test_form_files_come_back_where_they_are_missing_only(run, kept):
    run.form_file.unlink()
    restore(destroyed(run).folders, kept)
    assert run.form_file.read_text(encoding="utf-8") == FORM

    run.form_file.write_text(f"{FORM}\n# autre\n", encoding="utf-8")
    assert restore(destroyed(run).folders, kept) == ("petit.toml",)
    assert run.form_file.read_text(encoding="utf-8").endswith("# autre\n")


@pytest.mark.parametrize("is_gone", [True, False])
def test_behind_a_link_is_what_the_backup_holds_and_one_that_is_still_there_is_left(
    is_gone, run, tmp_path
):
    """Form files kept in another folder, the key on another disk."""
    links = (run.form_file, run.folders.reference_key)
    elsewhere = [linked_from_elsewhere(link, tmp_path) for link in links]
    contents = [place.read_bytes() for place in elsewhere]
    kept = tmp_path / "sauvegarde.tar"

    backup(run.folders, kept, NOW)
    shutil.rmtree(run.folders.data)
    for place in elsewhere if is_gone else ():
        place.unlink()

    assert restore(run.folders, kept) == ()
    assert [link.read_bytes() for link in links] == contents
    assert is_gone or all(link.is_symlink() for link in links)


def linked_from_elsewhere(path: Path, folder: Path) -> Path:
    """Where the file is now that a link stands in its place."""
    moved = path.rename(folder / f"ailleurs-{path.name}")
    path.symlink_to(moved)
    return moved


def test_what_a_killed_run_left_beside_the_database_is_in_the_backup(real, tmp_path):
    database = real.folders.database(FORM_ID)
    log = database.with_name(f"{database.name}.wal")
    with duckdb.connect(str(database)) as connection:
        connection.execute("insert into raw.put_away values ('left in the log')")
        left = [path.rename(tmp_path / path.name) for path in (database, log)]
    for path in left:
        shutil.move(path, database.parent / path.name)

    backup(real.folders, tmp_path / "file.tar", NOW)

    restore(destroyed(real).folders, tmp_path / "file.tar")
    assert ("left in the log",) in real.query("select file_id from raw.put_away")


# What was read after the backup is not in it


@pytest.mark.slow
def test_a_pack_waits_for_the_withdrawals_read_after_the_backup(real, tmp_path):
    tasks = "publications.a_decider__a_faire"
    shown = (*tables_of_notices(), "sending.contributions", tasks)
    kept, again = tmp_path / "sauvegarde.tar", tmp_path / "encore.tar"
    backup(real.folders, kept, NOW)
    asked = real.inbox / "retraits.xlsx"
    filled(real.to_decide, asked, {"who": 1, "choice": "retirer"})
    real.build(*shown)
    asked_for = asked.rename(tmp_path / "retraits.xlsx")
    assert real.sent_sids() == set()

    restore(destroyed(real).folders, kept)
    backup(real.folders, again, NOW + dt.timedelta(days=3))
    restore(destroyed(real).folders, again)
    real.build(*shown)

    waits = "Les données viennent de la sauvegarde du 25/11/2026"
    assert [reason for reason in real.reasons() if waits in reason]
    to_do = real.query(f'select "À faire" from {tasks} where "À traiter" > 0')
    assert "--withdrawals-given" in to_do[0][0]
    assert waits.lower() in " ".join(status_of(real.folders).problems)

    asked_for.rename(asked)
    note_given_again(real.folders.data)
    real.build(*shown)

    assert real.sent_sids() == set()
    assert waits not in " ".join(real.reasons())
    assert status_of(real.folders).problems == ()


def test_that_withdrawals_were_given_again_is_said_by_a_command(run, kept):
    data = f"--data={run.folders.data}"
    assert call_command("restore", kept, "--withdrawals-given", data).returncode == 2
    restore(destroyed(run).folders, kept)

    said = call_command("restore", "--withdrawals-given", data)

    assert (said.returncode, "du 25/11/2026" in said.stdout) == (0, True)
    assert restored_from(run.folders.data) is None


# What is refused: nothing is lost, nothing takes the place of something else


def unlinked(path: str):
    """The form file or the key is a link that leads nowhere."""
    return lambda run: linked_from_elsewhere(place_of(run, path), run.folders.forms.parent).unlink()


def hold(run: Run, path: str, text: str = "x") -> None:
    """There is such a file, made with its folder."""
    place = place_of(run, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def place_of(run: Run, path: str) -> Path:
    """« key », « form », or a path below the folder of the run."""
    named = {"key": run.folders.reference_key, "form": run.form_file}
    return named.get(path) or run.folders.data.parent / path


ANOTHER = "another key, and as long"
# What happened before, or which file was made; the file to write (of no matter, if None); the code;
# a word of the message.
REFUSED_BACKUPS = {
    "in the inbox": (None, "inbox/f.tar", "bad_backup_place", ""),
    "below the data folder": ("data/below/x", "data/below/f.tar", "bad_backup_place", ""),
    "in the outputs": ("outputs/x", "outputs/f.tar", "bad_backup_place", ""),
    "over another file": (None, "form", "bad_backup_place", ""),
    "over a folder": (None, "forms", "bad_backup_place", ""),
    "in no folder": (None, "nowhere/f.tar", "bad_backup_place", ""),
    "without working data": (destroyed, None, "nothing_to_back_up", ""),
    "the key is lost": (lambda run: place_of(run, "key").unlink(), None, "key_lost", ""),
    "another key": ("key", None, "key_changed", ""),
    "a short key": (lambda run: hold(run, "key", "short"), None, "key_unreadable", ""),
    "no form file behind its link": (unlinked("form"), None, "dangling_link", "à aucun fichier"),
    "no key behind its link": (unlinked("key"), None, "dangling_link", "references"),
}


@pytest.mark.parametrize(
    ("happens", "target", "code", "said"), REFUSED_BACKUPS.values(), ids=REFUSED_BACKUPS
)
def test_a_backup_is_refused_and_changes_nothing(happens, target, code, said, run, kept):
    file = place_of(run, target) if target else kept
    if isinstance(happens, str):
        hold(run, happens, ANOTHER)
    elif happens:
        happens(run)
    before = file.read_bytes() if file.is_file() else file.exists()

    refused = error_of(backup, run.folders, file, NOW)

    assert (refused.code, said in refused.message) == (code, True)
    assert (file.read_bytes() if file.is_file() else file.exists()) == before


@pytest.mark.parametrize(
    ("path", "text", "code", "said"),
    [
        ("data/petit.duckdb", "read since", "data_in_the_way", "petit.duckdb"),
        ("data/autre.duckdb", "of another form", "data_in_the_way", ".avant"),
        ("data/petit.soumission.duckdb", "of a pack", "data_in_the_way", ""),
        ("key", ANOTHER, "other_key_in_the_way", ""),
    ],
)
def test_a_restoration_is_refused_and_changes_nothing(path, text, code, said, run, kept):
    hold(destroyed(run), path, text)
    before = everything(run)

    refused = error_of(restore, run.folders, kept)

    assert (refused.code, said in refused.message) == (code, True)
    assert everything(run) == before


# Files that are no backup, or no longer


def test_other_files_are_refused(run, tmp_path):
    other = tmp_path / "other.tar"
    with tarfile.open(other, "w") as archive:
        archive.add(run.form_file, arcname="donnees/petit.duckdb")

    for file in (other, run.form_file, tmp_path / "nowhere"):
        assert error_of(restore, run.folders, file).code == "not_a_backup"


def test_a_backup_cut_anywhere_is_refused(run, kept):
    whole = kept.read_bytes()
    # Two empty blocks end a tar archive, and fill it up: all that counts comes before.
    end = len(whole.rstrip(b"\0"))
    destroyed(run)

    for size in [*range(0, end, max(1, end // 40)), end - 1]:
        kept.write_bytes(whole[:size])
        assert error_of(restore, run.folders, kept).code in ("damaged_backup", "not_a_backup")

    assert not run.folders.data.exists()


# Names that lead elsewhere, or where a restoration has files of its own.
NAMES = [
    *("donnees/../../evil", "/donnees/evil", "donnees/a/b/c", "ailleurs/evil", "evil"),
    *("donnees/.restauration", "donnees/restauration", "formulaires/a.toml.tmp"),
    *("donnees/archives/petit/export.tsv", "donnees/restauration/petit.duckdb"),
    *("donnees/.tmp.duckdb", "donnees/petit.soumission.duckdb", "donnees/\x1b[2J.lus"),
    *("donnees/petit/.tmp", ".restauration", ".tmp", "formulaires/.tmp.toml"),
    f"formulaires/{256 * 'x'}.toml",
]


def doubled(kept: Path) -> None:
    """The second would be written through the link that the first is, and the link put in place."""
    with tarfile.open(kept) as archive:
        (found,) = [one for one in archive if one.name == "donnees/petit.duckdb"]
        content = archive.extractfile(found).read()
    link = tarfile.TarInfo(found.name)
    link.type, link.linkname = tarfile.SYMTYPE, "../elsewhere"
    with tarfile.open(kept, "a") as archive:
        archive.addfile(link)
        archive.addfile(found, io.BytesIO(content))


def member(name: str, **said: object) -> tarfile.TarInfo:
    """What the archive would say of a file."""
    made = tarfile.TarInfo(name)
    for what, value in said.items():
        setattr(made, what, value)
    return made


def of_size(size: int, kind: bytes, kept: Path) -> None:
    """The last member says a size that no file has."""
    odd = member("donnees/autre.lus", size=size, type=kind)
    with kept.open("r+b") as file, tarfile.open(kept) as archive:
        file.seek(archive.getmembers()[-1].offset)
        file.write(odd.tobuf(tarfile.GNU_FORMAT))


HOLES = {"GNU.sparse.map": "0,0", "GNU.sparse.size": str(1 << 60)}


def flipped(kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)


ADDED = {name: member(name) for name in NAMES} | {
    "a link": member("donnees/passages.json", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    "holes without end": member("donnees/autre.lus", pax_headers=HOLES),
}
SPOILED = {
    **{name: lambda kept, added=added: with_one_more(kept, added) for name, added in ADDED.items()},
    "two files of one name": doubled,
    "a size below none": partial(of_size, -700, b"0"),
    "a size beyond all": partial(of_size, 1 << 60, b"0"),
    "a header beyond all": partial(of_size, 1 << 60, b"x"),
    "a byte changed": flipped,
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=map(repr, SPOILED))
def test_what_is_not_as_it_was_written_is_refused_at_once(spoil, run, kept):
    spoil(kept)

    assert error_of(restore, destroyed(run).folders, kept).code == "damaged_backup"
    assert not run.folders.data.exists()


def with_one_more(file: Path, added: tarfile.TarInfo) -> None:
    """The backup with one more member, listed as the others are."""
    with tarfile.open(file) as archive:
        members = [(one, archive.extractfile(one).read()) for one in archive]
    (sums, listed), *others = members
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    listed += f"{empty}  {added.name}\n".encode()
    sums.size = len(listed)
    with tarfile.open(file, "w") as archive:
        for member, content in [(sums, listed), *others, (added, b"")]:
            archive.addfile(member, io.BytesIO(content))


# Interruptions


@pytest.mark.parametrize("count", range(7))
def test_an_interrupted_restoration_is_finished_by_whatever_comes_next(
    count, run, kept, monkeypatch
):
    """Stopped when so many files are in place, of eight."""
    before = everything(run)
    destroyed(run)
    run.form_file.unlink()
    closing = Mock(wraps=make_closed, side_effect=[DEFAULT] * (count + 1) + [KeyboardInterrupt])
    with monkeypatch.context() as patched:
        patched.setattr("consultation.care.restoring.make_closed", closing)
        with pytest.raises(KeyboardInterrupt):
            restore(run.folders, kept)

    finish_restoration(run.folders)

    assert everything(run) == before
    assert run.form_file.read_text(encoding="utf-8") == FORM


def test_a_restoration_killed_before_all_was_written_leaves_nothing(run):
    hold(run, "data/.restauration/half")

    finish_restoration(run.folders)

    assert not (run.folders.data / ".restauration").exists()


def test_a_full_disk_leaves_the_previous_backup_and_puts_nothing_in_place(run, kept, monkeypatch):
    before = kept.read_bytes()
    full_disk = Mock(side_effect=OSError(28, os.strerror(28)))
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full_disk)
        refused = error_of(backup, run.folders, kept, NOW)
    assert (refused.code, refused.where) == ("backup_not_written", str(kept))
    assert kept.read_bytes() == before
    assert [path.name for path in kept.parent.iterdir() if path.name.endswith(".tmp")] == []

    monkeypatch.setattr("tarfile.copyfileobj", full_disk)
    refused = error_of(restore, destroyed(run).folders, kept)
    assert (refused.code, "le disque est plein" in refused.what) == ("not_restored", True)
    assert list(run.folders.data.iterdir()) == []


# What is known of the last backup


@pytest.mark.slow
def test_a_backup_is_remembered_until_something_is_read(real, tmp_path):
    assert backup_state(real.folders) is None

    backup(real.folders, tmp_path / "file.tar", NOW)
    state = backup_state(real.folders)
    assert (state.made_at, state.path) == (NOW, tmp_path / "file.tar")
    assert (state.has_key, state.has_changed) == (True, False)

    real.build()  # nothing new
    assert backup_state(real.folders) == state
    real.write("suite.tsv", export([row(3)]))
    real.build()
    assert backup_state(real.folders) == replace(state, has_changed=True)


# As a person types it


def test_the_trial_that_the_documentation_tells_changes_nothing_in_use(run, kept, tmp_path):
    page = (ROOT / "docs/soin-des-donnees.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"faire-masse (restore FICHIER .*--data [^`\n]*)", page)
    disk = tmp_path / "chiffre"
    words = line.replace("FICHIER", str(kept)).replace("/media/chiffre", str(disk)).split()
    in_use = {f"FAIRE_MASSE_{one.upper()}": str(getattr(run.folders, one)) for one in FOLDERS}
    run.form_file.unlink()
    before = everything(run)

    tried = call_command(*words, folder=tmp_path, FAIRE_MASSE_KEY_FILE="", **in_use)

    assert tried.returncode == 0
    assert not run.form_file.exists()
    assert everything(run) == before
    found = {path.name for path in disk.rglob("*")}
    assert {"petit.duckdb", "pseudonymes.cle", "petit.toml"} <= found


def test_nothing_is_restored_while_a_run_goes_on_and_a_backup_waits_for_it(run, kept, tmp_path):
    with held_elsewhere(run.folders.data):
        assert call_command("restore", kept, f"--data={run.folders.data}").returncode == 75
        command = subprocess.Popen(
            [COMMAND, "backup", tmp_path / "kept.tar", *run.options],
            env=environment(FAIRE_MASSE_KEY_FILE=str(run.folders.reference_key)),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert command.stdout.readline().startswith("Un passage est en cours")
        assert command.poll() is None
    with command:
        assert command.wait(timeout=60) == 0
    assert read_backup(tmp_path / "kept.tar")


def test_the_page_says_that_a_backup_is_being_restored(tmp_path, monkeypatch):
    run, seen = run_in(tmp_path, "petit"), []

    def look(folders, _file):
        seen.append(PageClient(folders).get("/").text)
        return ()

    monkeypatch.setattr(restoring, "restore", look)
    assert call_command("restore", tmp_path / "copie.tar", *run.options).returncode == 0
    assert "Une remise en place est en cours, lancé depuis la ligne de commande" in seen[0]
    assert read_journal(run.folders).last.outcome == "went_well"
