"""Linear and integer programmes, solved by HiGHS: the same answer for the same question.

Nothing in parallel, a fixed seed, and limits in iterations and nodes, never in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

ITERATIONS = 200_000
NODES = 2_000
INFINITE = highspy.kHighsInf

Row = Mapping[int, float]


@dataclass(frozen=True)
class Solved:
    """The value of each variable, and each row's multiplier."""

    values: NDArray[np.float64]
    multipliers: list[float]


def solver() -> highspy._core._Highs:
    """HiGHS, silent and always the same."""
    highs = highspy._core._Highs()
    for option, value in (
        ("output_flag", False),
        ("parallel", "off"),
        ("random_seed", 1),
        ("simplex_iteration_limit", ITERATIONS),
        ("mip_max_nodes", NODES),
        ("mip_rel_gap", 0.0),
    ):
        highs.setOptionValue(option, value)
    return highs


def run(highs: highspy._core._Highs) -> None:
    """Solved, or found out to have no solution, or stopped at a limit; never refused."""
    if highs.run() == highspy.HighsStatus.kError:
        raise RuntimeError(f"HiGHS refuses a programme: {highs.getModelStatus()}")


def programme(
    costs: Sequence[float],
    bounds: Sequence[tuple[float, float]],
    rows: Sequence[Row],
    row_bounds: Sequence[tuple[float, float]],
) -> highspy.HighsLp:
    """Least cost within the bounds of variables and of rows."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(costs), len(rows)
    lp.col_cost_ = np.array(costs, dtype=np.double)
    lp.col_lower_ = np.array([low for low, _ in bounds], dtype=np.double)
    lp.col_upper_ = np.array([high for _, high in bounds], dtype=np.double)
    lp.row_lower_ = np.array([low for low, _ in row_bounds], dtype=np.double)
    lp.row_upper_ = np.array([high for _, high in row_bounds], dtype=np.double)
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(costs), len(rows)
    matrix.start_ = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int32)
    matrix.index_ = np.array([column for row in rows for column in row], dtype=np.int32)
    matrix.value_ = np.array([value for row in rows for value in row.values()], dtype=np.double)
    return lp


class Polytope:
    """Whole unknowns within bounds, tied by equations; asked for their extremes one by one."""

    def __init__(self, lower: Sequence[float], rows: Sequence[Row], sides: Sequence[int]) -> None:
        self.lower = lower
        self.highs = solver()
        bounds = [(low, INFINITE) for low in lower]
        self.highs.passModel(
            programme([0.0] * len(lower), bounds, rows, [(side, side) for side in sides])
        )
        self.asked: list[int] = []

    def is_possible(self) -> bool:
        """Whether there is any point at all."""
        return self._solve([], 0.0, []) is not None

    def highest(self, columns: Sequence[int], goals: Sequence[float]) -> Solved | None:
        """Where the sum of the columns is highest, each up to its goal; None when not solved."""
        return self._solve(columns, -1.0, goals)

    def lowest(self, columns: Sequence[int]) -> Solved | None:
        """Where the sum of the columns is lowest."""
        return self._solve(columns, 1.0, [INFINITE] * len(columns))

    def _solve(self, columns: Sequence[int], cost: float, tops: Sequence[float]) -> Solved | None:
        for column in self.asked:
            self.highs.changeColCost(column, 0.0)
            self.highs.changeColBounds(column, self.lower[column], INFINITE)
        for column, top in zip(columns, tops, strict=True):
            self.highs.changeColCost(column, cost)
            self.highs.changeColBounds(column, self.lower[column], top)
        self.asked = list(columns)
        run(self.highs)
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.highs.getSolution()
        return Solved(np.array(solution.col_value), list(solution.row_dual))


def cheapest(
    costs: Sequence[float], rows: Sequence[Row], least: Sequence[float]
) -> tuple[int, ...] | None:
    """The cheapest columns that give each row its least; None when none was found in time."""
    highs = solver()
    lp = programme(costs, [(0, 1)] * len(costs), rows, [(low, INFINITE) for low in least])
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    highs.passModel(lp)
    run(highs)
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = highs.getSolution().col_value
    return tuple(column for column, value in enumerate(values) if value > 0.5)
