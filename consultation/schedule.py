"""When runs start: a cron expression, in the time of a place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from tzlocal import get_localzone_name


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


def schedule_of(cron: str) -> Schedule:
    """The schedule that a person typed, in the time of this machine; ValueError when it is none,
    or never comes."""
    schedule = Schedule(" ".join(cron.split()), get_localzone_name() or "Europe/Paris")
    try:
        schedule.next_after(dt.datetime.now(dt.UTC))
    except (CronSimError, StopIteration):
        raise ValueError("no schedule") from None
    return schedule
