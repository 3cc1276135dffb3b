"""The form tools whose exports are read: Framaforms, and other tools. A « door » is the code that
reads another tool's exports as if Framaforms had written them."""

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
    """The form tool that has this header, among `DOORS`: `User ID`, `Timestamp` → Nextcloud. None
    for Framaforms and for any other header."""
    return next((door for door in DOORS if door.recognises(labels)), None)


def door_among(notes: Iterable[str]) -> Door:
    """The form tool that wrote an export, from the codes in its notes, such as `nextcloud`.
    Framaforms if no code is a tool's name."""
    names = set(notes)
    return next((door for door in DOORS if door.name in names), FRAMAFORMS)
