"""Thousands of documents, made wherever an executor has a place: values there, PDFs back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import TypeVar

from consultation.machine.children import killed_after
from consultation.machine.disk import write_bytes
from consultation.machine.executors import AHEAD, futures_of
from consultation.machine.progress import counter
from consultation.packs.typesetting import contribution_pdf
from consultation.packs.typesetting.document_values import Contribution
from consultation.words.errors import OrganiserError

BATCH = 500
"""Contributions that one process typesets, one after another."""

SECONDS = 1
"""For one document, of which a process makes a hundred in that time, and for `START` more."""

START = 100


Given = TypeVar("Given")
Made = TypeVar("Made")


def write_contributions(
    executor: Executor, contributions: Sequence[Contribution], folder: Path
) -> frozenset[str]:
    """`<reference>.pdf` of each is in the folder; returns the names of those that could not be
    made, whose stand-ins are there.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout` where a stand-in can't be
    made either: what was typed is not the cause.
    """
    if len({each.reference.casefold() for each in contributions}) < len(contributions):
        raise ValueError("two contributions have the same reference")
    tell = counter("documents", len(contributions))
    starts = range(0, len(contributions), BATCH)
    batches = (contributions[start : start + BATCH] for start in starts)
    set_aside = set()
    for contribution, pdf, is_late in each_made(executor, contribution_pdf, batches):
        if pdf is None:
            pdf = _pdf_of_stand_in(contribution, executor, is_late=is_late)
            set_aside.add(contribution.name)
        write_bytes(folder / contribution.file_name, pdf)
        tell()
    return frozenset(set_aside)


def _pdf_of_stand_in(contribution: Contribution, executor: Executor, *, is_late: bool) -> bytes:
    if contribution.stand_in != contribution:
        ((_, pdf, is_late),) = each_made(executor, contribution_pdf, [[contribution.stand_in]])
        if pdf is not None:
            return pdf
    raise failure(contribution.caption, is_late=is_late)


def failure(caption: str, *, is_late: bool) -> OrganiserError:
    """Why a document of this name can't be made."""
    return OrganiserError("typesetting_timeout" if is_late else "typesetting_failed", where=caption)


def each_made(
    executor: Executor,
    make: Callable[[Given], Made],
    batches: Iterable[Sequence[Given]],
    ahead: int = AHEAD,
) -> Iterator[tuple[Given, Made | None, bool]]:
    """Each thing of the batches with what was made of it, in whatever order: None, and whether time
    was short, of one that can't be made alone either.

    What is missing, because a process died or wore out or for its own sake, is begun again in two
    halves, until one alone is missing: that one is the cause.
    """
    work = partial(pdfs_of, make, SECONDS)
    for batch, future in futures_of(executor, work, batches, ahead):
        yield from _each_of(batch, future, partial(executor.submit, work))


def _each_of(
    batch: Sequence[Given],
    future: Future[Sequence[Made | None]],
    again: Callable[[Sequence[Given]], Future[Sequence[Made | None]]],
) -> Iterator[tuple[Given, Made | None, bool]]:
    made: Sequence[Made | None] = [None] * len(batch)
    is_late = False
    try:
        made = future.result()
    except (TimeoutError, BrokenProcessPool) as error:
        is_late = isinstance(error, TimeoutError)
    missing = []
    for thing, pdf in zip(batch, made, strict=True):
        if pdf is None and len(batch) > 1:
            missing.append(thing)
        else:
            yield thing, pdf, is_late
    middle = len(missing) // 2
    for half in filter(None, (missing[:middle], missing[middle:])):
        yield from _each_of(half, again(half), again)


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
