"""The refusal of a file of decisions, for all that is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.errors import OrganiserError
from consultation.french import sentence

# As many as an organiser corrects before trying again.
MOST_PROBLEMS = 5


def refusal_of(
    name: str, problems: Sequence[OrganiserError], error_id: str = "decisions_file.whole"
) -> OrganiserError:
    """The refusal of a file for its first problems, with the code of the first.

    Its `what` says in which cells they are, because the sheet Rejets shows nothing else.
    """
    told = [problem.message for problem in problems[:MOST_PROBLEMS]]
    if others := len(problems[MOST_PROBLEMS:]):
        told.append(sentence("hints", "more_cells", count=others))
    refusal = OrganiserError(error_id, where=name, cells=" ".join(told))
    refusal.code = problems[0].code
    return refusal
