"""Rounding of published counts of persons: to 5, and « 10 ou moins » for small counts.

The rule is OpenSAFELY's for health records. It ignores earlier releases and the packs:
tests/rooms/public/test_rounding.py shows what a reader can infer from all of them together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from consultation.words.french import sentence

STEP = 5
FEWEST = 50


@dataclass(frozen=True)
class Cell:
    """A count of persons, and the number of persons of whom it is a share (`base`), both rounded.

    `count` is None for few persons, 0 for nobody. `base` is None in tables without shares. All
    cells of an item in a column have the same base.
    """

    count: int | None
    base: int | None = None

    @property
    def share(self) -> float | None:
        """The count over its base, from 0 to 1: 10 of 40 → 0.25. None if the count or the base
        is hidden."""
        return self.count / self.base if self.count is not None and self.base else None

    @property
    def whole_share(self) -> float | None:
        """The share in hundredths, rounded half up, as it is printed: 0.556 → 0.56."""
        return None if self.share is None else floor(self.share * 100 + 0.5 + 1e-9) / 100


@dataclass(frozen=True)
class Rounding:
    """The rule that makes counts publishable: rounded to a multiple of 5, and hidden from 1 to
    `minimum` - 1."""

    minimum: int

    def of(self, persons: int) -> int | None:
        """Round a count: with a minimum of 11, 13 → 15, 0 → 0, and 3 → None, since few persons are
        hidden.

        A count is never rounded below the minimum: with a minimum of 11, 11 to 17 persons → 15.
        """
        if 0 < persons < self.minimum:
            return None
        least = -(-self.minimum // STEP) * STEP if persons else 0
        return max(least, (persons + STEP // 2) // STEP * STEP)

    def cell(self, persons: int, base: int | None = None) -> Cell:
        """The cell for `persons` among `base` persons, both rounded. Without a base, the cell has
        no share."""
        return Cell(self.of(persons), None if base is None else self.of(base))

    def leaves_room(self, whole: int, parts: Iterable[int]) -> bool:
        """True if several exact counts fit the rounded counts, so that readers can't compute the
        exact counts. `parts` are exact counts that add up to the exact count `whole`.

        With a minimum of 11, 97 = 48 + 48 + 1 → False. Readers see 95, 50, 50 and « 10 ou moins ».
        They know that 95 means 97 at most, and 50 means 48 at least: only 48 + 48 + 1 fits.
        """
        least, most = self._bounds(whole)
        bounds = [self._bounds(part) for part in parts]
        return sum(low for low, _ in bounds) < most and least < sum(high for _, high in bounds)

    def _bounds(self, persons: int) -> tuple[int, int]:
        """The least and the greatest count that are rounded to the same number as this count: 20 →
        (18, 22)."""
        rounded = self.of(persons)
        if not rounded:
            return (0, 0) if rounded == 0 else (1, self.minimum - 1)
        least = self.minimum if rounded - STEP < self.minimum else rounded - STEP // 2
        return least, rounded + STEP // 2

    @property
    def fewest(self) -> int:
        """The least number of respondents that a folder, a table or a column needs to be published.
        With a minimum of 11 → 50."""
        return max(FEWEST, self.minimum)

    @property
    def few(self) -> str:
        """The words for a small count: « 10 ou moins »."""
        return sentence("public", "few", most=self.minimum - 1)

    @property
    def in_words(self) -> str:
        """The rounding rule in sentences: « … un nombre de 1 à 10 est écrit « 10 ou moins »… »."""
        return sentence("public", "rounding", **self.words)

    @property
    def words(self) -> dict[str, object]:
        """The values for sentences about the rule: a minimum of 11 → `{"few": "10 ou moins",
        "most": 10, "fewest": 50}`."""
        return {"few": self.few, "most": self.minimum - 1, "fewest": self.fewest}
