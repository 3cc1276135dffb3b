"""How the form file writes the heading of a column, so that it means that column only."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from consultation.exports.export_parts import Heading, Place
from consultation.forms.spelling import spelling_of
from consultation.proposals.components import Component

# White space that readers see as one space: kept where it is a single character.
NO_BREAK = "\u00a0\u202f"


def tidy(text: str) -> str:
    """The same spelling, on one line; no-break spaces are kept."""
    one_line = re.sub(
        r"\s+", lambda run: run[0] if run[0] in [*NO_BREAK, " "] else " ", text.strip()
    )
    return unicodedata.normalize("NFC", one_line)


class Headings:
    """The headings of an export, and which of their spellings mean one column or group only."""

    def __init__(self, places: Sequence[Place], headings: Sequence[Heading]) -> None:
        self._headings = headings
        self._names = Counter(
            name for place in places for name in {place.label, spelling_of(place.full)}
        )
        self._fulls = {spelling_of(place.full) for place in places}
        self._groups = Counter(
            spelling_of(heading.group) for heading in headings if spelling_of(heading.group)
        )

        # No id may be one of these by chance.
        self.all = frozenset((*self._names, *self._groups))

    def full_spelling(self, place: Place) -> str:
        """`group > label`, or the label where no group stands at or before the column."""
        label = tidy(place.heading.label)
        group = tidy(self._headings[place.run].group)
        return f"{group} > {label}" if group else label

    def own_spellings(self, place: Place) -> tuple[str, ...]:
        """The shortest spelling that no other column or group has; nothing when all are shared."""
        for written in (tidy(place.heading.label), self.full_spelling(place)):
            name = spelling_of(written)
            if self._names[name] == 1 and not self._groups[name]:
                return (written,)
        return ()

    def spellings_to_ignore(self, place: Place) -> tuple[str, ...]:
        """What leaves the column out; columns that nothing tells apart go together."""
        return self.own_spellings(place) or (self.full_spelling(place),)

    def spellings_to_ignore_all(self, component: Component) -> tuple[str, ...]:
        """What leaves a whole group out: its name, and in full the columns that would else be taken
        for another group, whose name they bear."""
        others = self._groups.keys() - {component.first.group}
        bearing = (place for place in component.places if place.label in others)
        whole = tidy(component.first.heading.group)
        return (whole, *dict.fromkeys(self.full_spelling(place) for place in bearing))

    def group_spelling(self, component: Component) -> str | None:
        """The group of a component with several columns, unless it means something else too."""
        name = component.first.group
        if self._groups[name] != 1 or name in self._fulls:
            return None
        return tidy(component.first.heading.group)
