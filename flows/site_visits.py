"""Fetch a form's export from its site now, with the account from systemd or from a file. An account
is never a parameter of a flow or a task, so that Prefect never has it."""

from __future__ import annotations

import datetime as dt

from consultation.download.credentials import Credentials, read_account_file
from consultation.download.visit import Fetched, fetch
from consultation.forms.form import read_form
from consultation.machine.access import close_to_others
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders, credentials_folder, fetch_settings
from consultation.runs.fetches import note_fetch, note_success, refuse_too_soon
from consultation.words.errors import OrganiserError

PREFIX = "faire-masse"


def account_of(folders: Folders, form_id: str) -> Credentials:
    """The form's account on its site, from systemd's credentials or else from a file in the data
    folder. Raises OrganiserError if there is neither."""
    folder, path = credentials_folder(), folders.account_file(form_id)
    account = folder and read_account_file(folder / f"{PREFIX}-{form_id}", is_systemd_s=True)
    account = account or read_account_file(path)
    if account is None:
        raise OrganiserError("fetch_setting.no_account", where=form_id, path=path)
    return account


def fetch_now(folders: Folders, form_id: str) -> Fetched:
    """Fetch the form's full export into its inbox, and record it in the journal. Raises
    OrganiserError during a run, without a source or an account, too soon, or if the site
    refuses."""
    with run_lock(folders.data):
        if read_form(folders.form_file(form_id)).source is None:
            raise OrganiserError("fetch_setting.no_source", where=f"{form_id}.toml")
        settings = fetch_settings()
        refuse_too_soon(folders, form_id, mended_at=dt.datetime.now(dt.UTC))
        account = account_of(folders, form_id)
        with note_fetch(folders, form_id):
            fetched = fetch(folders, form_id, account, settings)
        note_success(folders, form_id, fetched.export_id)
        close_to_others(folders)
    return fetched
