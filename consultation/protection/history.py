"""The file of earlier releases, `<form>.public.json` in the data folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.machine.json_files import read_json, replace_json
from consultation.protection.counts import PublicCounts


def read_releases(path: Path) -> tuple[PublicCounts, ...]:
    """All public releases so far, oldest first; none when there is no file.

    `public_releases_unreadable`: there is one, and it does not hold releases.
    """
    if not path.exists():
        return ()
    releases = read_json(path, tuple[PublicCounts, ...])
    if releases is None:
        raise OrganiserError("public_releases_unreadable", where=path.name)
    return releases


def keep_release(path: Path, earlier: Sequence[PublicCounts], release: PublicCounts) -> None:
    """The release is in the file after the earlier ones, once."""
    if release not in earlier:
        replace_json(path, (*earlier, release))
