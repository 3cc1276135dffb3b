"""The file by which other processes know the service, the process that starts scheduled runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from consultation.machine.json_files import read_json, replace_json
from consultation.machine.lock import is_serving
from consultation.machine.settings import Folders
from consultation.runs.schedule import Schedule


@dataclass(frozen=True)
class Service:
    """The running service: its schedule and the address of Prefect's web pages."""

    schedule: Schedule
    address: str


def present_service(folders: Folders) -> Service | None:
    """The service of the data folder. None when no service runs."""
    if not is_serving(folders.data):
        return None
    return read_json(_file(folders), Service)


def announce_service(folders: Folders, service: Service) -> None:
    """Write the file by which other processes know the running service (`present_service`)."""
    replace_json(_file(folders), service)


def forget_service(folders: Folders) -> None:
    """Delete the announcement of an earlier service."""
    _file(folders).unlink(missing_ok=True)


def _file(folders: Folders) -> Path:
    return folders.data / "service.json"
