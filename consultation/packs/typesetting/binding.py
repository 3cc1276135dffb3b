"""Volumes that alone have the documents of their contributions: of many, nobody opens each.

Which volume a contribution is in follows from its reference alone, and pages are counted from 1 in
each volume: a contribution more, or one that is erased, changes no other volume than its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import groupby, islice
from pathlib import Path

from consultation.machine.checksums import checksum
from consultation.machine.json_files import write_json
from consultation.machine.swap import remove
from consultation.packs.typesetting.compiling import page_count_of
from consultation.packs.typesetting.documents import (
    Binding,
    Contribution,
    Typeset,
)
from consultation.packs.typesetting.many import (
    write_at_once,
    write_contributions,
    write_volumes,
)
from consultation.pseudonyms import share_of

A_VOLUME = 250
"""Contributions that a volume has at most in the mean; half as many at least."""

AT_ONCE = 32
"""Volumes whose contributions are in memory together."""


def bindings_of(
    form_title: str, contributions: Iterable[Contribution], count: int, banner: tuple[str, ...]
) -> Iterator[tuple[Binding, ...]]:
    """So many contributions, given in the order of references, in volumes, a few at a time."""
    volumes = volume_count(count)
    shares = groupby(contributions, key=lambda one: share_of(one.reference, volumes))
    bindings = (
        Binding(form_title, share + 1, volumes, tuple(group), banner) for share, group in shares
    )
    while some := tuple(islice(bindings, AT_ONCE)):
        yield some


def volume_count(count: int) -> int:
    """How many volumes so many contributions take: a power of two, so that it seldom changes."""
    return 1 << (-(-count // A_VOLUME) - 1).bit_length()


def write_bindings(bindings: Sequence[Binding], folder: Path, executor: Executor) -> frozenset[str]:
    """`recueil-01.pdf` of each is in the folder, and beside it `recueil-01.json`, the pages where
    its contributions begin; returns the references of those that stand-ins stand for.

    A volume is typeset as a whole; where that fails, it is put together from the documents of its
    contributions. Raises OrganiserError as `write_contributions` does.
    """
    left = write_at_once(bindings, folder, executor)
    return _put_together(left, folder, executor) if left else frozenset()


def _put_together(bindings: Sequence[Binding], folder: Path, executor: Executor) -> frozenset[str]:
    single = folder / "contributions"
    single.mkdir()
    try:
        each = [one for binding in bindings for one in binding.contributions]
        set_aside = write_contributions(each, single, executor)
        volumes = [binding.volume(_typeset(binding, single)) for binding in bindings]
        write_volumes(volumes, folder, single, executor)
    finally:
        remove(single)
    for volume in volumes:
        write_json(folder / f"{volume.name}.json", [place.page for place in volume.places])
    return set_aside


def _typeset(binding: Binding, folder: Path) -> Iterator[Typeset]:
    """The documents of its contributions, which are in the folder."""
    for one in binding.contributions:
        path = folder / one.file_name
        yield Typeset(page_count_of(path), checksum(path))
