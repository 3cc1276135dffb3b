"""A release frozen, and the form files that frozen releases were made under, kept in the data
folder: whoever edits the form file later must still be able to make them again without somebody who
was erased."""

from __future__ import annotations

from pathlib import Path

from consultation.forms.form import read_form
from consultation.forms.toml_file import read_toml
from consultation.machine.access import give_rights, group_id, make_closed
from consultation.machine.checksums import checksum
from consultation.machine.disk import copy_file, settle
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.releases.freezing import freeze
from consultation.releases.manifest import Manifest, read_manifest
from consultation.words.errors import OrganiserError


def freeze_release(
    folders: Folders, form_id: str, name: str, *, even_a_project: bool = False
) -> Path:
    """The form's present release is kept under that name, with what could make it again, while no
    run goes on; returns its folder. Raises OrganiserError as `freeze` does."""
    with run_lock(folders.data):
        group_id(folders.group)
        folder = freeze(folders.outputs, form_id, name, even_a_project=even_a_project)
        keep_form_files(folders, form_id, name)
        give_rights(folders)
    return folder


def keep_form_files(folders: Folders, form_id: str, name: str) -> None:
    """The form file, the files of choices that it names, and the texts of its note and of its
    contribution are kept for the release frozen under that name, if they are those that it was made
    from."""
    manifest = read_manifest(folders.release(f"{form_id}.{name}"))
    if manifest is None or not _is_made_under(manifest, folders.forms):
        return
    kept = kept_forms(folders, form_id, name)
    for path in _files_of(folders, form_id):
        target = kept / path.relative_to(folders.forms)
        make_closed(target.parent)
        copy_file(path, target)
        settle(target)
    settle(kept)


def forms_of(folders: Folders, manifest: Manifest, name: str) -> Path | None:
    """The folder of the form file that a frozen release was made under, texts included: today's or
    the one kept; None when neither is."""
    places = (folders.forms, kept_forms(folders, manifest.form_id, name))
    return next((place for place in places if _is_made_under(manifest, place)), None)


def kept_forms(folders: Folders, form_id: str, name: str) -> Path:
    """Where the form files of a frozen release are kept."""
    return folders.data / f"{form_id}.gels" / name


def _is_made_under(manifest: Manifest, forms: Path) -> bool:
    """Whether the release was made under the form file of this folder, and with its texts."""
    form_file, inputs = forms / f"{manifest.form_id}.toml", manifest.inputs
    if not form_file.is_file():
        return False
    texts = {"note": ".note.txt", "template": ".contribution.docx"}
    try:
        is_form = read_form(form_file).sha256 == inputs["form"]
    except OrganiserError:
        return False
    return is_form and all(
        (checksum(path) if (path := form_file.with_suffix(suffix)).is_file() else None)
        == inputs[text]
        for text, suffix in texts.items()
    )


def _files_of(folders: Folders, form_id: str) -> list[Path]:
    form_file = folders.form_file(form_id)
    questions = read_toml(form_file, form_file.name).values["questions"].values()
    named = {question["choices_file"] for question in questions if "choices_file" in question}
    texts = (folders.note_text(form_id), folders.template(form_id))
    files = [form_file, *texts, *(folders.forms / name for name in sorted(named))]
    return [path for path in files if path.is_file()]
