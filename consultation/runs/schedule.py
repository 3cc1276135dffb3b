"""The schedule of runs: a cron expression in a time zone.

Prefect starts the runs. This module computes their times without loading Prefect.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from tzlocal import get_localzone_name

_ITEM = re.compile(
    r"\*/\d+|\d+|[a-z]{3}|(?:(\d+)-(\d+)|([a-z]{3})-([a-z]{3}))(?:/\d+)?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True)
class Schedule:
    """A cron expression of five fields, in a time zone: `0 8 * * mon-fri`, Europe/Paris.

    In the hour that clocks skip or repeat, Prefect may start an hour earlier or later than computed
    here.
    """

    cron: str
    time_zone: str

    def next_after(self, now: dt.datetime) -> dt.datetime:
        """The next start after a moment, in the schedule's time zone: `0 6 * * *`, 8:00 → 6:00
        of the next day."""
        return next(CronSim(self.cron, self._in_zone(now)))

    def last_before(self, now: dt.datetime) -> dt.datetime:
        """The last start before a moment, in the schedule's time zone: `0 6 * * *`, 8:00 → 6:00
        of the same day."""
        return next(CronSim(self.cron, self._in_zone(now), reverse=True))

    def _in_zone(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(ZoneInfo(self.time_zone))


def schedule_of(cron: str) -> Schedule:
    """Parse the schedule that a person typed, in this machine's time zone: `0  8 * * *` →
    `0 8 * * *`.

    Raises ValueError if it is no schedule, if it has no future time, or if Prefect, which starts
    the runs, might read it differently from cronsim, which computes their times here.
    """
    fields = cron.split()
    if not _is_read_alike(fields):
        raise ValueError("no common schedule")
    schedule = Schedule(" ".join(fields), get_localzone_name() or "Europe/Paris")
    try:
        schedule.next_after(dt.datetime.now(dt.UTC))
    except (CronSimError, StopIteration):
        raise ValueError("no schedule") from None
    return schedule


def _is_read_alike(fields: list[str]) -> bool:
    # Prefect and cronsim read the following otherwise: a sixth field, for seconds; a day of the
    # month together with a day of the week; every so many days of the month, in shorter months.
    return (
        len(fields) == 5
        and "*" in (fields[2], fields[4])
        and "/" not in fields[2]
        and all(field == "*" or all(map(_is_plain, field.split(","))) for field in fields)
    )


def _is_plain(item: str) -> bool:
    """True if an item of a cron field has one of the forms that Prefect and cronsim read alike:
    `8`, `mon`, `8-18`, `mon-fri`, `8-18/2`, `*/2`. False for `8-8`."""
    match = _ITEM.fullmatch(item)
    if match is None:
        return False
    # `8-8` is the whole day to Prefect.
    ends = [end.lstrip("0").lower() for end in match.groups() if end is not None]
    return len(set(ends)) == len(ends)
