"""The command `fetch`: the export of one form, now, by hand."""

from __future__ import annotations

import datetime as dt

from consultation.download.credentials import Credentials
from consultation.download.visit import Fetched, fetch
from consultation.forms.form import read_form
from consultation.machine.access import give_rights, group_id
from consultation.machine.settings import Folders, manners
from consultation.runs.fetches import note_fetch, note_success, refuse_too_soon
from consultation.runs.service import present_service
from consultation.words.errors import OrganiserError
from flows.server.embedded_server import prepare_environment, start_server, use_server
from flows.site_accounts import account_at_hand, account_in_block, no_account


def fetch_by_hand(folders: Folders, form_id: str) -> Fetched:
    """The form's full export is in its inbox; the journal says how it went."""
    group_id(folders.group)  # Refused before anything is written.
    if read_form(folders.form_file(form_id)).source is None:
        raise OrganiserError("fetch_setting.no_source", where=f"{form_id}.toml")
    ways = manners()
    refuse_too_soon(folders, form_id, mended_at=dt.datetime.now(dt.UTC))
    account = account_at_hand(folders, form_id) or _account_of_prefect(folders, form_id)
    with note_fetch(folders, form_id):
        fetched = fetch(folders, form_id, account, ways)
    note_success(folders, form_id, fetched.export_id)
    give_rights(folders)
    return fetched


def _account_of_prefect(folders: Folders, form_id: str) -> Credentials:
    """The account in Prefect's database, on the server of `serve` or one started for it."""
    if not (folders.data / "prefect" / "prefect.db").is_file():
        raise no_account(folders, form_id)
    prepare_environment(folders.data)
    service = present_service(folders)
    if service:
        use_server(folders.data, service.address)
        return account_in_block(folders, form_id)
    server = start_server(folders.data)
    try:
        server.wait_until_ready()
        return account_in_block(folders, form_id)
    finally:
        server.stop()
