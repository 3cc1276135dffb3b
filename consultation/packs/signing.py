"""The signature of a pack's list of checksums, by ssh-keygen, when a key is configured."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from consultation.machine.disk import problem_in
from consultation.words.errors import OrganiserError

NAMESPACE = "faire-masse"
_SECONDS = 30


def sign(file: Path, key: Path) -> Path:
    """The file is signed with the key: `<file>.sig` is beside it.

    Raises OrganiserError when there is no ssh-keygen, or when it can't sign with this key.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise OrganiserError("no_ssh_keygen")
    signature = file.with_name(f"{file.name}.sig")
    signature.unlink(missing_ok=True)
    if not _could_sign(program, file, key) or not signature.is_file():
        # ssh-keygen doesn't say that it could not write.
        raise problem_in(file.parent) or OrganiserError("signing_failed", where=key.name)
    return signature


def _could_sign(program: str, file: Path, key: Path) -> bool:
    """Whether ssh-keygen could sign; without a terminal or a window, it asks for no passphrase."""
    command = [program, "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key), str(file)]
    try:
        done = subprocess.run(  # noqa: S603 - a program found by its name, and paths of ours
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env={"LC_ALL": "C", "SSH_ASKPASS_REQUIRE": "never"},
            start_new_session=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
