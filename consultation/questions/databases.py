"""Which published database a question is asked of."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.settings import Folders, database_in
from consultation.words.errors import OrganiserError


def published_forms(folders: Folders) -> list[str]:
    """The folders of outputs that hold a database: form ids, and frozen releases of theirs."""
    if not folders.outputs.is_dir():
        return []
    return sorted(
        folder.name
        for folder in folders.outputs.iterdir()
        if not folder.name.startswith(".") and database_in(folder).is_file()
    )


def published_database(folders: Folders, form_id: str | None) -> Path:
    """The published database of the form, or of the only form that has one.

    A frozen release is asked under its own name, `<form_id>.<name>`.
    """
    known = published_forms(folders)
    if form_id is None:
        present = [name for name in known if "." not in name] or known
        if len(present) > 1:
            raise OrganiserError("several_forms", forms=", ".join(present), first=present[0])
        form_id = present[0] if present else None
    if form_id not in known:
        if form_id is None or not known:
            raise OrganiserError("nothing_published", where=str(folders.outputs))
        raise OrganiserError("unknown_form", form_id=form_id, known=", ".join(known))
    return database_in(folders.release(form_id))
