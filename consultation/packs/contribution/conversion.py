"""The collective contribution in OpenDocument and PDF, made by LibreOffice where it is there.

The same document and the same LibreOffice give the same bytes: dates are those of the document.
Another version of LibreOffice, or other fonts, may give others.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from consultation.machine.archives import archive_of, parts_of
from consultation.machine.disk import copy_file, write_whole
from consultation.machine.swap import remove
from consultation.packs.contribution.pdf_order import order_objects

FORMATS = {
    ".odt": "odt",
    ".pdf": 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}',
}
SECONDS = 120
"""For one format; a document of ten pages takes three, the first time."""

_PRIVATE = 0o700
_PROFILE = "profil"
# Numbers drawn by lot, to tell whose changes are whose.
_DRAWN = re.compile(rb'(config:name="Rsid(?:Root)?" config:type="int">)\d+')
# What a PDF says of the moment when it was made, and of its bytes.
_CREATED = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_DIGESTS = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>\s)")


def convert(document: Path, date: dt.datetime, kept: Path, office: Path | None) -> None:
    """The document is beside itself in the formats that LibreOffice could make: none without it.

    `kept` holds what was made of this document, and nothing of another: the same one is not
    converted again. Beside it stays LibreOffice's profile, which takes longer to make than a
    document, as long as nothing fails with it.
    """
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    kept.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    for old in kept.iterdir():
        if old.name != _PROFILE and old.stem != digest:
            old.unlink() if old.is_file() else remove(old)
    if office is None:
        return
    missing = [name for name in FORMATS if not (kept / f"{digest}{name}").is_file()]
    if missing:
        with TemporaryDirectory(prefix=".", dir=kept) as scratch:
            profile = Path(scratch) / _PROFILE
            with suppress(FileNotFoundError):
                (kept / _PROFILE).rename(profile)
            is_well = True  # else LibreOffice may have failed for the profile's sake
            for suffix in missing:
                if content := _convert_to(document, suffix, date, Path(scratch), office):
                    write_whole(kept / f"{digest}{suffix}", content)
                is_well = is_well and bool(content)
            if is_well:
                with suppress(FileNotFoundError):
                    profile.rename(kept / _PROFILE)
    for suffix in FORMATS:
        if (kept / f"{digest}{suffix}").is_file():
            copy_file(kept / f"{digest}{suffix}", document.with_suffix(suffix))


def _convert_to(
    document: Path, suffix: str, date: dt.datetime, scratch: Path, office: Path
) -> bytes | None:
    made = scratch / document.with_suffix(suffix).name
    if not _could_run(office, document, suffix, scratch) or not made.is_file():
        return None
    return (
        _undated_text(made)
        if suffix == ".odt"
        else _dated_pdf(order_objects(made.read_bytes()), date)
    )


def _could_run(office: Path, document: Path, suffix: str, scratch: Path) -> bool:
    """Whether LibreOffice ended well, and in time; it has a profile of its own, and no network."""
    command = [
        str(office),
        f"-env:UserInstallation={(scratch / _PROFILE).as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        FORMATS[suffix],
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


def _undated_text(made: Path) -> bytes:
    """The same text in OpenDocument, without dates, random numbers and its picture."""
    parts = parts_of(made)
    return archive_of({name: _DRAWN.sub(rb"\g<1>0", part) for name, part in parts.items()})


def _dated_pdf(pdf: bytes, date: dt.datetime) -> bytes:
    """The same PDF, dated as the document, each place as long as it was."""
    dated = _DIGESTS.sub(b"0" * 32, _CREATED.sub(f"{date:%Y%m%d%H%M%S}".encode(), pdf))
    digest = hashlib.sha256(dated).hexdigest()[:32].upper().encode()
    return _DIGESTS.sub(digest, dated)
