"""What the service that starts runs tells those who ask: its schedule, and where its pages are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from consultation.machine.disk import write_whole
from consultation.machine.lock import is_serving
from consultation.runs.schedule import Schedule
from consultation.settings import Folders


@dataclass(frozen=True)
class Service:
    """The service that runs now: its schedule and the address of Prefect's pages."""

    schedule: Schedule
    address: str


_FILE = TypeAdapter(Service)


def present_service(folders: Folders) -> Service | None:
    """The service of the data folder; None when none runs."""
    if not is_serving(folders.data):
        return None
    try:
        return _FILE.validate_json(_file(folders).read_bytes())
    except (OSError, ValidationError):
        return None


def announce_service(folders: Folders, service: Service) -> None:
    """Those who ask are told of the service, as long as it holds its lock."""
    write_whole(_file(folders), _FILE.dump_json(service, indent=1))


def forget_service(folders: Folders) -> None:
    """What a former service has told is told no more."""
    _file(folders).unlink(missing_ok=True)


def _file(folders: Folders) -> Path:
    return folders.data / "service.json"
