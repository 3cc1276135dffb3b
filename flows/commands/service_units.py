"""The command `service`: the systemd units of docs/systemd, with the paths of this project."""

from __future__ import annotations

import os
import pwd
import re
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path

import flows
from consultation.machine.disk import write_text
from consultation.words.french import sentence

HERE = Path(flows.__path__[0])
# In a wheel, and in the clone that it is made of.
UNITS = next(
    path / "systemd" for path in (HERE / "page" / "guide", HERE.parent / "docs") if path.is_dir()
)
PLACE = "/srv/faire-masse"
PROGRAM = f"{PLACE}/.venv/bin/faire-masse"
ACCOUNT = re.compile("^(User|Group)=faire-masse$", re.MULTILINE)
# Other characters have a meaning for systemd: spaces, « % », quotes. The units see nothing of
# people's own folders (ProtectHome).
PLAIN_PATH = re.compile(r"/(?!home/|root/)[\w/.+-]*")

words = partial(sentence, "commands")


def service(options: Namespace) -> int:
    """Write the systemd units into a folder, from where the person who installs the service copies
    them. Returns 0.

    In the units, the project is the current folder and the account is the current user.
    """
    project, program = Path.cwd(), Path(sys.argv[0]).absolute()
    account = pwd.getpwuid(os.geteuid()).pw_name
    for path in (project, program):
        if not PLAIN_PATH.fullmatch(str(path)):
            options.refuse(words("unit_path", path=path).removesuffix("."))
    options.folder.mkdir(parents=True, exist_ok=True)
    for unit in sorted(UNITS.iterdir()):
        text = unit.read_text(encoding="utf-8")
        text = text.replace(PROGRAM, str(program)).replace(PLACE, str(project))
        text = ACCOUNT.sub(rf"\1={account}", text)
        write_text(options.folder / unit.name, text)
    print(words("units_written", folder=options.folder, project=project, account=account))
    return 0
