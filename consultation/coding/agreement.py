"""The agreement of coders on a theme: Krippendorff's alpha.

Alpha is 1 - Do / De, the observed disagreement over the disagreement expected by chance
(Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011; Content Analysis, 4th ed. 2018,
chapter 12). Judgements are nominal: a theme is found in a unit or not. The judgement of a coder who
did not look for the theme is missing.

Each theme has its own alpha, as it has its own count. An alpha over all themes would rise with
themes that nobody uses. (Multi-valued alphas, Krippendorff and Craggs, 2016, compare whole sets of
themes.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]  # units × values: how many coders gave the value

DIGITS = 6


@dataclass(frozen=True)
class Agreement:
    """The share of equal judgements, from 0 to 1, and their alpha.

    `alpha` is None if all judgements are the same, which may be agreement or mere habit.
    """

    observed: float
    alpha: float | None


def agreement_on(counts: Counts) -> Agreement:
    """The agreement on a theme. `counts` has a row for each unit that two coders or more judged:
    how many did not find the theme, and how many did. If two coders agree on the first of two
    units: `[[2, 0], [1, 1]]` → `observed` 0.5."""
    import krippendorff
    import numpy as np

    coders = counts.sum(axis=1)
    # For each unit: the ordered pairs of differing judgements, divided by the number of coders - 1.
    disagreements = ((coders**2 - (counts**2).sum(axis=1)) / (coders - 1)).sum()
    observed = round(float(1 - disagreements / counts.sum()), DIGITS)
    if np.count_nonzero(counts.sum(axis=0)) < 2:
        return Agreement(observed, None)
    alpha = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    return Agreement(observed, round(float(alpha), DIGITS))
