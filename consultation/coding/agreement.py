"""How far coders agree: Krippendorff's alpha, theme by theme and over all, with an interval.

Alpha is 1 - Do / De, the disagreement observed over that expected by chance (Krippendorff,
Computing Krippendorff's Alpha-Reliability, 2011; Content Analysis, 4th ed. 2018, chapter 12).
Judgements are nominal, a theme found in a unit or not; who did not code a unit is missing there.

Over all: the judgements of all themes are pooled, each pair of a unit and a theme for one. It is
not the mean of the themes' alphas: common themes weigh as much as rare ones, and it is higher where
themes differ in how common they are. Multi-valued alphas (Krippendorff and Craggs, 2016) would
compare whole sets of themes; here each theme is counted by itself, and so is its reliability.

The interval is a bootstrap over units (Zapf et al., BMC Medical Research Methodology 16:93, 2016):
units are drawn with replacement, themes of a unit together, and the middle 95 % of the draws'
alphas is kept. A draw in which all judgements are the same has no alpha and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]  # themes × units × values: how many coders gave the value

DRAWS = 1_000
SEED = 1_970  # the year of the first paper on alpha
PERCENTILES = (2.5, 97.5)
AT_ONCE = 100  # draws; ten thousand units are 8 MB then
DIGITS = 6


@dataclass(frozen=True)
class Agreement:
    """What coders' judgements of a theme, or of all, are worth.

    `alpha` and its interval are None where all judgements are the same: nobody found the theme,
    or everybody always did, and agreement can't be told from habit; also `observed`, where no unit
    was judged by two.
    """

    unit_count: int
    observed: float | None
    alpha: float | None
    low: float | None
    high: float | None


def agreements(counts: Counts) -> list[Agreement]:
    """The agreement on each theme, in order, then on all together.

    Each unit has at least two judgements of some theme; one judged by less than two coders as to a
    theme has no part in it. Units must come in an order of their own for the draws to be the same.
    """
    parts = _parts(counts)
    draws = _alphas_of_draws(parts)
    places = [*counts, counts.reshape(-1, counts.shape[-1])]
    unit_counts = [*(counts.sum(axis=2) > 1).sum(axis=1), counts.shape[1]]
    return [
        _agreement(place, int(unit_count), draws[:, number])
        for number, (place, unit_count) in enumerate(zip(places, unit_counts, strict=True))
    ]


def _agreement(place: Counts, unit_count: int, draws: Floats) -> Agreement:
    import krippendorff
    import numpy as np

    pairable = place[place.sum(axis=1) > 1]
    if not len(pairable):
        return Agreement(0, None, None, None, None)
    disagreements, *values = _parts(pairable[None])[:, 0].sum(axis=0)
    observed = round(float(1 - disagreements / sum(values)), DIGITS)
    if np.count_nonzero(values) < 2:
        return Agreement(unit_count, observed, None, None, None)
    alpha = krippendorff.alpha(value_counts=pairable, level_of_measurement="nominal")
    low, high = np.nanpercentile(draws, PERCENTILES)
    return Agreement(
        unit_count, observed, *(round(float(each), DIGITS) for each in (alpha, low, high))
    )


def _parts(counts: Counts) -> Floats:
    """units × themes and all × (disagreements, judgements of each value): sums of them make alpha.

    The parts of the coincidence matrix that nominal alpha needs: what is off its diagonal, and its
    margins.
    """
    import numpy as np

    coders = counts.sum(axis=2, keepdims=True)
    pairable = np.where(coders > 1, counts, 0)
    pairs = coders * pairable.sum(axis=2, keepdims=True) - (pairable**2).sum(axis=2, keepdims=True)
    parts = np.concatenate([pairs / np.maximum(coders - 1, 1), pairable], axis=2)
    pooled = parts.sum(axis=0, keepdims=True)
    return np.concatenate([parts, pooled]).transpose(1, 0, 2)


def _alphas_of_draws(parts: Floats) -> Floats:
    """draws × themes and all: the alphas of units drawn with replacement; not a number: none."""
    import numpy as np

    units, *shape = parts.shape
    numbers = np.random.PCG64(SEED)
    found = []
    for _ in range(DRAWS // AT_ONCE):
        drawn = numbers.random_raw(AT_ONCE * units).reshape(AT_ONCE, units) % np.uint64(units)
        places = drawn.astype(np.int64) + units * np.arange(AT_ONCE)[:, None]
        times = np.bincount(places.ravel(), minlength=AT_ONCE * units).reshape(AT_ONCE, units)
        sums = (times.astype(np.float64) @ parts.reshape(units, -1)).reshape(-1, *shape)
        found.append(_alphas(sums))
    return np.concatenate(found)


def _alphas(sums: Floats) -> Floats:
    import numpy as np

    disagreements, values = sums[..., 0], sums[..., 1:]
    total = values.sum(axis=-1)
    expected = total**2 - (values**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (total - 1) * disagreements / expected, np.nan)
