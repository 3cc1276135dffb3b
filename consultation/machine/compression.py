"""The reading of exports that somebody compressed with gzip. They are decompressed as they are
read, up to a greatest size."""

from __future__ import annotations

import gzip
import zlib
from io import BufferedReader
from pathlib import Path

from consultation.words.errors import OrganiserError
from schemas import limits

LARGEST_EXPORT = limits.FILE_BYTES
"""The greatest size of an export, in bytes, after decompression."""

MARK = b"\x1f\x8b"
# The exceptions of gzip for a file that is cut or altered. BadGzipFile is an OSError.
BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)


def is_compressed(path: Path) -> bool:
    """True if the file begins like a gzip file, whatever its name."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def open_compressed(path: Path) -> gzip.GzipFile:
    """The decompressed bytes of a gzip file, as a stream."""
    return gzip.GzipFile(path, "rb")


def open_export(path: Path) -> gzip.GzipFile | BufferedReader:
    """The bytes of an export as a stream, decompressed if the file is compressed."""
    return open_compressed(path) if is_compressed(path) else path.open("rb")


def refuse_excess(name: str, size: int, stored_size: int) -> None:
    """Raise OrganiserError if a decompressed file of `size` bytes is too large for an export, or so
    much larger than the compressed file (`stored_size` bytes) that it may be a zip bomb."""
    refuse_too_large(name, size)
    if size > limits.ZIP_RATIO_FROM_BYTES and size > limits.ZIP_RATIO * stored_size:
        raise OrganiserError("too_large", where=name)


def refusal(name: str, error: Exception) -> OrganiserError:
    """The error for a compressed file that can't be read to its end: `truncated_file` if its end is
    missing, else `unreadable_file`. `name` is the file's name, `error` the exception of gzip."""
    if isinstance(error, EOFError):
        return OrganiserError("truncated_file", where=name)
    return OrganiserError("unreadable_file", where=name)


def refuse_too_large(name: str, size: int) -> None:
    """Raise OrganiserError if `size` bytes are too many for any export, compressed or not."""
    if size > limits.FILE_BYTES:
        raise OrganiserError("too_large", where=name)
