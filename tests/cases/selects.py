"""What the text of a select says of its rows."""

import re

from consultation.warehouse.tables import models

# Nothing but a limit follows.
LAST_ORDER = re.compile(r"\norder by\s(?!.*\norder by)", flags=re.DOTALL)


def order_of(query: str) -> list[str]:
    """What the rows of a select are sorted by."""
    last = LAST_ORDER.split(query)[-1].partition("\nlimit ")[0]
    keys = re.split(r",(?![^(]*\))", last)
    return [re.sub(r"\s+(asc|desc|nulls (first|last))\b", "", key).strip() for key in keys]


def has_one_row(model: models.Model) -> bool:
    return model.comment.splitlines()[1] == "One row."
