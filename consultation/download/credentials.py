"""The account that a form's exports are fetched with: kept out of messages, logs and tracebacks."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from consultation.errors import OrganiserError


@dataclass(frozen=True)
class Credentials:
    """An account's name and password; to print them shows neither."""

    name: SecretStr
    password: SecretStr


def credentials_in(text: str, where: str) -> Credentials:
    """The account that a text holds: its name on the first line, its password on the second."""
    name, _, password = text.removesuffix("\n").removesuffix("\r").partition("\n")
    name = name.removesuffix("\r").strip()
    if not (name and password) or "\n" in password:
        raise OrganiserError("fetch_setting.bad_account", where=where)
    return Credentials(SecretStr(name), SecretStr(password))


def read_account_file(path: Path) -> Credentials | None:
    """The account that a file of ours holds; None without a file.

    Raises OrganiserError when others than its owner can read the file, or when it holds no account.
    """
    try:
        with path.open(encoding="utf-8") as file:
            found = os.fstat(file.fileno())
            if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise OrganiserError("fetch_setting.open_account", path=path)
            return credentials_in(file.read(), str(path))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError):
        raise OrganiserError("fetch_setting.bad_account", where=str(path)) from None
