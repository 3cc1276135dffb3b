"""The collective contribution in PDF, made by LibreOffice where it is there.

The same document and the same LibreOffice give the same bytes: dates are those of the document, and
objects of the PDF stand in the order in which they are referred to (LibreOffice writes fonts in the
order of their places in memory, by chance). Another version of LibreOffice, or other fonts, may
give others.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from consultation.machine.disk import copy_file, write_whole
from consultation.machine.swap import remove

FORMAT = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
SECONDS = 120
"""A document of ten pages takes three, the first time."""

_PRIVATE = 0o700
# What a PDF says of the moment when it was made, and of its bytes.
_CREATED = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_DIGESTS = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>\s)")


def convert(document: Path, date: dt.datetime, kept: Path, office: Path | None) -> None:
    """The document is beside itself in PDF, if LibreOffice could make it.

    `kept` holds what was made of this document, and nothing of another: the same one is not
    converted again.
    """
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    kept.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    for old in kept.iterdir():
        if old.stem != digest:
            old.unlink() if old.is_file() else remove(old)
    if office is None:
        return
    converted = kept / f"{digest}.pdf"
    if not converted.is_file():
        with TemporaryDirectory(prefix=".", dir=kept) as scratch:
            made = Path(scratch) / document.with_suffix(".pdf").name
            if _could_run(office, document, Path(scratch)) and made.is_file():
                write_whole(converted, _dated_pdf(order_objects(made.read_bytes()), date))
    if converted.is_file():
        copy_file(converted, document.with_suffix(".pdf"))


def _could_run(office: Path, document: Path, scratch: Path) -> bool:
    """Whether LibreOffice ended well, and in time; it has a profile of its own, and no network."""
    command = [
        str(office),
        f"-env:UserInstallation={(scratch / 'profil').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        FORMAT,
        "--outdir",
        str(scratch),
        str(document),
    ]
    around = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "HOME": str(scratch),
        "SAL_DISABLE_CUPS": "1",  # else it asks this machine's printers
    }
    try:
        process = subprocess.Popen(  # noqa: S603  a program that was configured, paths of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=around,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:  # it is a script, that starts others
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _dated_pdf(pdf: bytes, date: dt.datetime) -> bytes:
    """The same PDF, dated as the document, each place as long as it was."""
    dated = _DIGESTS.sub(b"0" * 32, _CREATED.sub(f"{date:%Y%m%d%H%M%S}".encode(), pdf))
    digest = hashlib.sha256(dated).hexdigest()[:32].upper().encode()
    return _DIGESTS.sub(digest, dated)


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
