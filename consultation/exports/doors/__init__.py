"""The form tools whose exports are read: Framaforms, and the tools that a « door » reads like
Framaforms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consultation.exports.doors.door import Door
from consultation.exports.doors.tools import DRUPAL, GOOGLE, LIMESURVEY, NEXTCLOUD

__all__ = ["DOORS", "FRAMAFORMS", "Door", "door_among", "door_of"]

# Its headers take three rows and its files come in many ways: recognition.py reads them.
FRAMAFORMS = Door()
# In the order in which they are tried: Google's single heading proves least.
DOORS = (NEXTCLOUD, DRUPAL, LIMESURVEY, GOOGLE)


def door_of(labels: Sequence[str]) -> Door | None:
    """The tool of `DOORS` that the headings prove: `User ID`, `Timestamp` → Nextcloud. Else
    None."""
    return next((door for door in DOORS if door.recognises(labels)), None)


def door_among(notes: Iterable[str]) -> Door:
    """The tool that an export's notes name, such as `nextcloud`. Framaforms when they name none."""
    names = set(notes)
    return next((door for door in DOORS if door.name in names), FRAMAFORMS)
