"""The files of frozen releases that contain a contribution, from the lists that each release
keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from operator import itemgetter
from pathlib import Path
from typing import Any

from consultation.machine.checksums import SUMS, read_sums
from consultation.machine.csv_files import csv_rows, original_text
from consultation.machine.settings import PACK
from consultation.notices.for_allies import FOLDER
from consultation.organisation.contacts import with_frozen_packs
from consultation.packs.index_file import DOCUMENTS, INDEX, OWN_WORDS, REFERENCE, VOLUMES
from consultation.releases.addenda import ADDENDUM, TABLE
from consultation.releases.freezing import Frozen
from consultation.runs.tombstones import HandedIn

# The files of a pack, or of an addendum, that contain data on all of its contributions.
_OF_ALL = (
    *("*.csv", "*.xlsx", "0*.pdf", "0*.docx", VOLUMES, OWN_WORDS),
    *("statistiques/additions.csv", "statistiques/texts.csv", f"{FOLDER}/*"),
)


def still_held(
    frozen: Iterable[Frozen], references: Iterable[str]
) -> tuple[tuple[str, str, str], ...]:
    """The files of frozen packs and addenda that contain these contributions, each as
    `("4GZ7-K2QM-X9TR", "depot", "soumission/contributions.csv")`: the reference, the name of the
    frozen release, and the path. All volumes together have the path `recueil-*.pdf`.

    An addendum that lists a contribution as withdrawn does not contain it.
    """
    wanted = frozenset(references)
    return tuple(
        (reference, release.name, path)
        for release in sorted(frozen if wanted else (), key=lambda release: release.number)
        for reference, path in sorted(
            _held_in(release.path, wanted & release.entries.keys()), key=itemgetter(0)
        )
    )


def receipts_with_frozen_packs(
    receipts: Iterable[Mapping[str, Any]], frozen: Iterable[Frozen]
) -> list[dict[str, Any]]:
    """The rows of `receipts`, one per request to withdraw, with a changed reply to the person: it
    also names the frozen packs that still contain their contribution."""
    held = [(reference, release.name, "") for release in frozen for reference in release.entries]
    return with_frozen_packs(receipts, held)


def handed_in(frozen: Iterable[Frozen], references: Iterable[str]) -> tuple[HandedIn, ...]:
    """The files that a recipient has and that name erased people, by frozen release. A person's
    own document is `deleted`: `soumission/contributions/4GZ7-K2QM-X9TR.pdf`. Any other file is
    `replaced`: `soumission/contributions.csv`."""
    wanted = frozenset(references)
    files: dict[str, tuple[set[str], set[str]]] = {}
    for release in sorted(frozen, key=lambda release: release.number):
        for reference, path in _held_in(release.path, wanted):
            own, others = files.setdefault(release.name, (set(), set()))
            (own if path.endswith(f"/{reference}.pdf") else others).add(path)
    return tuple(
        HandedIn(name, tuple(sorted(own)), tuple(sorted(others)))
        for name, (own, others) in files.items()
    )


def indexes_of(release: Path) -> list[Path]:
    """The paths of the lists of contributions in a release: the pack's list, and the addenda's
    lists."""
    paths = [release / PACK / INDEX, *sorted(release.glob(f"{ADDENDUM}*/{TABLE}"))]
    return [path for path in paths if path.is_file()]


def listed_in(index: Path) -> list[str]:
    """The references in a list of contributions."""
    titles, *rows = csv_rows(index)
    position = titles.index(REFERENCE)
    return [original_text(row[position]) for row in rows]


def _held_in(release: Path, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a wanted reference and the path of a file of the release that contains it."""
    for index in indexes_of(release) if wanted else ():
        top = index.parent.relative_to(release).as_posix()
        names = sorted(
            name.removeprefix(f"{top}/")
            for name in read_sums(release / SUMS)
            if name.startswith(f"{top}/")
        )
        for reference in wanted.intersection(listed_in(index)):
            for name in (f"{DOCUMENTS}/{reference}.pdf", *_files_of_all(names)):
                if name in names or name == VOLUMES:
                    yield reference, f"{top}/{name}"


def _files_of_all(names: Iterable[str]) -> list[str]:
    """The `names` of files that contain all contributions, such as `contributions.csv`. Several
    volumes become a pattern: `recueil-1.pdf`, `recueil-2.pdf` → `recueil-*.pdf`."""
    matching = [name for name in names if any(_is_like(name, pattern) for pattern in _OF_ALL)]
    volumes = [name for name in matching if fnmatchcase(name, VOLUMES)]
    if len(volumes) < 2:
        return matching
    return [*(name for name in matching if name not in volumes), VOLUMES]


def _is_like(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and fnmatchcase(name, pattern)
