"""The account that a form's exports are fetched with: kept out of messages, logs and tracebacks."""

from __future__ import annotations

import datetime as dt
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from consultation.words.errors import OrganiserError


@dataclass(frozen=True)
class Credentials:
    """The name and password of an account. They are hidden when the object is printed.

    `written_at` is the time when the file with the account was last written. None if it is unknown.
    """

    name: SecretStr
    password: SecretStr
    written_at: dt.datetime | None = field(default=None, compare=False)


def credentials_in(text: str, where: str, modified: float | None = None) -> Credentials:
    """The account in a text: its name is on the first line, its password on the second.

    `modified` is the time when the text was written, in seconds since 1970. None if it is unknown.
    Raises OrganiserError if the text holds no account. `where` names the text in the message.
    """
    name, _, password = text.removesuffix("\n").removesuffix("\r").partition("\n")
    name = name.removesuffix("\r").strip()
    if not (name and password) or "\n" in password:
        raise OrganiserError("fetch_setting.bad_account", where=where)
    when = None if modified is None else dt.datetime.fromtimestamp(modified, dt.UTC)
    return Credentials(SecretStr(name), SecretStr(password), when)


def read_account_file(path: Path, *, is_systemd_s: bool = False) -> Credentials | None:
    """The account in a file. None if there is no file. Raises OrganiserError when other accounts of
    the machine have a right to the file, when it can't be read, or when it holds no account. If
    `is_systemd_s`, systemd protects the file, and its access rights are not checked."""
    try:
        with path.open(encoding="utf-8") as file:
            state = os.fstat(file.fileno())
            if not is_systemd_s and state.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise OrganiserError("fetch_setting.open_account", path=path)
            return credentials_in(file.read(), str(path), state.st_mtime)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError):
        raise OrganiserError("fetch_setting.bad_account", where=str(path)) from None
