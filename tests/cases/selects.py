"""What the text of a select says of its rows."""

import re

from consultation.warehouse.build import models


def order_of(query: str) -> list[str]:
    """What the rows of a select are sorted by."""
    last = query.rstrip().rpartition("\norder by ")[2]
    return [re.sub(r"\s+(asc|desc|nulls (first|last))\b", "", key) for key in last.split(",")]


def has_one_row(model: models.Model) -> bool:
    return model.comment.splitlines()[1] == "One row."
