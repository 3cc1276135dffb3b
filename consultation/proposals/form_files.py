"""Read and write the form files that the six questions are about.

A form file must not change during a run. So a text saved during a run is kept in a file next to the
form file. It replaces the form file when the next run begins, if not before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from consultation.forms.form import form_id_in, read_form
from consultation.forms.note_blanks import NO_TITLE
from consultation.forms.problems import as_identifier
from consultation.machine.disk import write_whole
from consultation.machine.lock import is_running, run_lock
from consultation.machine.settings import Folders
from consultation.proposals import LONGEST_NAME, WITHOUT_NAME
from consultation.proposals.declared import StandingForm, ask_again
from consultation.proposals.page_file import is_written_by_page
from consultation.runs.inbox import exports_in
from consultation.words.errors import OrganiserError
from schemas.form import Publish

# Ids that are already addresses of the page.
RESERVED = frozenset(("nouvelle",))
SHORT_NAME = 40
TRIED_EXPORTS = 3
READABLE = 0o644


def free_form_id(title: str, folders: Folders) -> str:
    """A form id made from a title, with a number if it is in use: « Vidéo, 2022 » → `video-2022`,
    then `video-2022-2`. Empty without a title."""
    if title == NO_TITLE or not title.strip():
        return ""
    words = as_identifier(title).split("_")
    cuts = ("-".join(words[:length]) for length in range(len(words), 0, -1))
    short = next((cut for cut in cuts if len(cut) <= SHORT_NAME), words[0][:SHORT_NAME])
    stem = short or WITHOUT_NAME
    names = (stem, *(f"{stem}-{number}" for number in range(2, 100)))
    return next((name for name in names if not _is_taken(name, folders)), stem)


def check_form_id(form_id: str, folders: Folders) -> None:
    """Raise OrganiserError if `form_id` can't be the id of a new form: it has capitals (`VSA`) or
    other characters that ids don't have, is too long, reserved, or in use."""
    form_id_in(f"{form_id}.toml")
    if len(form_id) > LONGEST_NAME or _is_taken(form_id, folders):
        raise OrganiserError("form_id_taken", form_id=form_id)


def _is_taken(form_id: str, folders: Folders) -> bool:
    """True if an id can't be given to a new form. Either it is reserved, or a form file, a release,
    a database or an export in the inbox has it."""
    paths = (folders.form_file(form_id), folders.release(form_id), folders.database(form_id))
    return (
        form_id in RESERVED
        or any(path.exists() or path.is_symlink() for path in paths)
        or any(exports_in(folders.inbox / form_id))
    )


def ask_about_standing(folders: Folders, form_id: str) -> StandingForm:
    """The six questions about a form whose file exists, as last saved, with the newest export that
    can be read. Only the three newest are tried. Without such an export, only the form file is
    read.

    Raises OrganiserError when the form file can't be read.
    """
    for export in _newest_exports(folders.inbox / form_id):
        try:
            return saved_form(folders, form_id, export)
        except OrganiserError:
            continue  # a returned workbook, or an error that a run will report
    return saved_form(folders, form_id)


def saved_form(folders: Folders, form_id: str, export: Path | None = None) -> StandingForm:
    """A declared form as last saved. Raises OrganiserError if the form file or `export` can't be
    read."""
    return ask_again(folders.form_file(form_id), export, _kept_content(folders, form_id))


def asks_what_is_coded(folders: Folders, form_id: str) -> bool:
    """True if the page has to ask which questions people code, since `[coding]` does not list them.
    False if the form file can't be read."""
    with suppress(OrganiserError):
        form = read_form(folders.form_file(form_id), _kept_content(folders, form_id))
        return form.coding.questions is None
    return False


def public_minimum(folders: Folders, form_id: str) -> int:
    """The smallest count that public results show as a number. If the form file can't be read, its
    default value."""
    try:
        return read_form(folders.form_file(form_id)).publish.public_minimum
    except OrganiserError:
        return Publish().public_minimum


def _kept_content(folders: Folders, form_id: str) -> bytes | None:
    """The text of a form file that was saved during a run, and will replace the form file after it.
    None if there is no such text."""
    path = folders.kept_form_file(form_id)
    return path.read_bytes() if path.exists() else None


def _newest_exports(inbox: Path) -> Iterator[Path]:
    exports = sorted(exports_in(inbox), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    yield from exports[:TRIED_EXPORTS]


def digest_of(form: StandingForm) -> str:
    """The SHA-256 of a form file's content, to notice that it was edited."""
    return hashlib.sha256(form.file.content).hexdigest()


def write_new(folders: Folders, form_id: str, text: str) -> None:
    """Write the file of a new form. Raises OrganiserError if a new form can't have this id (see
    `check_form_id`)."""
    check_form_id(form_id, folders)
    folders.forms.mkdir(parents=True, exist_ok=True)
    _write(folders.form_file(form_id), text.encode(), READABLE)


def save_edited(folders: Folders, form: StandingForm, text: str) -> None:
    """Save a new text of a form file. During a run, it is kept in another file, and the next run
    puts it in place. Raises OrganiserError if somebody edited the form file since it was read."""
    kept_file = folders.kept_form_file(form.form_id)
    if (kept_file if kept_file.exists() else form.path).read_bytes() != form.file.content:
        raise form_changed(form)
    _write(kept_file, text.encode(), form.path.stat().st_mode)
    if not is_running(folders.data):
        with suppress(OrganiserError), run_lock(folders.data):  # a run begins: it does the same
            put_kept_in_place(folders)


def put_kept_in_place(folders: Folders) -> None:
    """Replace form files by the texts that people saved during a run. The caller must hold the run
    lock. If a person wrote the former file, it stays next to the new file, under another name."""
    for kept_file in sorted(folders.forms.glob(folders.kept_form_file("*").name)):
        path = kept_file.with_suffix("")
        former = path.read_bytes() if path.exists() else b""
        if former and not is_written_by_page(former.decode("utf-8-sig", "replace")):
            _write(_free_path_beside(path), former, path.stat().st_mode)
        kept_file.replace(path)


def _free_path_beside(path: Path) -> Path:
    """A path that no file has yet, to keep the former text of a form file: `vsa-2022.toml.avant`,
    then `vsa-2022.toml.avant-2`…

    Runs do not read files with such a name.
    """
    names = chain([f"{path.name}.avant"], (f"{path.name}.avant-{number}" for number in count(2)))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a file with the permissions `mode`. They may let everybody read it, since form files
    hold no personal data."""
    write_whole(path, content)
    path.chmod(mode & 0o777)


def form_changed(form: StandingForm) -> OrganiserError:
    """The error for a form file that changed after it was shown."""
    return OrganiserError("form_changed", where=form.path.name)
