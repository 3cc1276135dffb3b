"""What people dropped, and what was kept of it, without those who were erased.

Each file of a form's inbox and archive that holds somebody erased is written again beside, read
again, and takes the place of the old one at once. What can't be rewritten so that all who stay read
as before is deleted: the store has them. Links, files that nobody could read, and those of other
programs are left alone, and told. To do it again, after a crash or not, changes nothing more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from consultation.care.originals import checksums_of, read_checksums
from consultation.care.rewritten_file import Erased, Made, made_without
from consultation.decisions.page_lines import alone, is_page_file
from consultation.errors import OrganiserError
from consultation.exports.rewriting import UnreadableCopy
from consultation.forms.form import Form
from consultation.french import sentence
from consultation.machine.access import make_closed
from consultation.machine.disk import REFUSALS, TEMPORARY, settle, whole_file
from consultation.runs.arrivals import SeenFile
from consultation.runs.inbox import EXAMPLE_MARK, LITTER, is_unfinished
from consultation.runs.journal import note_form, read_journal
from consultation.runs.rewritten import known_checksums, note_rewriting, read_rewritings
from consultation.settings import Folders

Fate = Literal["rewritten", "deleted", "left"]

# What a run that was killed left half-copied: our own names.
_HALF_COPIED = (".depot-",)
_UNFINISHED_COPY = ".tmp"


@dataclass(frozen=True)
class Original:
    """What becomes of a file: `gone` records or rows of it, while `broken` ones stay for nobody can
    say whose they are. `reason` is why it is deleted or left, an id of `[erased_originals]`."""

    place: str
    fate: Fate
    gone: int = 0
    broken: int = 0
    reason: str = ""

    def sentences(self) -> Iterator[str]:
        """What people are told of it, the same before as after."""
        yield sentence(
            "erased_originals", self.fate, file=self.place, count=self.gone, why=self._why
        )
        if self.broken:
            yield sentence("erased_originals", "broken", file=self.place, count=self.broken)

    @property
    def _why(self) -> str:
        return sentence("erased_originals", f"because_{self.reason}") if self.reason else ""


def erase_in_originals(
    folders: Folders,
    form: Form,
    erased: Erased,
    *,
    is_dry: bool = False,
    only: Path | None = None,
) -> tuple[Original, ...]:
    """The form's inbox and archive, or `only` one file of them, hold nobody erased any more, as far
    as can be told; returns what became of each file that did or may have, or what would if it
    `is_dry`.

    To be called by who holds the run lock. OSError when the disk refuses: what was done stays done.
    """
    places = (folders.inbox / form.form_id, folders.archive(form.form_id))
    aside = folders.data / TEMPORARY
    make_closed(aside)
    found = []
    for folder in places:
        for path in (one for one in _files_in(folder) if only in (None, one)):
            name = f"{folder.parent.name}/{folder.name}/{path.relative_to(folder)}"
            place = os.fsencode(name).decode("utf-8", "replace")
            one = _treat(path, place, _Task(folders, form, erased, aside, is_dry))
            if one is not None:
                found.append(one)
    return tuple(found)


def _files_in(folder: Path) -> list[Path]:
    """Every file below the folder, hidden ones and links included; links are not followed."""
    if folder.is_symlink():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


@dataclass(frozen=True)
class _Task:
    folders: Folders
    form: Form
    erased: Erased
    aside: Path
    is_dry: bool


def _treat(path: Path, place: str, task: _Task) -> Original | None:
    """What becomes of the file, done unless the task is dry; None where nothing has to."""
    if path.is_symlink():
        return Original(place, "left", reason="link")
    if _is_half_copied(path):
        if not task.is_dry:
            _delete(path)
        return Original(place, "deleted", reason="half_copied")
    if path.name.startswith((EXAMPLE_MARK, "Thumbs.db", "desktop.ini")):
        return None
    if is_unfinished(path) or path.name.startswith(LITTER):
        return Original(place, "left", reason="unfinished") if path.stat().st_size else None
    try:
        if is_page_file(path):
            # The page may be writing in it.
            with alone(path):
                return _rewrite(path, place, task)
        return _rewrite(path, place, task)
    except OrganiserError:
        return Original(place, "left", reason="unread")
    except OSError as error:
        if error.errno in REFUSALS:
            raise
        return Original(place, "left", reason="closed")


def _is_half_copied(path: Path) -> bool:
    is_ours = path.name.startswith(".") and path.name.endswith(_UNFINISHED_COPY)
    return is_ours or path.name.startswith(_HALF_COPIED)


def _rewrite(path: Path, place: str, task: _Task) -> Original | None:
    """Raises OrganiserError when the file can't be read, OSError when it can't be replaced."""
    before = path.lstat()
    target = task.aside / "original"
    known = read_rewritings(task.folders.data, task.form.form_id)
    try:
        made = made_without(path, target, task.form, task.erased, known)
        if not made.gone:
            return (
                Original(place, "left", broken=made.broken, reason="broken")
                if made.broken
                else None
            )
        if not task.is_dry:
            _replace(path, target, before, made, task)
        reason = "second_name" if before.st_nlink > 1 else ""
        return Original(place, "rewritten", made.gone, made.broken, reason)
    except UnreadableCopy as failed:
        checksums = known_checksums(checksums_of(path), known)
        if read_checksums(task.folders.data, task.form.form_id).isdisjoint(checksums):
            return Original(place, "left", failed.gone, reason="not_read_yet")
        if not task.is_dry:
            _delete(path)
        return Original(place, "deleted", failed.gone, reason="unreadable_copy")
    finally:
        target.unlink(missing_ok=True)


def _replace(path: Path, made_at: Path, before: os.stat_result, made: Made, task: _Task) -> None:
    """The new file has the name, the time and the rights of the old one; it was known before."""
    data, form_id = task.folders.data, task.form.form_id
    note_rewriting(data, form_id, made.sha256, made.rewriting)
    with whole_file(path) as aside:
        aside.write_bytes(made_at.read_bytes())
        aside.chmod(before.st_mode & 0o777)
        os.utime(aside, ns=(before.st_atime_ns, before.st_mtime_ns))
        if not os.path.samestat(before, path.lstat()):
            raise OSError("changed while it was rewritten")
    _note_seen(path, made, task)


def _note_seen(path: Path, made: Made, task: _Task) -> None:
    """The journal knows the new content as it knew the old one: no run takes it for a new file."""
    form = read_journal(task.folders).form(task.form.form_id)
    if made.rewriting.previous not in form.contents:
        return
    written = form.contents[made.rewriting.previous]
    contents = {**form.contents, made.sha256: written}
    seen = dict(form.seen)
    if path.name in seen and path.parent == task.folders.inbox / task.form.form_id:
        now = path.stat()
        seen[path.name] = SeenFile(now.st_size, now.st_mtime_ns, made.sha256)
    note_form(task.folders, task.form.form_id, replace(form, contents=contents, seen=seen))


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)
    settle(path.parent)
