"""The command `fetch`: the export of one form, now, by hand."""

from __future__ import annotations

import datetime as dt

from consultation.download.visit import Fetched, fetch
from consultation.forms.form import read_form
from consultation.machine.access import give_rights, group_id
from consultation.machine.settings import Folders, manners
from consultation.runs.fetches import note_fetch, note_success, refuse_too_soon
from consultation.words.errors import OrganiserError
from flows.site_accounts import account_of


def fetch_by_hand(folders: Folders, form_id: str) -> Fetched:
    """The form's full export is in its inbox; the journal says how it went."""
    group_id(folders.group)  # Refused before anything is written.
    if read_form(folders.form_file(form_id)).source is None:
        raise OrganiserError("fetch_setting.no_source", where=f"{form_id}.toml")
    ways = manners()
    refuse_too_soon(folders, form_id, mended_at=dt.datetime.now(dt.UTC))
    account = account_of(folders, form_id)
    with note_fetch(folders, form_id):
        fetched = fetch(folders, form_id, account, ways)
    note_success(folders, form_id, fetched.export_id)
    give_rights(folders)
    return fetched
