"""The bundled example: put in an empty project, replaced by the first real form, or removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import attrgetter
from pathlib import Path

from consultation.decisions.page_lines import is_page_file
from consultation.machine.access import make_closed
from consultation.machine.disk import write_whole
from consultation.machine.settings import Folders
from consultation.machine.swap import remove
from consultation.releases.freezing import frozen_releases
from consultation.releases.manifest import read_manifest
from consultation.words.errors import OrganiserError

BUNDLED = "vsa-2022"


def lay_example(folders: Folders) -> bool:
    """Copy the bundled example into the project's folders, unless the project has work of its own
    (`has_own_work`). Returns True if it was copied."""
    if has_own_work(folders):
        return False
    for path, content in _example_files(folders):
        if not path.exists():
            make_closed(path.parent)
            write_whole(path, content.read_bytes())
    return True


def remove_examples(folders: Folders) -> tuple[str, ...]:
    """Remove the bundled example if it was published and nobody answered it. Returns its name if it
    was removed, else an empty tuple."""
    if not (folders.release(BUNDLED).exists() and is_unanswered(folders, BUNDLED)):
        return ()
    with suppress(OSError):  # what can't be deleted is there at the next run too
        take_away(folders, BUNDLED)
        return (BUNDLED,)
    return ()


def has_own_work(folders: Folders) -> bool:
    """True if the project has a form file other than the example's, a file in the inbox, or data of
    a former run."""
    return (
        any(path.stem != BUNDLED for path in folders.forms.glob("*.toml"))
        or any(path.is_file() for path in folders.inbox.rglob("[!.]*"))
        or any(folders.data.glob("*.duckdb"))
    )


def is_unanswered(folders: Folders, form_id: str) -> bool:
    """True if a form can be removed without losing anybody's answers. False if its files can't be
    read.

    - With a frozen release, or a release of answers that may be real: False.
    - Else, for the untouched example or a form without inbox files and working data: True.
    """
    try:
        return _holds_nothing(folders, form_id)
    except (OSError, OrganiserError):
        return False


def _holds_nothing(folders: Folders, form_id: str) -> bool:
    release, inbox = folders.release(form_id), folders.inbox / form_id
    if release.is_symlink() or inbox.is_symlink() or frozen_releases(folders.outputs, form_id):
        return False
    manifest = read_manifest(release)
    is_invented = manifest and manifest.is_example and not manifest.has_real_answers
    if release.exists() and not is_invented:
        return False
    has_data = folders.database(form_id).exists()
    if form_id == BUNDLED and _is_as_laid(folders):
        return bool(is_invented) or not has_data
    if has_data or (inbox.exists() and any(inbox.iterdir())):
        return False
    # The example's form file belongs to the program and stays: only a release can be removed.
    return form_id != BUNDLED or release.exists()


def take_away(folders: Folders, form_id: str) -> None:
    """Remove a form that nobody answered: its release and its form file. Of the example, its files
    in the inbox and its working data too. The example's form file stays if it was changed, or lies
    in the program's own folder. Raises OrganiserError if somebody may have answered. The caller
    must hold the run lock."""
    if not is_unanswered(folders, form_id):
        raise OrganiserError("consultation_answered", where=form_id)
    if folders.release(form_id).is_dir():
        remove(folders.release(form_id))
    if form_id == BUNDLED:
        _clear_example(folders)
    else:
        folders.form_file(form_id).unlink(missing_ok=True)
        folders.kept_form_file(form_id).unlink(missing_ok=True)


def _example_files(folders: Folders) -> Iterator[tuple[Path, Traversable]]:
    """Yield the target path and the source of each file of the bundled example, the form file
    first."""
    ours = files("schemas")
    yield folders.form_file(BUNDLED), ours / "forms" / f"{BUNDLED}.toml"
    # Sorted, EXEMPLE.txt comes first: even if this is interrupted, the rest counts as an example.
    for file in sorted((ours / "exemple" / BUNDLED).iterdir(), key=attrgetter("name")):
        yield folders.inbox / BUNDLED / file.name, file


def _is_as_laid(folders: Folders) -> bool:
    """True if the example's inbox folder has files, all of them unchanged files of the example.
    Files of decisions saved by the local page are ignored."""
    laid = {path: content for path, content in _example_files(folders) if path.is_file()}
    folder = folders.inbox / BUNDLED
    present = [path for path in folder.glob("[!.]*") if not is_page_file(path)]
    return bool(present) and all(
        path in laid and path.read_bytes() == laid[path].read_bytes() for path in present
    )


def _clear_example(folders: Folders) -> None:
    """Delete the example's exports and working data, and its form file. A form file that
    somebody changed, or that is the program's own, is kept."""
    (form_file, own), *_ = _example_files(folders)
    is_own = isinstance(own, Path) and form_file.exists() and form_file.samefile(own)
    if form_file.exists() and not is_own and form_file.read_bytes() == own.read_bytes():
        form_file.unlink()
    inbox = folders.inbox / BUNDLED
    ours = dict(_example_files(folders))
    laid = [path for path in inbox.glob("*") if path in ours or is_page_file(path)]
    for path in (*laid, *folders.data.glob(f"{BUNDLED}.*")):
        remove(path) if path.is_dir() else path.unlink(missing_ok=True)
    with suppress(OSError):  # a file arrived meanwhile: it stays
        inbox.rmdir()
