"""Where a run reads and writes: the only module that looks at the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from consultation.words.errors import OrganiserError
from consultation.words.french import span


@dataclass(frozen=True)
class Folders:
    """The four folders of a run, as absolute paths, and the file of its key.

    Without `key_file`, the key of the references is made in the data folder.
    """

    inbox: Path
    data: Path
    outputs: Path
    forms: Path
    key_file: Path | None = None

    @property
    def reference_key(self) -> Path:
        """The key of the references."""
        return self.key_file or self.data / "pseudonymes.cle"

    def form_file(self, form_id: str) -> Path:
        """The declaration of a form."""
        return self.forms / f"{form_id}.toml"

    def kept_form_file(self, form_id: str) -> Path:
        """The declaration that was saved while a run went on: the next run puts it in place."""
        return self.forms / f"{form_id}.toml.apres"

    def note_text(self, form_id: str) -> Path:
        """The words of a form's note of method, where it has its own."""
        return self.forms / f"{form_id}.note.txt"

    def contribution_text(self, form_id: str) -> Path:
        """The words of a form's collective contribution, where it has its own."""
        return self.forms / f"{form_id}.contribution.txt"

    def database(self, form_id: str) -> Path:
        """The working database of a form."""
        return self.data / f"{form_id}.duckdb"

    def questions(self, form_id: str) -> Path:
        """The file with the last build's questions to organisers, for screens during a run."""
        return self.data / f"{form_id}.a-decider.json"

    def consenting_database(self, form_id: str) -> Path:
        """The database that the pack is made from. Between runs it keeps what the next run
        reuses."""
        return self.data / f"{form_id}.soumission.duckdb"

    def documents(self, form_id: str) -> Path:
        """Documents of the present pack, kept so as not to be typeset again."""
        return self.data / f"{form_id}.documents"

    def own_words(self, form_id: str) -> Path:
        """The digests of the texts that are sent, kept so as not to be made again."""
        return self.data / f"{form_id}.empreintes.json"

    def account_file(self, form_id: str) -> Path:
        """The account that a form's exports are fetched with, for whoever keeps it in a file."""
        return self.data / "acces" / form_id

    def release(self, form_id: str) -> Path:
        """The folder that a run publishes for a form."""
        return self.outputs / form_id


def database_in(release: Path) -> Path:
    """The published database of a release, frozen or not."""
    return release / "organisation" / "consultation.duckdb"


DEFAULTS = {
    "FAIRE_MASSE_INBOX": "inbox",
    "FAIRE_MASSE_DATA": ".data",
    "FAIRE_MASSE_OUTPUTS": "outputs",
    "FAIRE_MASSE_FORMS": "schemas/forms",
}
TIME_LIMIT = timedelta(hours=3)
"""For one stage of one form; the longest, a first pack of 100,000 contributions, takes about half
an hour."""
KEY_FILE = "FAIRE_MASSE_KEY_FILE"


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
    key_file = Path(environment[KEY_FILE]).absolute() if environment.get(KEY_FILE) else None
    for path in filter(None, (*paths.values(), key_file)):
        _refuse_unless_text(path)
    inbox_path, data_path, outputs_path, forms_path = paths.values()
    return Folders(inbox_path, data_path, outputs_path, forms_path, key_file)


def temporary_folder() -> Path | None:
    """The folder for temporary files, if it is set."""
    found = os.environ.get("TMPDIR")
    return Path(found) if found else None


def shows_tracebacks(environment: Mapping[str, str] = os.environ) -> bool:
    """True if a developer asks to see the text of unexpected errors, on a terminal only."""
    return environment.get("FAIRE_MASSE_DEBUG") == "1"


def time_limit(environment: Mapping[str, str] = os.environ) -> timedelta:
    """How long a stage of a form may take. Raises OrganiserError when what is set is no span."""
    given = environment.get("FAIRE_MASSE_TIME_LIMIT")
    try:
        return span(given) if given else TIME_LIMIT
    except ValueError:
        raise OrganiserError("bad_duration", where="FAIRE_MASSE_TIME_LIMIT") from None


@dataclass(frozen=True)
class Scheduler:
    """A Dask scheduler that shares out heavy work, and whether a run goes on alone without it."""

    address: str
    goes_on_alone: bool


def scheduler(environment: Mapping[str, str] = os.environ) -> Scheduler | None:
    """The Dask scheduler, None for this machine. Raises OrganiserError when the setting is no
    address."""
    address = environment.get("FAIRE_MASSE_SCHEDULER", "").strip()
    if not address:
        return None
    if not re.fullmatch(r"(tcp|tls)://[!-~]+", address):
        raise OrganiserError("bad_scheduler")
    return Scheduler(address, environment.get("FAIRE_MASSE_SCHEDULER_FALLBACK") == "1")


@dataclass(frozen=True)
class Manners:
    """How a site is visited: whom its keepers can write to, and the pause between two requests."""

    contact: str
    pause: timedelta


FETCH_PAUSE = timedelta(seconds=1)


def manners(environment: Mapping[str, str] = os.environ) -> Manners:
    """How sites are visited. Raises OrganiserError without a contact, or when a setting is none."""
    contact = environment.get("FAIRE_MASSE_CONTACT", "").strip()
    if not re.fullmatch(r"https?://[!-~]+|[!-~]+@[!-~]+", contact):
        raise OrganiserError("fetch_setting.contact")
    given = environment.get("FAIRE_MASSE_FETCH_PAUSE")
    try:
        return Manners(contact, span(given) if given else FETCH_PAUSE)
    except ValueError:
        raise OrganiserError("bad_duration", where="FAIRE_MASSE_FETCH_PAUSE") from None


def credentials_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder where systemd puts the files of `LoadCredential` for this process. None without
    it."""
    given = environment.get("CREDENTIALS_DIRECTORY")
    return Path(given) if given else None


def _refuse_unless_text(path: Path) -> None:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        raise OrganiserError("folder_name_unreadable", where=str(path)) from None
