"""The people who may come in by the socket. `people.toml` names them by their account on this
machine, or by the name that a web server has checked: `docs/exploitation.md` has an example."""

from __future__ import annotations

import pwd
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from consultation.decisions.given_lines import AUTHOR
from consultation.forms.toml_file import read_toml
from consultation.machine.access import refuse_if_others_write
from consultation.words.errors import OrganiserError

REMOTE_USER = "remote-user"


_Name = Annotated[str, Field(pattern=rf"^{AUTHOR.pattern}\z")]
_RemoteUser = Annotated[str, Field(pattern=r"^[!-~]+\z")]


class _PeopleFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    group: str
    proxies: list[str] = []
    accounts: dict[str, _Name] = {}
    remote_users: dict[_RemoteUser, _Name] = {}


@dataclass(frozen=True)
class People:
    """The names of people who may come in, by the number of their account or by the name from a
    proxy. `proxies` are the numbers of the proxies' accounts."""

    group: str
    accounts: Mapping[int, str]
    proxies: Collection[int]
    remote_users: Mapping[str, str]

    def name_of(self, account: int, remote_users: Sequence[str]) -> str | None:
        """The name of the person who sends a request, `None` if unknown.

        `account` is the account that connected. If it is a proxy's, the only value of the
        Remote-User header (`remote_users`) names the person, and the result is `None` without a
        value or with several. For any other account, the header is ignored.
        """
        if account not in self.proxies:
            return self.accounts.get(account)
        return self.remote_users.get(remote_users[0]) if len(remote_users) == 1 else None


def read_people(path: Path) -> People:
    """Read the people from a file such as `people.toml`. Raises OrganiserError if other accounts
    may write the file, if its content is wrong, or if it names an account that this machine
    lacks."""
    refuse_if_others_write(path)
    try:
        declared = _PeopleFile.model_validate(read_toml(path, path.name).values)
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise OrganiserError("people_file.unlike", where=path.name, key=key) from None
    accounts = {_account(account, path): name for account, name in declared.accounts.items()}
    proxies = {_account(account, path) for account in declared.proxies}
    if proxies & accounts.keys():
        raise OrganiserError("people_file.proxy_and_person", where=path.name)
    return People(declared.group, accounts, proxies, declared.remote_users)


def _account(name: str, path: Path) -> int:
    """The number of an account of this machine: `root` → 0. Raises OrganiserError if there is
    none."""
    try:
        return pwd.getpwnam(name).pw_uid
    except (KeyError, ValueError):
        raise OrganiserError("people_file.unknown_account", where=path.name, account=name) from None
