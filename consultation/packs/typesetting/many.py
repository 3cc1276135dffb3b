"""Thousands of documents, in processes that can be stopped and that give their memory back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from consultation.errors import OrganiserError
from consultation.machine.children import do_each, each_apart
from consultation.machine.disk import CODES, disk_problem, write_bytes
from consultation.machine.progress import counter
from consultation.packs.typesetting import collection_pdf, contribution_pdf
from consultation.packs.typesetting.documents import Contribution, Place, Typeset, Volume

BATCH = 250
"""Contributions that one process typesets, one after another."""

SECONDS = 300
"""For one process; a batch or a volume takes a few."""

CONTRIBUTIONS_A_VOLUME = 500
PAGES_A_VOLUME = 500
"""What a reader of PDF opens at once."""

Document = TypeVar("Document", Contribution, Volume)


def write_contributions(contributions: Sequence[Contribution], folder: Path) -> frozenset[str]:
    """`<reference>.pdf` of each is in the folder; returns the names of those that could not be
    made, whose stand-ins are there.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the reference,
    when a stand-in can't be made either: what was typed is not the cause.
    """
    if len({each.reference.casefold() for each in contributions}) < len(contributions):
        raise ValueError("two contributions have the same reference")
    starts = range(0, len(contributions), BATCH)
    batches = [contributions[start : start + BATCH] for start in starts]
    return _write_batches(batches, folder, contribution_pdf)


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


def write_volumes(volumes: Sequence[Volume], folder: Path, contributions: Path) -> frozenset[str]:
    """The same of `recueil-01.pdf` and so on, each made by a process of its own from the documents
    in the folder `contributions`."""
    make = partial(collection_pdf, folder=contributions)
    return _write_batches([[volume] for volume in volumes], folder, make)


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


def _write_batches(
    batches: Sequence[Sequence[Document]], folder: Path, make: Callable[[Document], bytes]
) -> frozenset[str]:
    tell = counter("documents", sum(map(len, batches)))
    write = partial(_write_all, folder, make, tell)
    return frozenset(chain.from_iterable(do_each(write, batches)))


def _write_all(
    folder: Path,
    make: Callable[[Document], bytes],
    tell: Callable[[], None],
    documents: Sequence[Document],
) -> list[str]:
    """The documents or their stand-ins are in the folder; returns the names of the latter."""
    set_aside: list[str] = []
    while problem := _write_apart(folder, make, tell, documents):
        undone = _undone(folder, documents)
        # Else the process wore out with those before: another begins with this one.
        if len(undone) == len(documents):
            if undone[0].stand_in == undone[0]:
                raise problem
            set_aside.append(undone[0].name)
            undone[0] = undone[0].stand_in
        documents = undone
    return set_aside


def _write_apart(
    folder: Path,
    make: Callable[[Document], bytes],
    tell: Callable[[], None],
    documents: Sequence[Document],
) -> OrganiserError | None:
    """The documents are in the folder, made by a process of their own; else returns what stopped
    it. Raises OrganiserError when it was the disk."""
    try:
        for _ in each_apart(partial(write_here, folder, make), documents, seconds=SECONDS):
            tell()
    except TimeoutError:
        return OrganiserError("typesetting_timeout", where=_undone(folder, documents)[0].caption)
    except BrokenProcessPool:
        return OrganiserError("typesetting_failed", where=_undone(folder, documents)[0].caption)
    except OrganiserError as problem:
        if problem.code in CODES:
            raise
        return problem
    return None


def _undone(folder: Path, documents: Sequence[Document]) -> list[Document]:
    """The documents from the one at which a process died; the last, when it was past them all."""
    undone = [each for each in documents if not _is_whole(folder / each.file_name)]
    return undone or [documents[-1]]


def _is_whole(pdf: Path) -> bool:
    """Whether the document is there: a process may have been stopped in the middle of it."""
    return pdf.is_file() and pdf.read_bytes().rstrip().endswith(b"%%EOF")


def write_here(
    folder: Path, make: Callable[[Document], bytes], documents: Sequence[Document]
) -> Iterator[bool]:
    """The documents are in the folder, written one after another, each told once it is.

    What cannot be made is named, and nothing is told of the error: it could quote a text.
    """
    for document in documents:
        try:
            write_bytes(folder / document.file_name, make(document))
        except BaseException as error:  # a panic of typst's is no Exception
            raise disk_problem(error) or OrganiserError(
                "typesetting_failed", where=document.caption
            ) from None
        yield True
