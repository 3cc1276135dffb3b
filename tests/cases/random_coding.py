"""Random codings of random forms, and their themes counted in plain Python."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product

from tests.cases.recounted import RULES


def table(columns: str, rows: Iterable[Iterable[object]]) -> str:
    """A drawing of random rows."""
    return f"{columns}\n---\n" + "\n".join(" | ".join(map(str, row)) for row in rows)


def cell(values: Iterable[str]) -> str:
    return f"[{', '.join(values)}]"


class RandomCoding:
    """Random texts of a random form, coded in part by one or two, partly settled."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311 - nothing secret here
        self.questions = [f"q{n}" for n in range(dice.randint(1, 3))]
        self.themes = {
            f"t{n}": dice.sample(self.questions, dice.randint(0, len(self.questions)))
            for n in range(dice.randint(1, 5))
        }
        self.people = [f"f:{n}" for n in range(dice.randint(12, 25))]
        self.categories = {one: dice.choice(["x", "y", ""]) for one in self.people}
        self.kinds: dict[str, str] = {}
        self.units_of: dict[tuple[str, str], list[str]] = {}
        for question, one in product(self.questions, self.people):
            if dice.random() < 0.8:
                own = f"{question}-{dice.randint(0, 2 * len(self.people)) // 3}"
                self.kinds[own] = dice.choice(["text", "letter"])
                added = [f"{question}-plus-{one[2:]}"] if dice.random() < 0.2 else []
                self.kinds |= dict.fromkeys(added, "addition")
                self.units_of[one, question] = [own, *added]
        done = dice.choice([0.3, 0.7, 1])
        draw: Callable[[], list[str]] = lambda: dice.sample(  # noqa: E731
            list(self.themes), dice.randint(0, min(2, len(self.themes)))
        )
        self.codes = {
            unit: {coder: draw() for coder in dice.choice(["A", "B", "AB", "AB"])}
            for unit in self.kinds
            if dice.random() < done
        }
        self.settled = {unit: draw() for unit in self.kinds if dice.random() < 0.2}
        self.weights = {
            rule: {
                one: Fraction(1, dice.choice([1, 3, 7]) if rule == "one_per_family" else 1)
                for one in self.people
                if rule in ("all", "one_per_family") or dice.random() < 0.6
            }
            for rule in RULES
        }

    def drawings(self) -> dict[str, str]:
        """The tables that the selects start from."""
        return {
            "form__categories": table("category_id", [["x"], ["y"]]),
            "respondents__contributions": table(
                "submission_id | category_id", self.categories.items()
            ),
            "coding__themes": table(
                "theme_id | question_ids", ((t, cell(q)) for t, q in self.themes.items())
            ),
            "coding__units": table("unit_id | unit_kind", self.kinds.items()),
            "coding__unit_submissions": table(
                "submission_id | question_id | unit_id",
                ((*key, unit) for key, units in self.units_of.items() for unit in units),
            ),
            "coding__codes": table(
                "unit_id | question_id | coder | theme_ids",
                (
                    (unit, unit[:2], coder, cell(found))
                    for unit, by_coder in self.codes.items()
                    for coder, found in by_coder.items()
                ),
            ),
            "coding__settlements": table(
                "unit_id | question_id | theme_ids",
                ((unit, unit[:2], cell(found)) for unit, found in self.settled.items()),
            ),
            "statistics__weights": table(
                "submission_id | counting_rule | weight",
                (
                    (one, rule, float(weight))
                    for rule, weights in self.weights.items()
                    for one, weight in weights.items()
                ),
            ),
        }

    def state(self, unit: str, theme: str) -> str:
        """What is said of a theme in a unit, in the words of the rule."""
        by_coder = [theme in found for found in self.codes.get(unit, {}).values()]
        agreed = bool(by_coder) and all(by_coder)
        if unit in self.settled:
            settled = self.settled[unit]
            return "yes" if theme in settled or (settled and agreed) else "no"
        return "yes" if agreed else "open" if any(by_coder) else "no"

    def is_coded(self, one: str, question: str) -> bool:
        return all(
            unit in self.codes or unit in self.settled for unit in self.units_of[one, question]
        )

    def counts(
        self, rule: str, question: str | None, theme: str, category: str = ""
    ) -> list[Fraction]:
        """written, coded, open, with the theme; each weighed."""
        places = self.questions if question is None else [question]
        sums = [Fraction(0)] * 4
        for one, weight in self.weights[rule].items():
            texts = [(one, each) for each in places if (one, each) in self.units_of]
            if not texts or category not in ("", self.categories[one]):
                continue
            sums[0] += weight
            if all(self.is_coded(*text) for text in texts):
                states = {self.state(unit, theme) for text in texts for unit in self.units_of[text]}
                sums[1] += weight
                sums[2] += weight * ("open" in states and "yes" not in states)
                sums[3] += weight * ("yes" in states)
        return sums

    def margin(self, rule: str, question: str, theme: str) -> float | None:
        """The formula of the file, unit by unit; a unit is coded when a text of it is."""
        sizes: dict[str, Fraction] = defaultdict(Fraction)
        coded = set()
        for one, weight in self.weights[rule].items():
            for unit in self.units_of.get((one, question), [])[:1]:
                sizes[unit] += weight
                coded |= {unit} if self.is_coded(one, question) else set()
        written, known, _, found = self.counts(rule, question, theme)
        if written == known:
            return 0
        n, most = len(coded), len(sizes)
        if found in (0, known) or n == most:
            return None
        share = found / known
        effect = most * sum(size**2 for size in sizes.values()) / sum(sizes.values()) ** 2
        spread = effect * share * (1 - share) / n * Fraction(most - n, most - 1)
        return min(1, 1.96 * math.sqrt(spread))
