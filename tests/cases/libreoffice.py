"""Files opened by LibreOffice, for tests marked `libreoffice`."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

# One CSV file per sheet, comma, quotes, UTF-8; values as they are, or as they are shown.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,{shown},false,false,-1"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{locale}</value></prop></item></oor:items>
"""
_SECONDS = 240


def need_libreoffice() -> None:
    """The test is skipped without LibreOffice, and fails without it where CI is set."""
    if shutil.which("soffice") is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing")
        pytest.skip("LibreOffice is missing")


# LibreOffice takes a second to make what it lacks of a profile; it goes when the tests end.
_PROFILES = tempfile.TemporaryDirectory(prefix="faire-masse-tests-")


@cache
def _profile(locale: str) -> Path:
    """The profile of a person who works in that language, this process's own."""
    profile = Path(_PROFILES.name) / locale
    (profile / "user").mkdir(parents=True)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_PROFILE.format(locale=locale), encoding="utf-8")
    return profile


def convert(
    path: Path, to: str, folder: Path, *others: Path, locale: str = "fr-FR", infilter: str = ""
) -> Path:
    """The folder in which LibreOffice has written what it made of the file, and of others."""
    need_libreoffice()
    made = folder / f"made-{to.partition(':')[0]}-{locale}"
    command = [
        *("soffice", f"-env:UserInstallation={_profile(locale).as_uri()}", "--headless"),
        *([f"--infilter={infilter}"] if infilter else []),
        *("--convert-to", to, "--outdir", str(made), *map(str, (path, *others))),
    ]
    subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)
    return made


def sheets_of(
    path: Path, folder: Path, *, as_shown: bool = False, locale: str = "fr-FR"
) -> dict[str, list[list[str]]]:
    """The cells of each sheet as text; `as_shown`, with the formats that a person sees."""
    (sheets,) = sheets_of_each([path], folder, as_shown=as_shown, locale=locale)
    return sheets


def sheets_of_each(
    paths: list[Path], folder: Path, *, as_shown: bool = False, locale: str = "fr-FR"
) -> list[dict[str, list[list[str]]]]:
    """The same of several files that LibreOffice is started once for."""
    first, *others = paths
    made = convert(first, _CSV.format(shown=str(as_shown).lower()), folder, *others, locale=locale)
    return [_sheets_in(made, path) for path in paths]


def _sheets_in(made: Path, path: Path) -> dict[str, list[list[str]]]:
    sheets = {}
    for file in sorted(made.glob(f"{path.stem}-*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            sheets[file.stem.removeprefix(f"{path.stem}-")] = list(csv.reader(lines))
        file.unlink()
    return sheets


def flat_xml_of(path: Path, folder: Path, *, infilter: str = "") -> str:
    """The whole document as LibreOffice understood it, as flat OpenDocument XML."""
    made = convert(path, "fods", folder, infilter=infilter)
    return (made / f"{path.stem}.fods").read_text(encoding="utf-8")
