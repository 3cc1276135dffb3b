"""The objects of a PDF that LibreOffice wrote, put in the order in which they are referred to.

LibreOffice writes fonts in the order of their places in memory, by chance: two conversions of one
document differ by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_END = re.compile(
    rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn] \n)+)trailer\n(.*)startxref\n\d+\n%%EOF\n\Z", re.DOTALL
)
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*)\nendobj\n\s*", re.DOTALL)
# A string, whose digits are no reference; a reference.
_PARTS = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)
_STREAM = b"stream\n"


def order_objects(pdf: bytes) -> bytes:
    """The same pages, their objects numbered and written as the trailer, then each object in its
    turn, refers to them. A PDF that is not as LibreOffice writes it comes back as it was."""
    end = _END.search(pdf, pdf.rfind(b"\nxref\n"))
    if end is None:
        return pdf
    starts = sorted(int(line[:10]) for line in end[2].splitlines() if line.endswith(b"n "))
    places = zip(starts, [*starts[1:], end.start()], strict=True)
    found = [_OBJECT.fullmatch(pdf, start, following) for start, following in places]
    objects = {int(one[1]): one[2] for one in found if one}
    numbers = _numbers(end[3], objects)
    if len(numbers) != int(end[1]) - 1:
        return pdf
    renumbered = {numbers[one]: _with_numbers(objects[one], numbers) for one in numbers}
    return _file(pdf[: starts[0]], renumbered, _with_numbers(end[3], numbers))


def _numbers(trailer: bytes, objects: Mapping[int, bytes]) -> dict[int, int]:
    """The new number of each object that the trailer leads to; of none where one is missing."""
    order = list(dict.fromkeys(_references(trailer)))
    known = set(order)
    for number in order:  # grows as it is read
        new = [
            one for one in dict.fromkeys(_references(objects.get(number, b""))) if one not in known
        ]
        order += new
        known.update(new)
    return {one: place for place, one in enumerate(order, 1)} if known <= objects.keys() else {}


def _references(content: bytes) -> list[int]:
    return [int(part[1]) for part in _PARTS.finditer(content.partition(_STREAM)[0]) if part[1]]


def _with_numbers(content: bytes, numbers: Mapping[int, int]) -> bytes:
    def other(part: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers[int(part[1])] if part[1] else part[0]

    head, *rest = content.partition(_STREAM)
    return b"".join([_PARTS.sub(other, head), *rest])


def _file(heading: bytes, objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    """The file of the objects, numbered from 1 without a gap."""
    pieces, entries, size = [heading], [b"0000000000 65535 f \n"], len(heading)
    for number, content in sorted(objects.items()):
        entries.append(b"%010d 00000 n \n" % size)
        pieces.append(b"%d 0 obj\n%s\nendobj\n\n" % (number, content))
        size += len(pieces[-1])
    table = b"xref\n0 %d\n%strailer\n%s" % (len(entries), b"".join(entries), trailer)
    return b"".join([*pieces, table, b"startxref\n%d\n%%%%EOF\n" % size])
