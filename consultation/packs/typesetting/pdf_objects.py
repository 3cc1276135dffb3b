"""The objects of PDFs that typst made: read, numbered anew, and written in one file.

typst writes every object plainly under a number, with a table of where each begins, so that no
reader of any PDF is needed. What is not as typst writes it is refused.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

OBJECTS_A_STREAM = 200

LEVEL = 3
"""Of compression: beyond it, a fifth of the time goes for a hundredth of the bytes."""

_END = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_TRAILER = re.compile(
    rb"trailer\n<</Size \d+/Root (\d+) 0 R/Info (\d+) 0 R/ID\[\(([^()]+)\)\(\3\)\]>>"
)
_ENTRY = 20  # bytes of a line of the table
_OBJECT = re.compile(rb"\d+ 0 obj\n(.*)\nendobj\s*", re.DOTALL)
_NESTED = 16


def _string() -> bytes:
    """A pattern of strings: typst leaves brackets as they are where each has its fellow."""
    pattern = rb"\((?:[^()\\]|\\.)*+\)"
    for _ in range(_NESTED):
        pattern = rb"\((?:[^()\\]|\\.|%s)*+\)" % pattern
    return pattern


_STRING = re.compile(rb"(%s)" % _string(), re.DOTALL)
# The end of what stands before a string that says something, and is no name.
_KEY = re.compile(rb"/(?!ID\Z)[A-Za-z]+\Z")
_CELL = re.compile(rb"\(U\d+x\d+y\d+\)")


@dataclass(frozen=True)
class Pdf:
    """The objects of a file by number, the numbers of its catalog and properties, its name."""

    objects: Mapping[int, bytes]
    catalog: int
    info: int
    identifier: bytes


def read_pdf(pdf: bytes) -> Pdf:
    """The objects of a PDF that typst made. Raises ValueError for any other."""
    end = _END.search(pdf, len(pdf) - 64)
    if end is None:
        raise ValueError("no table of objects")
    table = int(end[1])
    trailer = _TRAILER.search(pdf, table)
    if trailer is None:
        raise ValueError("not the end of a PDF of typst's")
    lines = pdf[pdf.index(b"\n", table + len(b"xref\n")) + 1 : trailer.start()]
    starts = [int(lines[at : at + 10]) for at in range(_ENTRY, len(lines), _ENTRY)]
    places = sorted(enumerate(starts, start=1), key=lambda place: place[1])
    objects = {
        number: _object(pdf[start:following])
        for (number, start), (_, following) in pairwise([*places, (0, table)])
    }
    return Pdf(objects, int(trailer[1]), int(trailer[2]), trailer[3])


def _object(written: bytes) -> bytes:
    found = _OBJECT.fullmatch(written)
    if found is None:
        raise ValueError("not an object of a PDF of typst's")
    return found[1]


def is_stream(content: bytes) -> bool:
    """Whether the object has data after its dictionary."""
    return content.endswith(b"\nendstream")


def parts_of(content: bytes) -> tuple[bytes, bytes]:
    """A stream's dictionary and the rest of it; of any other object, all of it and nothing."""
    if not is_stream(content):
        return content, b""
    head, begins, data = content.partition(b"\nstream\n")
    return head, begins + data


def reference_in(dictionary: bytes, key: bytes) -> int:
    """The number of the object that is the value of a key."""
    return int(value_in(dictionary, key, rb"(\d+) 0 R"))


def value_in(dictionary: bytes, key: bytes, value: bytes) -> bytes:
    """What the first group of the pattern finds as the value of a key."""
    found = re.search(re.escape(key) + rb"\s?" + value, dictionary)
    if found is None:
        raise ValueError(f"no {key.decode('ascii')} as typst writes it")
    return found[1]


