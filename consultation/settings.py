"""Where a run reads and writes: the only module that looks at the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from consultation.errors import OrganiserError


@dataclass(frozen=True)
class Folders:
    """The four folders of a run, as absolute paths."""

    inbox: Path
    data: Path
    outputs: Path
    forms: Path

    def form_file(self, form_id: str) -> Path:
        """The declaration of a form."""
        return self.forms / f"{form_id}.toml"

    def database(self, form_id: str) -> Path:
        """The working database of a form."""
        return self.data / f"{form_id}.duckdb"

    def release(self, form_id: str) -> Path:
        """The folder that a run publishes for a form."""
        return self.outputs / form_id


DEFAULTS = {
    "FAIRE_MASSE_INBOX": "inbox",
    "FAIRE_MASSE_DATA": ".data",
    "FAIRE_MASSE_OUTPUTS": "outputs",
    "FAIRE_MASSE_FORMS": "schemas/forms",
}


def folders(
    *,
    inbox: str | None = None,
    data: str | None = None,
    outputs: str | None = None,
    forms: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Folders:
    """The folders given, else those of the environment, else the defaults.

    Raises OrganiserError when the name of one is no text here: DuckDB and Prefect know texts only.
    """
    given = dict(zip(DEFAULTS, (inbox, data, outputs, forms), strict=True))
    paths = {
        name: Path(given[name] or environment.get(name) or default).absolute()
        for name, default in DEFAULTS.items()
    }
    for path in paths.values():
        _refuse_unless_text(path)
    return Folders(*paths.values())


def _refuse_unless_text(path: Path) -> None:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        raise OrganiserError(
            "folder_name_unreadable",
            where=os.fsencode(path).decode("utf-8", "replace"),
            what="le nom de ce dossier a des lettres accentuées que la langue réglée sur cet"
            " ordinateur ne permet pas de lire.",
            advice="Relancez la commande précédée de «\u00a0LC_ALL=C.UTF-8 PYTHONUTF8=1\u00a0», ou"
            " donnez un dossier dont le nom n'a ni accent ni signe particulier.",
        ) from None
