"""How near the share of a theme is, when only some of the texts are coded."""

from __future__ import annotations

from math import sqrt

# Of a normal law, so many standard deviations on each side of the mean hold 95 %.
DEVIATIONS = 1.96


def margin(share: float, coded: int, total: int, weight_effect: float = 1.0) -> float:
    """Half the width of the 95 % interval of a share found in `coded` of `total` texts drawn by
    lot: 1.96 √(effect · p (1 - p) / n · (N - n) / (N - 1)), and never more than the whole.

    The variance with the finite population correction is theorem 3.2 of Cochran, Sampling
    Techniques, 3rd ed., 1977. The effect, 1 + cv² of what each text weighs (the contributions that
    it counts for), is that of Kish, Survey Sampling, 1965.
    """
    if coded >= total:
        return 0.0
    if not coded:
        return 1.0
    correction = (total - coded) / (total - 1)
    return min(1.0, DEVIATIONS * sqrt(weight_effect * share * (1 - share) / coded * correction))
