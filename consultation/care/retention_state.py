"""The list of forms with working data, and the state of their `[retention]`, from files next to the
databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic_core import to_json

from consultation.machine.disk import write_whole
from consultation.machine.json_files import read_state
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError

if TYPE_CHECKING:
    from consultation.forms.form import Form


@dataclass(frozen=True)
class RetentionState:
    """The day on which the deletion of a form's data was announced (`announced_on`), the day for
    which it was announced, and the day on which it was done. None if that did not happen."""

    announced_on: date | None = None
    announced_for: date | None = None
    ended_on: date | None = None


def stored_forms(folders: Folders) -> frozenset[str]:
    """The forms that have a working database, with or without files in the inbox:
    `quartier.duckdb` → `quartier`, not `quartier.soumission.duckdb`."""
    names = (path.stem for path in folders.data.glob("*.duckdb"))
    return frozenset(name for name in names if not name.endswith(".soumission"))


def without_form_file(folders: Folders) -> list[OrganiserError]:
    """An error for each form with working data that has neither a form file nor a folder in the
    inbox: nobody knows how long its data may be kept."""
    return [
        OrganiserError("form_file_gone", form_id=form_id, data=folders.data.name)
        for form_id in sorted(stored_forms(folders))
        if not folders.form_file(form_id).is_file() and not (folders.inbox / form_id).is_dir()
    ]


def has_ended(folders: Folders, form_id: str) -> bool:
    """True if the form's working data was deleted: the form is not computed any more. Raises
    OrganiserError if the state of retention is damaged."""
    return retention_of(folders, form_id).ended_on is not None


def retention_of(folders: Folders, form_id: str) -> RetentionState:
    """The state of retention that earlier runs wrote. A state without any day if no run wrote it.

    Raises OrganiserError if the file is damaged.
    """
    return (
        read_state(retention_file(folders, form_id), RetentionState, "retention_state")
        or RetentionState()
    )


def remember_retention(folders: Folders, form_id: str, state: RetentionState) -> None:
    """Write the state of retention to the form's file, for the next runs."""
    content = to_json(state, indent=2, exclude_none=True)
    write_whole(retention_file(folders, form_id), content)


def retention_file(folders: Folders, form_id: str) -> Path:
    """The file with the state of retention: `quartier.conservation.json`."""
    return folders.data / f"{form_id}.conservation.json"


def today_in(form: Form) -> date:
    """The current date in the form's time zone."""
    return datetime.now(ZoneInfo(form.time_zone)).date()
