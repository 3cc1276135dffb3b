"""The file of earlier releases, `<form>.public.json` in the data folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consultation.machine.json_files import read_state, replace_json
from consultation.protection.counts import PublicCounts


def read_releases(path: Path) -> tuple[PublicCounts, ...]:
    """All public releases so far, oldest first; none when there is no file.

    `public_releases_unreadable`: there is one, and it does not hold releases.
    """
    return read_state(path, tuple[PublicCounts, ...], "public_releases_unreadable") or ()


def keep_release(path: Path, earlier: Sequence[PublicCounts], release: PublicCounts) -> None:
    """The release is in the file after the earlier ones, once."""
    if release not in earlier:
        replace_json(path, (*earlier, release))
