"""Where the account of a form's site is kept: systemd's credentials, or a file.

It is asked for where it is used, and handed down as a value: never a parameter of a flow or a task.
"""

from __future__ import annotations

from consultation.download.credentials import Credentials, read_account_file
from consultation.machine.settings import Folders, credentials_folder
from consultation.words.errors import OrganiserError

PREFIX = "faire-masse"


def account_of(folders: Folders, form_id: str) -> Credentials:
    """The account that systemd, or else a file of the data folder, holds for the form.

    Raises OrganiserError where neither does.
    """
    given, path = credentials_folder(), folders.account_file(form_id)
    account = given and read_account_file(given / f"{PREFIX}-{form_id}", is_systemd_s=True)
    account = account or read_account_file(path)
    if account is None:
        raise OrganiserError("fetch_setting.no_account", where=form_id, path=path)
    return account
