"""Where the documents of contributions are in the pack: files of their own, or volumes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Documents:
    """What is in the folder: `set_aside` are the references of those of which, for what was typed,
    only stand-ins are there; `places`, where volumes alone have the documents, the file and the
    page where each begins, by reference; `sums` are the checksums of these files, by their paths
    within the pack."""

    set_aside: frozenset[str] = frozenset()
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)

    @property
    def volume_count(self) -> int:
        """How many volumes alone have the documents; none where each contribution has its own."""
        return len({file for file, _ in self.places.values()})


EACH = Documents()
"""Each contribution has a document of its own, and what was typed kept none from being made."""
