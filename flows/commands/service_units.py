"""The command `service`: the systemd units of docs/systemd, with the paths of this installation."""

from __future__ import annotations

import os
import pwd
import re
import sys
from pathlib import Path

from consultation.machine.disk import naming, write_text
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows.page.guide import DOCS

# As the units name them: they are those of a clone in /srv, by an account of its own.
FOLDER = "/srv/faire-masse"
PROGRAM = f"{FOLDER}/.venv/bin/faire-masse"
ACCOUNT = re.compile("^(User|Group)=faire-masse$", re.MULTILINE)
# Others need an escape of their own in a unit.
PLAIN = re.compile(r"[\w/.@+-]+")
HOMES = ("/home/", "/root/")


def write_units(target: Path) -> str:
    """Write the units for this folder, this program and this account to a new folder.

    Returns what to do with them. Raises OrganiserError for a path that systemd would misread, and
    where the folder exists: somebody may have edited the units in it.
    """
    here, program = Path.cwd(), Path(sys.executable).parent / "faire-masse"
    for path in (here, program):
        if not PLAIN.fullmatch(str(path)):
            raise OrganiserError("no_plain_path", where=str(path))
    if os.path.lexists(target):
        raise OrganiserError("no_plain_path.taken", where=str(target))
    with naming(target):
        target.mkdir()
    account = pwd.getpwuid(os.geteuid()).pw_name
    for unit in sorted((DOCS / "systemd").iterdir()):
        text = unit_for(unit.read_text("utf-8"), here, program, account)
        write_text(target / unit.name, text)
        (target / unit.name).chmod(0o644)  # systemd complains of units that it alone reads
    return sentence("commands", "units", folder=target, account=account, here=here)


def unit_for(text: str, folder: Path, program: Path, account: str) -> str:
    """A unit with its folder, program and account replaced.

    The program and the folder stay within reach where they are in somebody's home.
    """
    text = ACCOUNT.sub(rf"\1={account}", text)
    text = text.replace(f"file://{FOLDER}/docs", f"file://{DOCS}")
    text = text.replace(PROGRAM, str(program)).replace(FOLDER, str(folder))
    if any(f"{path}/".startswith(HOMES) for path in (folder, program)):
        return text.replace("ProtectHome=true", "ProtectHome=read-only")
    return text
