"""What follows a street: a postcode and its town."""

from __future__ import annotations

import re

from consultation.redaction.street_names import end_of_town

POSTCODE = re.compile(
    r"(?=[F\d])(?<![\w+°])(?<!n° )(?<!\d[ .,/-])(?:F-|FR-)?"
    r"(?P<postcode>(?:0[1-9]|[1-8]\d|9[0-5]|97|98|2[AB])(?: ?\d{3}|\d{3}))"
    r"(?P<gap> ?[-,]? ?)(?=[A-Za-z])"
)
LINK = re.compile(r"(?: ?[,;\n(-]+ ?| )(?:(?:a|au) )?(?:(?:F|FR)-)?")
FIVE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|97|98) ?\d{3}(?!\d)")


def postcode_follows(text: str, end: int) -> bool:
    """Whether what ends there is followed by a postcode, with its town or without."""
    link = LINK.match(text, end)
    return link is not None and (
        postcode_and_town(text, link.end()) is not None
        or (FIVE.match(text, link.end()) is not None and not _is_counted(text, link.end()))
    )


def postcode_and_town(text: str, start: int) -> int | None:
    """Where the town ends whose postcode begins there; None when there is none."""
    found = POSTCODE.match(text, start)
    return end_of_town(text, found.end(), found["postcode"], True) if found else None


def _is_counted(text: str, start: int) -> bool:
    return re.match(r"[\d ]+(?:€|[a-z]{2})", text[start : start + 12]) is not None
