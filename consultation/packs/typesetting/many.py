"""Thousands of documents, in processes that can be stopped and that give their memory back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.machine.children import do_apart, do_each
from consultation.machine.disk import disk_problem, write_bytes
from consultation.packs.typesetting import collection_pdf, contribution_pdf
from consultation.packs.typesetting.documents import Contribution, Place, Volume

BATCH = 250
"""Contributions that one process typesets, one after another."""

SECONDS = 300
"""For one process; a batch or a volume takes a few."""

CONTRIBUTIONS_A_VOLUME = 500
PAGES_A_VOLUME = 500
"""A compile takes 0.7 MB a page."""

Document = Contribution | Volume


def write_contributions(contributions: Sequence[Contribution], folder: Path) -> None:
    """`<reference>.pdf` of each is in the folder.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the reference.
    """
    if len({each.reference.casefold() for each in contributions}) < len(contributions):
        raise ValueError("two contributions have the same reference")
    starts = range(0, len(contributions), BATCH)
    _write_batches([contributions[start : start + BATCH] for start in starts], folder)


def volumes_of(
    form_title: str,
    contributions: Sequence[Contribution],
    pages: Mapping[str, int],
    banner: tuple[str, ...] = (),
) -> tuple[Volume, ...]:
    """The contributions in volumes, in the order given; page numbers go on through all of them.

    `pages` are those of each document, by reference. A volume has at most 500 contributions and,
    unless one alone has more, at most 500 pages.
    """
    shares = list(_shares(contributions, pages))
    return tuple(
        Volume(form_title, number, len(shares), places, banner)
        for number, places in enumerate(shares, start=1)
    )


def write_volumes(volumes: Sequence[Volume], folder: Path) -> None:
    """`recueil-01.pdf` and so on are in the folder, each made by a process of its own.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the file.
    """
    _write_batches([[volume] for volume in volumes], folder)


def _shares(
    contributions: Iterable[Contribution], pages: Mapping[str, int]
) -> Iterator[tuple[Place, ...]]:
    page = first = 1
    share: list[Place] = []
    for contribution in contributions:
        after = page + pages[contribution.reference]
        if share and (len(share) == CONTRIBUTIONS_A_VOLUME or after - first > PAGES_A_VOLUME):
            yield tuple(share)
            share, first = [], page
        share.append(Place(contribution, page))
        page = after
    if share:
        yield tuple(share)


def _write_batches(batches: Iterable[Sequence[Document]], folder: Path) -> None:
    do_each(partial(_write_apart, folder), batches)


def _write_apart(folder: Path, documents: Sequence[Document]) -> None:
    """The documents are in the folder, made by a process of their own."""
    try:
        do_apart(partial(write_here, folder), documents, seconds=SECONDS)
    except TimeoutError:
        undone = _first_missing(folder, documents)
        raise OrganiserError("typesetting_timeout", where=undone) from None
    except BrokenProcessPool:
        undone = _first_missing(folder, documents)
        raise OrganiserError("typesetting_failed", where=undone) from None


def write_here(folder: Path, documents: Sequence[Document]) -> None:
    """The documents are in the folder, written one after another.

    What cannot be made is named, and nothing is told of the error: it could quote a text.
    """
    for document in documents:
        try:
            write_bytes(folder / document.file_name, _pdf_of(document))
        except BaseException as error:  # a panic of typst's is no Exception
            raise disk_problem(error) or OrganiserError(
                "typesetting_failed", where=document.caption
            ) from None


def _pdf_of(document: Document) -> bytes:
    return collection_pdf(document) if isinstance(document, Volume) else contribution_pdf(document)


def _first_missing(folder: Path, documents: Sequence[Document]) -> str:
    """The document at which a process that died was: the first that isn't there, or the last."""
    missing = (each for each in documents if not (folder / each.file_name).exists())
    return next(missing, documents[-1]).caption
