"""Nextcloud Forms 3 to 5: no ids, no edit times, no drafts; times with their offset.

Since 5.1.2 a cell of a csv that begins like a formula is guarded by an apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consultation.exports.doors.door import SUBMITTED_AT, Door, Split, pairs_of, part_in_brackets
from consultation.exports.doors.moments import iso_moment
from consultation.exports.export_parts import Row
from consultation.words.errors import OrganiserError

GUARDED = tuple("=+-@\t\r")
OWN_COLUMNS = 3


class Nextcloud(Door):
    name = "nextcloud"
    proofs = pairs_of(name, "dropped", "submitted_at")
    joiners = ("; ",)
    joint = r"(?<![\s]);[ ](?=\S)"
    numbers_answers = False
    mixes_free_text = True
    has_grids_of_boxes = True

    def own_keys(self, labels: Sequence[str], rows: Sequence[list[str]]) -> list[str | None]:
        keys = super().own_keys(labels, rows)
        return [key if at < OWN_COLUMNS else None for at, key in enumerate(keys)]

    def splits(self, label: str) -> Iterator[Split]:
        return part_in_brackets(label, "(", ")")

    def time(self, cell: str) -> str:
        return iso_moment(cell)

    def text(self, cell: str) -> str:
        return cell[1:] if cell[:1] == "'" and cell[1:2] in GUARDED else cell

    def refuse(self, name: str, labels: Sequence[str]) -> None:
        # A file linked to the form, which Nextcloud reads back and rewrites, gains columns.
        if not all(label.strip() for label in labels):
            raise OrganiserError("linked_file", where=name)

    def rows(self, rows: Iterable[Row], labels: Sequence[str], name: str) -> Iterator[Row]:
        """The rows; OrganiserError where old ones are left over at the end, as in a file linked to
        the form after a deletion: the same rows again, older than those before them."""
        at = self.own_keys(labels, []).index(SUBMITTED_AT)
        latest = ""
        seen: set[int] = set()
        for line, cells, rule in super().rows(rows, labels, name):
            if not rule and len(cells) == len(labels):
                moment, digest = self.time(cells[at]), hash(tuple(cells))
                if moment < latest and digest in seen:
                    raise OrganiserError("linked_file", where=name, line=line)
                latest = max(latest, moment)
                seen.add(digest)
            yield line, cells, rule


NEXTCLOUD = Nextcloud()
