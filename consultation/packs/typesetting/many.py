"""Thousands of documents, made wherever an executor has a place: values there, PDFs back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from consultation.errors import OrganiserError
from consultation.machine.children import killed_after
from consultation.machine.disk import write_bytes
from consultation.machine.executors import futures_of
from consultation.machine.json_files import write_json
from consultation.machine.progress import counter
from consultation.packs.typesetting import binding_pdf, collection_pdf, contribution_pdf
from consultation.packs.typesetting.documents import (
    Binding,
    Contribution,
    Place,
    Typeset,
    Volume,
)

BATCH = 500
"""Contributions that one process typesets, one after another."""

SECONDS = 1
"""For one document, of which a process makes a hundred in that time, and for `START` more."""

START = 100

CONTRIBUTIONS_A_VOLUME = 500
PAGES_A_VOLUME = 500
"""What a reader of PDF opens at once."""

VOLUMES_A_PROCESS = 2
BATCHES_AHEAD = 4
"""Each volume takes the bytes of its documents with it, some 12 MB."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def write_contributions(
    contributions: Sequence[Contribution], folder: Path, executor: Executor
) -> frozenset[str]:
    """`<reference>.pdf` of each is in the folder; returns the names of those that could not be
    made, whose stand-ins are there.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the reference,
    when a stand-in can't be made either: what was typed is not the cause.
    """
    if len({each.reference.casefold() for each in contributions}) < len(contributions):
        raise ValueError("two contributions have the same reference")
    tell = counter("documents", len(contributions))
    starts = range(0, len(contributions), BATCH)
    batches = [contributions[start : start + BATCH] for start in starts]
    make = partial(pdfs_of, contribution_pdf, SECONDS)
    set_aside = set()
    for batch, future in futures_of(executor, make, batches):
        given = set(batch)
        for contribution, pdf in _pdfs_or_stand_ins(batch, future, partial(executor.submit, make)):
            write_bytes(folder / contribution.file_name, pdf)
            if contribution not in given:
                set_aside.add(contribution.name)
            tell()
    return frozenset(set_aside)


def volumes_of(
    form_title: str, documents: Mapping[str, Typeset], banner: tuple[str, ...] = ()
) -> tuple[Volume, ...]:
    """The documents, by reference, in volumes, in the order given; page numbers go on through all
    of them.

    A volume has at most 500 contributions and, unless one alone has more, at most 500 pages.
    """
    shares = list(_shares(documents))
    return tuple(
        Volume(form_title, number, len(shares), places, banner)
        for number, places in enumerate(shares, start=1)
    )


def write_volumes(
    volumes: Sequence[Volume], folder: Path, contributions: Path, executor: Executor
) -> frozenset[str]:
    """The same of `recueil-01.pdf` and so on, each made from the documents in the folder
    `contributions`; none has a stand-in."""
    make = partial(pdfs_of, _filled_pdf, SECONDS)
    filled = ((volume, _documents_in(contributions, volume)) for volume in volumes)
    tell = counter("documents", len(volumes))
    for batch, future in futures_of(executor, make, _a_few(filled), BATCHES_AHEAD):
        pdfs, is_late = _outcome(batch, future)
        for (volume, _), pdf in zip(batch, pdfs, strict=True):
            if pdf is None:
                raise _failure(volume, is_late)
            write_bytes(folder / volume.file_name, pdf)
            tell()
    return frozenset()


def _filled_pdf(filled: tuple[Volume, Sequence[bytes]]) -> bytes:
    return collection_pdf(*filled)


def write_at_once(
    bindings: Sequence[Binding], folder: Path, executor: Executor
) -> tuple[Binding, ...]:
    """`recueil-01.pdf` and `recueil-01.json` of each are in the folder, but for those returned,
    which could not be typeset as a whole."""
    tell, make = counter("documents", len(bindings)), partial(pdfs_of, binding_pdf, SECONDS)
    left = tuple(bindings)
    for together in (VOLUMES_A_PROCESS, 1):  # one that fails takes others with it
        given, left = left, ()
        for batch, future in futures_of(executor, make, _a_few(given, together)):
            for binding, made in zip(batch, _outcome(batch, future)[0], strict=True):
                if made is None:
                    left = (*left, binding)
                else:
                    write_bytes(folder / binding.file_name, made[0])
                    write_json(folder / f"{binding.name}.json", made[1])
                    tell()
    return left


def _a_few(volumes: Iterable[Given], together: int = VOLUMES_A_PROCESS) -> Iterator[list[Given]]:
    given = iter(volumes)
    while some := list(islice(given, together)):
        yield some


def _documents_in(folder: Path, volume: Volume) -> list[bytes]:
    return [(folder / f"{place.reference}.pdf").read_bytes() for place in volume.places]


def _shares(documents: Mapping[str, Typeset]) -> Iterator[tuple[Place, ...]]:
    page = first = 1
    share: list[Place] = []
    for reference, document in documents.items():
        after = page + document.page_count
        if share and (len(share) == CONTRIBUTIONS_A_VOLUME or after - first > PAGES_A_VOLUME):
            yield tuple(share)
            share, first = [], page
        share.append(Place(reference, page, document))
        page = after
    if share:
        yield tuple(share)


Pdfs = Sequence[bytes | None]
"""The PDF of each document, None for one that could not be made."""


def _pdfs_or_stand_ins(
    batch: Sequence[Contribution],
    future: Future[Pdfs],
    again: Callable[[Sequence[Contribution]], Future[Pdfs]],
) -> Iterator[tuple[Contribution, bytes]]:
    """Each contribution of the batch, or its stand-in, with its PDF, in whatever order.

    What is missing, because a process died or wore out or for its own sake, is begun again in two
    halves, until one alone is missing: that one is the cause.
    """
    pdfs, is_late = _outcome(batch, future)
    missing = []
    for contribution, pdf in zip(batch, pdfs, strict=True):
        if pdf is None:
            missing.append(contribution)
        else:
            yield contribution, pdf
    if missing and len(batch) == 1:
        if missing[0].stand_in == missing[0]:
            raise _failure(missing[0], is_late)
        missing = [missing[0].stand_in]
    middle = len(missing) // 2
    for half in filter(None, (missing[:middle], missing[middle:])):
        yield from _pdfs_or_stand_ins(half, again(half), again)


def _outcome(
    documents: Sequence[object], future: Future[Sequence[Made | None]]
) -> tuple[Sequence[Made | None], bool]:
    """What was made of the documents, and whether time was short for the others."""
    try:
        return future.result(), False
    except (TimeoutError, BrokenProcessPool) as error:
        return [None] * len(documents), isinstance(error, TimeoutError)


def _failure(document: Contribution | Volume, is_late: bool) -> OrganiserError:
    if is_late:
        return OrganiserError("typesetting_timeout", where=document.caption)
    return OrganiserError("typesetting_failed", where=document.caption)


def pdfs_of(
    make: Callable[[Given], Made], seconds: float, batch: Sequence[Given]
) -> Sequence[Made | None]:
    """The documents of a batch, made in this process, which is killed when it takes so many seconds
    for each, and `START` times more."""
    with killed_after(seconds * (START + len(batch))):
        return [_made_or_none(partial(make, each)) for each in batch]


def _made_or_none(make: Callable[[], Made]) -> Made | None:
    """Nothing is told of what went wrong: it could quote a text."""
    try:
        return make()
    except BaseException:  # a panic of typst's is no Exception
        return None
