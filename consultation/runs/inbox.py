"""The inbox, where organisers drop files: a folder per form, with exports in it."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from consultation.machine.access import make_closed
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError

# Beginnings of the names of files that spreadsheets, file managers and copies leave behind.
LITTER = (".", "~$", "Thumbs.db", "desktop.ini")
# Endings that Firefox, Chromium and copies between machines give to unfinished files. Firefox also
# creates an empty file with the final name at once.
UNFINISHED = (".part", ".partial", ".crdownload", ".filepart", ".tmp")

# The file that is put next to exports whose answers are invented.
EXAMPLE_MARK = "EXEMPLE.txt"


@dataclass(frozen=True)
class FormInbox:
    """A form and the files of its inbox, workbooks included, in the order of their names."""

    form_id: str
    exports: tuple[Path, ...]


@dataclass(frozen=True)
class Inbox:
    """The forms to run, with their files.

    `problems`: why other files and folders are left out, or that the inbox is missing or empty.
    """

    forms: tuple[FormInbox, ...]
    problems: tuple[OrganiserError, ...]

    def without(self, left_out: Collection[Path]) -> Inbox:
        """A copy of the inbox without the files `left_out`, as if they had not arrived yet."""
        return replace(
            self,
            forms=tuple(
                replace(form, exports=tuple(path for path in form.exports if path not in left_out))
                for form in self.forms
            ),
        )


def make_form_folders(folders: Folders) -> list[Path]:
    """Create the inbox, the folder of form files, and a folder for each new declared form. Returns
    the new form folders.

    - A form that a run has read gets no folder: its consultation may be over.
    - If the inbox is missing but runs have left data, nothing is created: the disk of the inbox may
      be out of reach, and an empty folder would hide the files there.
    """
    if not folders.inbox.is_dir() and any(folders.data.glob("*.duckdb")):
        return []
    with suppress(OSError):
        make_closed(folders.inbox)
        make_closed(folders.forms)
    wanted = [
        folders.inbox / path.stem
        for path in _visible(folders.forms)
        if path.suffix == ".toml" and path.is_file() and not _has_data(path.stem, folders)
    ]
    made = [folder for folder in wanted if not folder.exists()]
    for folder in made:
        with suppress(OSError):  # an inbox that this account may only read, or a link in the way
            make_closed(folder)
    return [folder for folder in made if folder.exists()]


def look_into(folders: Folders) -> Inbox:
    """Read the present content of the inbox. The folder of a form is left out if it is empty and no
    run has kept data of the form."""
    if not folders.inbox.is_dir():
        return Inbox((), (OrganiserError("no_inbox", where=str(folders.inbox)),))
    entries = _visible(folders.inbox)
    name = folders.inbox.name
    strays = [
        OrganiserError("stray_file", where=path.name, inbox=name)
        for path in entries
        if not path.is_dir()
    ]
    forms, unknown = [], []
    for folder in (path for path in entries if path.is_dir()):
        if _is_unused(folder, folders):
            continue
        if not folders.form_file(folder.name).is_file():
            unknown.append(_no_form_file(folder, folders))
        elif not os.access(folder, os.R_OK | os.X_OK):
            unknown.append(OrganiserError("closed_folder", where=f"{name}/{folder.name}"))
        else:
            exports = exports_in(folder)
            forms.append(FormInbox(folder.name, exports))
            known = {*exports, *unfinished_in(folder)}
            strays += [
                OrganiserError(
                    "not_a_file.in_inbox", where=f"{folder.name}/{path.name}", folder=folder.name
                )
                for path in _visible(folder)
                if path not in known
            ]
    if not forms and not strays and not unknown:
        unknown.append(OrganiserError("empty_inbox", where=str(folders.inbox)))
    return Inbox(tuple(forms), tuple(strays + unknown))


def exports_in(folder: Path) -> tuple[Path, ...]:
    """The files of a form's inbox: `a.csv`, `b.csv.part`, `.a.swp` → `a.csv`. Left out are files
    that a browser or a copy has not finished, and files that programs leave behind (`LITTER`)."""
    return tuple(path for path in _visible(folder) if path.is_file() and not is_unfinished(path))


def unfinished_in(folder: Path) -> tuple[Path, ...]:
    """The files of a form's inbox that a browser or a copy has not finished, as `is_unfinished`
    tests."""
    return tuple(path for path in _visible(folder) if path.is_file() and is_unfinished(path))


def is_unfinished(path: Path) -> bool:
    """True if file names show that a browser or a copy is still writing the file: `a.csv.part` →
    True, and `a.csv` → True while `a.csv.part` is next to it."""
    return path.name.endswith(UNFINISHED) or any(
        path.with_name(f"{path.name}{suffix}").exists() for suffix in UNFINISHED
    )


def is_marked_as_example(folder: Path) -> bool:
    """True if a form's inbox is marked as holding invented answers."""
    return (folder / EXAMPLE_MARK).is_file()


def _is_unused(folder: Path, folders: Folders) -> bool:
    """True if the folder of a form with a form file is empty, and no run has kept data of the
    form."""
    return (
        folders.form_file(folder.name).is_file()
        and not _has_data(folder.name, folders)
        and os.access(folder, os.R_OK | os.X_OK)
        and not _visible(folder)
    )


def _has_data(form_id: str, folders: Folders) -> bool:
    """True if a run has kept any data of the form in the data folder, even only a record of its
    erasure."""
    return any(folders.data.glob(f"{glob.escape(form_id)}.*"))


def _visible(folder: Path) -> list[Path]:
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in paths if not path.name.startswith((*LITTER, EXAMPLE_MARK)))


def _no_form_file(folder: Path, folders: Folders) -> OrganiserError:
    known = ", ".join(sorted(path.stem for path in folders.forms.glob("*.toml"))) or "aucun"
    return OrganiserError(
        "no_form_file",
        where=f"{folder.parent.name}/{folder.name}",
        form_file=folders.form_file(folder.name),
        known=known,
    )
