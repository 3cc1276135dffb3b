"""How far coders agree: Krippendorff's alpha, theme by theme and over all.

Alpha is 1 - Do / De, the disagreement observed over that expected by chance (Krippendorff,
Computing Krippendorff's Alpha-Reliability, 2011; Content Analysis, 4th ed. 2018, chapter 12).
Judgements are nominal, a theme found in a unit or not; who did not code a unit is missing there.

Over all: the judgements of all themes are pooled, each pair of a unit and a theme for one. It is
not the mean of the themes' alphas: common themes weigh as much as rare ones, and it is higher where
themes differ in how common they are. Multi-valued alphas (Krippendorff and Craggs, 2016) would
compare whole sets of themes; here each theme is counted by itself, and so is its reliability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]  # themes × units × values: how many coders gave the value

DIGITS = 6


@dataclass(frozen=True)
class Agreement:
    """What coders' judgements of a theme, or of all, are worth.

    `alpha` is None where all judgements are the same: nobody found the theme, or everybody always
    did, and agreement can't be told from habit; also `observed`, where no unit was judged by two.
    """

    unit_count: int
    observed: float | None
    alpha: float | None


def agreements(counts: Counts) -> list[Agreement]:
    """The agreement on each theme, in order, then on all together.

    Each unit has at least two judgements of some theme; one judged by less than two coders as to a
    theme has no part in it.
    """
    places = [*counts, counts.reshape(-1, counts.shape[-1])]
    unit_counts = [*(counts.sum(axis=2) > 1).sum(axis=1), counts.shape[1]]
    return [
        _agreement(place, int(unit_count))
        for place, unit_count in zip(places, unit_counts, strict=True)
    ]


def _agreement(place: Counts, unit_count: int) -> Agreement:
    import krippendorff
    import numpy as np

    pairable = place[place.sum(axis=1) > 1]
    if not len(pairable):
        return Agreement(0, None, None)
    coders = pairable.sum(axis=1)
    # Of each unit, the pairs of judgements that differ, for one coder.
    disagreements = ((coders**2 - (pairable**2).sum(axis=1)) / (coders - 1)).sum()
    observed = round(float(1 - disagreements / pairable.sum()), DIGITS)
    if np.count_nonzero(pairable.sum(axis=0)) < 2:
        return Agreement(unit_count, observed, None)
    alpha = krippendorff.alpha(value_counts=pairable, level_of_measurement="nominal")
    return Agreement(unit_count, observed, round(float(alpha), DIGITS))
