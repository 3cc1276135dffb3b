"""Releases of invented answers make room for the first real form's."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from consultation.machine.checksums import FREEZE
from consultation.machine.settings import Folders
from consultation.machine.swap import remove
from consultation.releases.manifest import Manifest, read_manifest


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
