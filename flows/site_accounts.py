"""Where the account of a form's site is kept: systemd's credentials, a file, a block of Prefect.

It is asked for where it is used, and handed down as a value: never a parameter of a flow or a task.
"""

from __future__ import annotations

from consultation.download.credentials import Credentials, credentials_in, read_account_file
from consultation.machine.settings import Folders, credentials_folder
from consultation.words.errors import OrganiserError

PREFIX = "faire-masse"


def account_of(folders: Folders, form_id: str) -> Credentials:
    """The account of the form, wherever it is kept; a Prefect server must be in use."""
    return account_at_hand(folders, form_id) or account_in_block(folders, form_id)


def account_at_hand(folders: Folders, form_id: str) -> Credentials | None:
    """The account that systemd, or else a file of the data folder, holds for the form; None without
    either."""
    given = credentials_folder()
    account = given and read_account_file(given / f"{PREFIX}-{form_id}", is_systemd_s=True)
    return account or read_account_file(folders.account_file(form_id))


def account_in_block(folders: Folders, form_id: str) -> Credentials:
    """The account in the form's Secret block, on the Prefect server in use.

    Raises OrganiserError when there is no such block: then the form has no account at all.
    """
    from prefect.blocks.system import Secret

    block = block_name(form_id)
    try:
        # Its name on one line and its password on the next, or `{"name": …, "password": …}`.
        kept: object = Secret.load(block).get()  # type: ignore[union-attr]
    except ValueError:
        raise no_account(folders, form_id) from None
    if isinstance(kept, dict):
        kept = f"{kept.get('name', '')}\n{kept.get('password', '')}"
    return credentials_in(str(kept), f"Secret {block}")


def no_account(folders: Folders, form_id: str) -> OrganiserError:
    """What to say where the form's site has no account here."""
    path, block = folders.account_file(form_id), block_name(form_id)
    return OrganiserError("fetch_setting.no_account", where=form_id, path=path, block=block)


def block_name(form_id: str) -> str:
    """The name of the form's Secret block; Prefect allows no underscore there."""
    return f"{PREFIX}-{form_id.replace('_', '-')}"
