"""When invented people answer: always later than the person before, more on some days and hours."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate

FIRST_DAY = date(2022, 2, 15)
OPENING = 9 * 60  # minutes since the first day's midnight
EXPORT = 21 * 1440 + 20 * 60  # the first export: 8 March, 20:00
LATER_EXPORT = 26 * 1440 + 12 * 60  # the later one: 13 March, noon; the form closed on the 11th

_BY_HOUR = (3, 2, 1, 1, 1, 2, 4, 7, 10, 12, 13, 12, 13, 12, 11, 11, 12, 14, 15, 14, 14, 13, 10, 6)
# A launch, a lull, an article in the press, another lull, the last days; almost none once closed.
_BY_DAY = (
    9,
    14,
    10,
    7,
    5,
    4,
    4,
    5,
    4,
    3,
    3,
    4,
    16,
    12,
    8,
    6,
    5,
    4,
    4,
    5,
    5,
    6,
    10,
    14,
    22,
    0.9,
    0.6,
)

_DAYS = tuple(f"{FIRST_DAY + timedelta(days=day):%d/%m/%Y} - " for day in range(len(_BY_DAY)))
_TIMES = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(1440))


def stamp(minute: int) -> str:
    """A time as a French site writes it, without seconds or zone."""
    day, rest = divmod(minute, 1440)
    return _DAYS[day] + _TIMES[rest]


class Timeline:
    """Spreads a number of answers over a span of minutes."""

    def __init__(self, answers: int, start: int, end: int) -> None:
        hours = range(start // 60, end // 60)
        weights = (_BY_DAY[hour // 24] * _BY_HOUR[hour % 24] for hour in hours)
        self._first_hour = start // 60
        self._cumulated = list(accumulate(weights, initial=0.0))
        self._step = self._cumulated[-1] / max(answers, 1)

    def minute(self, rank: float) -> int:
        """The minute of the answer of this rank; never decreasing with it."""
        wanted = rank * self._step
        hour = min(bisect_right(self._cumulated, wanted), len(self._cumulated) - 1) - 1
        low, high = self._cumulated[hour], self._cumulated[hour + 1]
        within = min(int(60 * (wanted - low) / (high - low)), 59)
        return (self._first_hour + hour) * 60 + within
