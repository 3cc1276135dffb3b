"""What the service that starts runs tells those who ask: its schedule, and where its pages are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import TypeAdapter, ValidationError
from tzlocal import get_localzone_name

from consultation.disk import write_whole
from consultation.lock import is_serving
from consultation.settings import Folders


@dataclass(frozen=True)
class Schedule:
    """When runs start: a cron expression of five fields, in a time zone."""

    cron: str
    time_zone: str

    def next_after(self, now: dt.datetime) -> dt.datetime:
        """The next start after a moment, in the schedule's time zone."""
        return next(self._starts(now))

    def last_before(self, now: dt.datetime) -> dt.datetime:
        """The last start before a moment, in the schedule's time zone."""
        return next(self._starts(now, reverse=True))

    def _starts(self, now: dt.datetime, *, reverse: bool = False) -> CronSim:
        return CronSim(self.cron, now.astimezone(ZoneInfo(self.time_zone)), reverse=reverse)


@dataclass(frozen=True)
class Service:
    """The service that runs now: its schedule and the address of Prefect's pages.

    `is_own_server`: these are those of a server of ours, in the data folder.
    """

    schedule: Schedule
    address: str
    api_url: str
    is_own_server: bool


_FILE = TypeAdapter(Service)


def schedule_of(cron: str) -> Schedule:
    """The schedule that a person typed, in the time of this machine; ValueError when it is none,
    or never comes."""
    schedule = Schedule(" ".join(cron.split()), get_localzone_name() or "Europe/Paris")
    try:
        schedule.next_after(dt.datetime.now(dt.UTC))
    except (CronSimError, StopIteration):
        raise ValueError("no schedule") from None
    return schedule


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
