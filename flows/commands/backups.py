"""The commands `backup` and `restore`: one file that holds what a run can't make again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from consultation.care import backup as backups
from consultation.care.restoring import restore as restored
from consultation.french import number
from consultation.machine.access import keep_closed
from consultation.machine.lock import run_lock
from consultation.settings import Folders


def backup(folders: Folders, file: Path) -> Iterator[str]:
    """The working data and the key are in the file; no run goes on meanwhile."""
    with run_lock(folders.data):
        size = backups.backup(folders, file, dt.datetime.now(dt.UTC))
    yield f"{file}\u00a0: sauvegarde faite et relue ({number(max(1, size // 1_000_000))}\u00a0Mo)."
    yield (
        "Elle contient des données personnelles et la clé des références\u00a0: gardez-la sur un"
        " disque chiffré, hors de tout partage."
    )
    yield (
        "N'y sont pas\u00a0: le dossier de dépôt, les publications et versions gelées, l'historique"
        " de Prefect, la clé de signature."
    )


def restore(folders: Folders, file: Path) -> Iterator[str]:
    """The working data, the key and the form files are those of the backup."""
    with run_lock(folders.data):
        differing = restored(folders, file)
        keep_closed(folders)
    yield f"{file}\u00a0: données de travail et clé remises en place."
    for name in differing:
        yield (
            f"Attention\u00a0: {name} n'est pas celui de la sauvegarde, et a été laissé tel quel."
            f" L'ancien\u00a0: tar -xOf {file} formulaires/{name}"
        )
    yield "Pour refaire la publication\u00a0: faire-masse run"
