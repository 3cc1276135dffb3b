"""LimeSurvey 3 to 6: ids, a submission date that is empty until the end, one column per option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consultation.exports.doors.door import (
    COMPLETED_AT,
    DRAFT,
    Door,
    Split,
    pairs_of,
    part_in_brackets,
)
from consultation.forms.spelling import spelling_of

# `CODE[SQ001]. Question [Option]`, where both were asked for.
CODE = re.compile(r"([A-Za-z]\w*(?:\[\w+\])*)\. (?=\S)")
# What the tool writes of every answer when the survey does not date them.
UNDATED = "1980-01-01"


class LimeSurvey(Door):
    name = "limesurvey"
    proofs = pairs_of(name, "completed_at", "language") + pairs_of(name, "sid", "completed_at")
    ticked = frozenset({"Y", "Oui", "Yes", "1", "X"})
    unticked = frozenset({"N", "Non", "No", "0", "2", ""})
    not_asked = frozenset({"N/A"})

    def labels(self, cells: Sequence[str]) -> list[str]:
        spaced = [cell.replace("_", " ") for cell in cells]
        if not self._knows(cells) and self._knows(spaced):
            cells = spaced
        codes = [CODE.match(cell) for cell in cells]
        if all(codes):
            return [cell[found.end() :] for cell, found in zip(cells, codes, strict=True) if found]
        return list(cells)

    def _knows(self, labels: Sequence[str]) -> bool:
        spelled = set(map(spelling_of, labels))
        return any(proof <= spelled for proof in self.proofs)

    def own_keys(self, labels: Sequence[str], rows: Sequence[list[str]]) -> list[str | None]:
        """Without dates, the submission date only says whether the answer was finished."""
        keys = super().own_keys(labels, rows)
        if COMPLETED_AT not in keys:
            return keys
        at = keys.index(COMPLETED_AT)
        filled = [row[at] for row in rows if row[at].strip()]
        if filled and all(cell.startswith(UNDATED) for cell in filled):
            keys[at] = DRAFT
        return keys

    def splits(self, label: str) -> Iterator[Split]:
        yield from part_in_brackets(label, "[", "]")
        # Codes for expressions: `Q2_SQ001`.
        if " " not in label and "_" in label:
            title, _, part = label.rpartition("_")
            if title and part:
                yield title, part

    def draft(self, cell: str) -> str:
        return "0" if cell.strip() else "1"

    def text(self, cell: str) -> str:
        return cell[1:] if cell.startswith("'=") else cell


LIMESURVEY = LimeSurvey()
