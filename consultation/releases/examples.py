"""Releases of invented answers make room for the first real form's; what nobody answered can be
taken away."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from consultation.machine.checksums import FREEZE
from consultation.machine.settings import Folders
from consultation.machine.swap import remove
from consultation.releases.freezing import frozen_releases
from consultation.releases.manifest import Manifest, read_manifest
from consultation.runs.inbox import exports_in
from consultation.words.errors import OrganiserError


def remove_examples(folders: Folders, kept: Collection[str]) -> tuple[str, ...]:
    """The releases of nothing but invented answers are gone, but for those of the forms to keep;
    returns their names. Nothing else is touched: what is frozen, what a link leads to, what has no
    manifest."""
    gone = []
    for path in sorted(folders.outputs.glob("*")):
        if path.name in kept or path.is_symlink() or (path / FREEZE).exists():
            continue
        # One that can't be deleted is there at the next run too.
        with suppress(OSError):
            manifest = read_manifest(path)
            if manifest and manifest.form_id == path.name and _is_invented(manifest):
                remove(path)
                gone.append(path.name)
    return tuple(gone)


def _is_invented(manifest: Manifest) -> bool:
    return manifest.is_example and not manifest.has_real_answers


def is_unanswered(folders: Folders, form_id: str) -> bool:
    """Whether nothing is lost when the form goes: no file of its own, no working data, nothing
    frozen, and no release but of invented answers."""
    inbox, manifest = folders.inbox / form_id, read_manifest(folders.release(form_id))
    return not (
        (inbox.is_dir() and any(exports_in(inbox)))
        or folders.database(form_id).exists()
        or frozen_releases(folders.outputs, form_id)
        or (manifest and not _is_invented(manifest))
    )


def take_away(folders: Folders, form_id: str) -> None:
    """The form file of what nobody answered is gone, and the release of its invented answers;
    OrganiserError where somebody did. To be called under the run lock."""
    if not is_unanswered(folders, form_id):
        raise OrganiserError("consultation_answered", where=form_id)
    if folders.release(form_id).is_dir():
        remove(folders.release(form_id))
    folders.form_file(form_id).unlink(missing_ok=True)
