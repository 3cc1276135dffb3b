"""The time that a person needs to read or code texts, estimated from the last decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

# A longer gap between two texts is no part of the pace: the person did something else.
PAUSE = dt.timedelta(minutes=5)
# With fewer gaps, the pace is unknown.
PACED = 5


def time_for(count: int, moments: Sequence[dt.datetime]) -> dt.timedelta | None:
    """The time that `count` texts take a person, at the pace of the last decisions (`moments`, in
    order): 10 texts, at a text a minute → 10 minutes. Gaps between decisions of five minutes or
    more are pauses, and don't count. None if fewer than five gaps count."""
    gaps = [after - before for before, after in pairwise(moments)]
    paces = [gap.total_seconds() for gap in gaps if gap < PAUSE]
    return dt.timedelta(seconds=median(paces) * count) if len(paces) >= PACED else None