def with_numbers(
    contents: Iterable[bytes], numbers: Mapping[int, int], cells: bytes
) -> Iterator[bytes]:
    """The objects with other references; the names of cells of their tables begin with `cells`, so
    that two documents have none in common. What strings say stays."""
    parts = [parts_of(content) for content in contents]
    if not parts:
        return
    split = [_STRING.split(head) for head, _ in parts]
    # Beside strings there is no bracket: it can part one piece from the next.
    beside = b"(".join(piece for pieces in split for piece in pieces[::2])
    told = _with_references(beside, numbers).split(b"(")
    if b")" in beside or len(told) != sum(len(pieces) // 2 + 1 for pieces in split):
        raise ValueError("a string is not as typst writes it")
    others = iter(told)
    for pieces, (_, rest) in zip(split, parts, strict=True):
        pieces[::2] = islice(others, len(pieces) // 2 + 1)
        for place in range(1, len(pieces), 2):
            if _CELL.fullmatch(pieces[place]) and not _KEY.search(pieces[place - 1]):
                pieces[place] = b"(%s-%s" % (cells, pieces[place][1:])
        yield b"".join(pieces) + rest


def _with_references(text: bytes, numbers: Mapping[int, int]) -> bytes:
    # A third of the time of a regular expression.
    *pieces, rest = text.split(b" 0 R")
    before = [piece.rstrip(b"0123456789") for piece in pieces]
    places = zip(before, pieces, strict=True)
    told = [b"%s%d 0 R" % (head, numbers[int(piece[len(head) :])]) for head, piece in places]
    return b"".join([*told, rest])


def write_pdf(
    objects: Mapping[int, bytes], catalog: int, info: int, identifier: bytes, begins: Iterable[int]
) -> bytes:
    """The file of the objects, which are numbered from 1 without a gap: after a comment that says
    some numbers, the first as it is, so that pages can be counted; streams; all others packed
    together."""
    streams = [number for number, content in objects.items() if is_stream(content)]
    plain = sorted(objects.keys() - {1, *streams})
    pieces: list[bytes] = [
        b"%PDF-1.7\n%\x80\x80\x80\x80\n%" + b" ".join(b"%d" % one for one in begins) + b"\n"
    ]
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65_535)}
    size = len(pieces[0])

    def put(number: int, content: bytes) -> None:
        nonlocal size
        places[number] = (1, size, 0)
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        size += len(pieces[-1])

    for number in [1, *sorted(streams)]:
        put(number, objects[number])
    number = len(objects) + 1
    for at in range(0, len(plain), OBJECTS_A_STREAM):
        packed = plain[at : at + OBJECTS_A_STREAM]
        places |= {one: (2, number, index) for index, one in enumerate(packed)}
        put(number, _objects_in_stream({one: objects[one] for one in packed}))
        number += 1
    places[number] = (1, size, 0)
    table = b"".join(struct.pack(">BIH", *places[one]) for one in range(number + 1))
    keys = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[(%s)(%s)]" % (
        number + 1, catalog, info, identifier, identifier,
    )  # fmt: skip
    start = size
    put(number, compressed_stream(keys, table))
    return b"".join([*pieces, b"startxref\n%d\n%%%%EOF" % start])


def _objects_in_stream(objects: Mapping[int, bytes]) -> bytes:
    """A stream that holds the objects, after the place of each."""
    index, at = [], 0
    for number, content in objects.items():
        index.append(b"%d %d" % (number, at))
        at += len(content) + 1
    heading = b" ".join(index) + b"\n"
    keys = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(heading))
    return compressed_stream(keys, heading + b"\n".join(objects.values()))


def compressed_stream(keys: bytes, data: bytes) -> bytes:
    """A stream with these keys in its dictionary."""
    packed = zlib.compress(data, LEVEL)
    return b"<<%s/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (
        keys, len(packed), packed,
    )  # fmt: skip


def identifier_of(contents: Iterable[bytes]) -> bytes:
    """A name of a file made from these, as long as those that typst gives."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return b64encode(digest.digest()[:16])
