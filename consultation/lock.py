"""One run at a time in a data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consultation.errors import OrganiserError

# The folders that this process holds: the command line takes the lock before it loads Prefect,
# and the flow takes it again for those who start it by another door.
_held: set[Path] = set()


@contextmanager
def run_lock(data: Path) -> Iterator[None]:
    """No other run works in this data folder while the block lasts.

    The kernel frees the lock with the process, however it ends: a file that a killed run left
    behind never blocks the next one. Raises OrganiserError("already_running") at once when
    another process holds it; free to enter again in the process that holds it.
    """
    folder = data.resolve()
    if folder in _held:
        yield
        return
    descriptor = _open_lock_file(folder)
    try:
        _lock_at_once(descriptor, folder)
        _held.add(folder)
        yield
    finally:
        _held.discard(folder)
        os.close(descriptor)


def _open_lock_file(folder: Path) -> int:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise OrganiserError(
            "unusable_folder",
            where=str(folder),
            what=f"le dossier de travail ne peut pas être utilisé ({type(error).__name__}).",
            advice="Vérifiez que ce dossier existe et que vous avez le droit d'y écrire, "
            "ou donnez-en un autre avec --data.",
        ) from None


def _lock_at_once(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OrganiserError(
            "already_running",
            where=str(folder),
            what="un autre traitement est en cours dans ce dossier de travail.",
            advice="Attendez qu'il se termine, puis relancez la commande.",
        ) from None
