"""Thousands of documents, made wherever an executor has a place: values there, PDFs back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import accumulate, groupby
from pathlib import Path

from consultation.machine.children import killed_after
from consultation.machine.disk import write_bytes
from consultation.machine.executors import futures_of
from consultation.machine.progress import counter
from consultation.packs.typesetting import contribution_pdf, volume_pdf
from consultation.packs.typesetting.document_values import Document, Volume
from consultation.words.errors import OrganiserError

BATCH = 500
"""Contributions, more or less, that one process typesets, alone or in volumes."""

SECONDS = 1
"""For one document, of which a process makes a hundred in that time, and for `START` more."""

START = 100

Pdfs = Sequence[bytes | None]


def write_documents(
    executor: Executor, documents: Sequence[Document], folder: Path
) -> frozenset[str]:
    """The file of each document is in the folder; returns the references of the contributions that
    could not be typeset, of which stand-ins are there.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout` where a stand-in can't be
    made either: what was typed is not the cause.
    """
    if len({each.file_name.casefold() for each in documents}) < len(documents):
        raise ValueError("two documents have the same file")
    left = [one for one, _ in _failures_to_write(executor, documents, folder)]
    if not left:
        return frozenset()
    alone = _each_made(executor, [one for each in left for one in each.contributions])
    set_aside = frozenset(one.name for one, pdf, _ in alone if pdf is None)
    again = [each.standing_in(set_aside) for each in left]
    for document, is_late in _failures_to_write(executor, again, folder):
        code = "typesetting_timeout" if is_late else "typesetting_failed"
        raise OrganiserError(code, where=document.caption)
    return set_aside


def _failures_to_write(
    executor: Executor, documents: Sequence[Document], folder: Path
) -> Iterator[tuple[Document, bool]]:
    """The documents are there, but for those returned, which could not be made; and whether time
    was short for them."""
    tell = counter("documents", len(documents))
    for document, pdf, is_late in _each_made(executor, documents):
        if pdf is None:
            yield document, is_late
        else:
            write_bytes(folder / document.file_name, pdf)
            tell()


def _each_made(
    executor: Executor, documents: Sequence[Document]
) -> Iterator[tuple[Document, bytes | None, bool]]:
    """Each document with its PDF, in whatever order: None, and whether time was short, of one that
    can't be made alone either.

    What is missing, because a process died or wore out or for its own sake, is begun again in two
    halves, until one alone is missing: that one is the cause.
    """
    work = partial(pdfs_of, SECONDS)
    for batch, future in futures_of(executor, work, _batches(documents)):
        yield from _each_of(batch, future, partial(executor.submit, work))


def _batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    sizes = (len(one.contributions) for one in documents)
    before = (done // BATCH for done in accumulate(sizes, initial=0))
    for _, batch in groupby(zip(before, documents, strict=False), key=lambda pair: pair[0]):
        yield [document for _, document in batch]


def _each_of(
    batch: Sequence[Document],
    future: Future[Pdfs],
    again: Callable[[Sequence[Document]], Future[Pdfs]],
) -> Iterator[tuple[Document, bytes | None, bool]]:
    made: Pdfs = [None] * len(batch)
    is_late = False
    try:
        made = future.result()
    except (TimeoutError, BrokenProcessPool) as error:
        is_late = isinstance(error, TimeoutError)
    missing = []
    for document, pdf in zip(batch, made, strict=True):
        if pdf is None and len(batch) > 1:
            missing.append(document)
        else:
            yield document, pdf, is_late
    middle = len(missing) // 2
    for half in filter(None, (missing[:middle], missing[middle:])):
        yield from _each_of(half, again(half), again)


def pdfs_of(seconds: float, batch: Sequence[Document]) -> Pdfs:
    """The documents of a batch, made in this process, which is killed when it takes so many seconds
    for each, and `START` times more."""
    with killed_after(seconds * (START + len(batch))):
        return [_pdf_or_none(each) for each in batch]


def _pdf_or_none(document: Document) -> bytes | None:
    """Nothing is told of what went wrong: it could quote a text."""
    try:
        if isinstance(document, Volume):
            return volume_pdf(document)
        return contribution_pdf(document)
    except BaseException:  # a panic of typst's is no Exception
        return None
