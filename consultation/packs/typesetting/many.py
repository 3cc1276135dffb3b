"""Typeset thousands of documents in parallel processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import accumulate, groupby
from pathlib import Path

from consultation.machine.children import killed_after
from consultation.machine.disk import write_bytes
from consultation.machine.executors import at_once, futures_of
from consultation.machine.progress import counter
from consultation.packs.typesetting import contribution_pdf, volume_pdf
from consultation.packs.typesetting.document_values import Document, Volume
from consultation.words.errors import OrganiserError

BATCHES = range(50, 500)
"""The bounds of a batch's usual size, in contributions. One process typesets a batch.

Batches are small, so that no processor waits for another, yet each is worth the tenth of a second
that a process takes to begin."""

SECONDS = 1
"""The time limit for one document, in seconds. A process makes a hundred documents in that time. It
also has the time of `START` documents to begin."""

START = 100

Pdfs = Sequence[bytes | None]


def write_documents(
    executor: Executor, documents: Sequence[Document], folder: Path
) -> frozenset[str]:
    """Write each document to a file. Returns the references of the contributions that could only be
    printed as placeholders.

    Raises OrganiserError `typesetting_failed` if a document can't be made even with placeholders.
    """
    failed = {document.file_name for document in _failures_to_write(executor, documents, folder)}
    fine = {document.file_name for document in documents} - failed
    doubtful = {
        each.reference: each
        for document in documents
        if document.file_name in failed
        for each in document.contributions
        if each.file_name not in fine
    }
    set_aside = frozenset(
        reference for reference, each in doubtful.items() if _made_alone(executor, each) is None
    )
    again = [
        document.with_placeholders(set_aside)
        for document in documents
        if document.file_name in failed
        or any(each.reference in set_aside for each in document.contributions)
    ]
    for document in _failures_to_write(executor, again, folder):
        raise OrganiserError("typesetting_failed", where=document.caption)
    return set_aside


def _failures_to_write(
    executor: Executor, documents: Sequence[Document], folder: Path
) -> Iterator[Document]:
    """Write documents in batches. Yield each document that can't be made.

    A document that failed in a batch is tried again alone, since another document of the batch may
    have ended the process or used its time.
    """
    advance = counter("documents", len(documents))
    for batch, future in futures_of(executor, partial(pdfs_of, SECONDS), _batches(documents)):
        for document, made in zip(batch, _made_by(future, len(batch)), strict=True):
            pdf = made
            if made is None and len(batch) > 1:
                pdf = _made_alone(executor, document)
            if pdf is None:
                yield document
            else:
                write_bytes(folder / document.file_name, pdf)
                advance()


def _made_alone(executor: Executor, document: Document) -> bytes | None:
    return _made_by(executor.submit(partial(pdfs_of, SECONDS), [document]), 1)[0]


def _made_by(future: Future[Pdfs], count: int) -> Pdfs:
    """The PDFs of the `count` documents that a process was given. A list of None if the process
    died, or took too long."""
    try:
        return future.result()
    except (TimeoutError, BrokenProcessPool):
        return [None] * count


def _batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    sizes = [len(document.contributions) for document in documents]
    size = min(max(sum(sizes) // (4 * at_once()), BATCHES.start), BATCHES.stop)
    before = (done // size for done in accumulate(sizes, initial=0))
    for _, batch in groupby(zip(before, documents, strict=False), key=lambda pair: pair[0]):
        yield [document for _, document in batch]


def pdfs_of(seconds: float, batch: Sequence[Document]) -> Pdfs:
    """The PDFs of a batch, made in the current process. None for a document that can't be made.

    The process is killed if the batch takes too long. The limit is `seconds` per document, plus the
    time of `START` documents to begin.
    """
    with killed_after(seconds * (START + len(batch))):
        return [_pdf_or_none(each) for each in batch]


def _pdf_or_none(document: Document) -> bytes | None:
    """The PDF of a document. None if it can't be made. The error is not reported, because it could
    quote a text."""
    try:
        if isinstance(document, Volume):
            return volume_pdf(document)
        return contribution_pdf(document)
    except BaseException:  # a panic of typst's is no Exception
        return None
