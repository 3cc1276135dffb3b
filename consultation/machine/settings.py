"""The settings of a run, such as its folders. No other module of consultation/ reads the
environment."""

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
    """The absolute paths of a run's four folders: inbox, working data, outputs and form files.

    `key_file` is the file with the key of the references. If it is None, the key is kept in the
    data folder.
    """

    inbox: Path
    data: Path
    outputs: Path
    forms: Path
    key_file: Path | None = None

    @property
    def reference_key(self) -> Path:
        """The file with the key of the references."""
        return self.key_file or self.data / "pseudonymes.cle"

    def form_file(self, form_id: str) -> Path:
        """The path of the form file: `quartier` → `schemas/forms/quartier.toml`."""
        return self.forms / f"{form_id}.toml"

    def kept_form_file(self, form_id: str) -> Path:
        """The path of a new text for the form file, which the web page saves there during a run. It
        replaces the form file when the next run begins."""
        return self.forms / f"{form_id}.toml.apres"

    def note_text(self, form_id: str) -> Path:
        """The file with a form's own words for its note of method, if it has some."""
        return self.forms / f"{form_id}.note.txt"

    def contribution_text(self, form_id: str) -> Path:
        """The file with a form's own words for its collective contribution, if it has some."""
        return self.forms / f"{form_id}.contribution.txt"

    def database(self, form_id: str) -> Path:
        """The path of a form's working database."""
        return self.data / f"{form_id}.duckdb"

    def questions(self, form_id: str) -> Path:
        """The path of the file with the decisions that organisers have to make, as of the last
        build. The screens for these decisions read it."""
        return self.data / f"{form_id}.a-decider.json"

    def consenting_database(self, form_id: str) -> Path:
        """The database from which the pack is made. After a run, only the texts and the results
        computed from their wordings are kept in it, for the next run to reuse."""
        return self.data / f"{form_id}.soumission.duckdb"

    def documents(self, form_id: str) -> Path:
        """The folder of the current pack's documents, kept so as not to typeset them again."""
        return self.data / f"{form_id}.documents"

    def own_words(self, form_id: str) -> Path:
        """The path of the file with the digests for the page of own words, on which people find
        whether their text leaves. The digests are slow to compute on purpose, so they are kept for
        the next run."""
        return self.data / f"{form_id}.empreintes.json"

    def account_file(self, form_id: str) -> Path:
        """The path of the file with the account that fetches a form's exports. The file is missing
        if the account is given in another way."""
        return self.data / "acces" / form_id

    def release(self, form_id: str) -> Path:
        """The folder that a run publishes for a form."""
        return self.outputs / form_id


# The folders of a release that leave: for the regulator, and for everybody.
PACK, PUBLIC = "soumission", "public"


def database_in(release: Path) -> Path:
    """The published database of a release, frozen or not: `organisation/consultation.duckdb` in its
    folder."""
    return release / "organisation" / "consultation.duckdb"


DEFAULTS = {
    "FAIRE_MASSE_INBOX": "inbox",
    "FAIRE_MASSE_DATA": ".data",
    "FAIRE_MASSE_OUTPUTS": "outputs",
    "FAIRE_MASSE_FORMS": "schemas/forms",
}
TIME_LIMIT = timedelta(hours=3)
"""The default time limit for one stage of a run for one form. The longest stage, a first pack of
100,000 contributions, takes about half an hour."""
KEY_FILE = "FAIRE_MASSE_KEY_FILE"


def folders(
    *,
    inbox: str | None = None,
    data: str | None = None,
    outputs: str | None = None,
    forms: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Folders:
    """The folders of a run. The path of each is its argument, else its environment variable, such
    as `FAIRE_MASSE_INBOX`, else the default.

    Raises OrganiserError if a path is not valid UTF-8, which DuckDB and Prefect need.
    """
    arguments = dict(zip(DEFAULTS, (inbox, data, outputs, forms), strict=True))
    paths = {
        name: Path(arguments[name] or environment.get(name) or default).absolute()
        for name, default in DEFAULTS.items()
    }
    key_file = Path(environment[KEY_FILE]).absolute() if environment.get(KEY_FILE) else None
    for path in filter(None, (*paths.values(), key_file)):
        _refuse_unless_text(path)
    inbox_path, data_path, outputs_path, forms_path = paths.values()
    return Folders(inbox_path, data_path, outputs_path, forms_path, key_file)


def temporary_folder() -> Path | None:
    """The folder for temporary files that `TMPDIR` names. None if it is not set."""
    path = os.environ.get("TMPDIR")
    return Path(path) if path else None


def shows_tracebacks(environment: Mapping[str, str] = os.environ) -> bool:
    """True if `FAIRE_MASSE_DEBUG=1` asks to print the traceback of each unexpected error."""
    return environment.get("FAIRE_MASSE_DEBUG") == "1"


def time_limit(environment: Mapping[str, str] = os.environ) -> timedelta:
    """The time that a stage of a form may take: `FAIRE_MASSE_TIME_LIMIT=36h` → 36 hours. Raises
    OrganiserError if the setting is no duration."""
    setting = environment.get("FAIRE_MASSE_TIME_LIMIT")
    try:
        return span(setting) if setting else TIME_LIMIT
    except ValueError:
        raise OrganiserError("bad_duration", where="FAIRE_MASSE_TIME_LIMIT") from None


@dataclass(frozen=True)
class Scheduler:
    """The address of a Dask scheduler. If it can't be reached, a run does its work on this machine
    if `goes_on_alone` is True, and fails otherwise."""

    address: str
    goes_on_alone: bool


def scheduler(environment: Mapping[str, str] = os.environ) -> Scheduler | None:
    """The Dask scheduler that `FAIRE_MASSE_SCHEDULER` names, `tcp://10.0.0.1:8786`. None if it is
    not set: all work is done on this machine. Raises OrganiserError if the setting is no
    address."""
    address = environment.get("FAIRE_MASSE_SCHEDULER", "").strip()
    if not address:
        return None
    if not re.fullmatch(r"(tcp|tls)://[!-~]+", address):
        raise OrganiserError("bad_scheduler")
    return Scheduler(address, environment.get("FAIRE_MASSE_SCHEDULER_FALLBACK") == "1")


@dataclass(frozen=True)
class FetchSettings:
    """The settings of requests to a form's site: the address at which the site's administrators can
    reach us, and the pause between two requests."""

    contact: str
    pause: timedelta


FETCH_PAUSE = timedelta(seconds=1)


def fetch_settings(environment: Mapping[str, str] = os.environ) -> FetchSettings:
    """The settings of requests to sites, from `FAIRE_MASSE_CONTACT` and `FAIRE_MASSE_FETCH_PAUSE`.
    Raises OrganiserError if the contact is missing, or if a setting is invalid."""
    contact = environment.get("FAIRE_MASSE_CONTACT", "").strip()
    if not re.fullmatch(r"https?://[!-~]+|[!-~]+@[!-~]+", contact):
        raise OrganiserError("fetch_setting.contact")
    setting = environment.get("FAIRE_MASSE_FETCH_PAUSE")
    try:
        return FetchSettings(contact, span(setting) if setting else FETCH_PAUSE)
    except ValueError:
        raise OrganiserError("bad_duration", where="FAIRE_MASSE_FETCH_PAUSE") from None


def credentials_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder in which systemd puts this process's secret files (`LoadCredential`). None if
    systemd gave the process no such folder."""
    setting = environment.get("CREDENTIALS_DIRECTORY")
    return Path(setting) if setting else None


def _refuse_unless_text(path: Path) -> None:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        raise OrganiserError("folder_name_unreadable", where=str(path)) from None
