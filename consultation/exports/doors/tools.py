"""The form tools, besides Framaforms, whose exports are read, and their
differences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consultation.exports.doors.door import (
    COMPLETED_AT,
    DRAFT,
    DROPPED,
    SUBMITTED_AT,
    Door,
    Split,
    pairs_of,
    part_in_brackets,
)
from consultation.exports.doors.moments import iso_moment
from consultation.exports.export_parts import Row
from consultation.exports.submission_columns import TOOLS
from consultation.forms.spelling import spelling_of
from consultation.words.errors import OrganiserError

YES = ("1", "yes", "oui", "true")
SEPARATORS = (": ", "__")
# Columns that an account may not see are not exported: one pair is enough.
PROOFS = (
    *({"sid", other} for other in ("in_draft", "completed", "changed", "remote_addr")),
    *({"Submission ID", other} for other in ("Is draft", "Completed", "Remote IP address")),
    *({"serial", "created"}, {"Serial number", "Created"}),
)
TIMES, ADDRESSES = TOOLS["google"]["submitted_at"], TOOLS["google"]["dropped"]
# `CODE[SQ001]. Question [Option]`, in an export with codes and texts.
CODE = re.compile(r"([A-Za-z]\w*(?:\[\w+\])*)\. (?=\S)")
# The submission date of every answer in LimeSurvey, when the survey does not date answers.
UNDATED = "1980-01-01"
TICK_CODE, CODES = "Y", {"Y", "N", "N/A", ""}
GUARDED = tuple("=+-@\t\r")
OWN_COLUMNS = 3


class Drupal(Door):
    """Webform 6 of Drupal 8 to 11. Its exports have ids, edit times and drafts. Their times are
    local times without zone."""

    name = "drupal"
    proofs = tuple(map(frozenset, PROOFS))
    joiners = (";", ",", "|", ".", " ")
    joint = r"(?<!\s);(?!\s)"
    mixes_free_text = True

    def own_keys(self, labels: Sequence[str], rows: Sequence[list[str]]) -> list[str | None]:
        """For each heading before the first question, the key of Framaforms for the same data. None
        for the first question and all later columns, even if a heading is also the tool's own:
        « Notes »."""
        keys = super().own_keys(labels, rows)
        first = next((at for at, key in enumerate(keys) if key is None), len(keys))
        return [key if at < first else None for at, key in enumerate(keys)]

    def splits(self, label: str) -> Iterator[Split]:
        for mark in SEPARATORS:
            at = label.find(mark)
            while at != -1:
                if label[:at].strip() and label[at + len(mark) :].strip():
                    yield label[:at], label[at + len(mark) :]
                at = label.find(mark, at + 1)

    def draft(self, cell: str) -> str:
        typed = cell.strip().lower()
        return str(int(typed in YES)) if typed in (*YES, "", "0", "no", "non", "false") else cell

    def text(self, cell: str) -> str:
        # The option « Compatible Excel » puts a CR before each LF, even before the LF of a CRLF.
        return cell.replace("\r\r\n", "\r\n")


class Google(Door):
    """Google Forms, downloaded from the form or from the sheet linked to it. Its exports have no
    ids and no drafts."""

    name = "google"
    joiners = (";", ", ")
    joint = r"(?<!\s);(?!\s)"
    mixes_free_text = True
    has_grids_of_boxes = True
    # The sheet's csv has no line end after its last row.
    ends_last_row = False

    def recognises(self, labels: Sequence[str]) -> bool:
        return len(labels) > 1 and labels[1].strip() != "" and spelling_of(labels[0]) in TIMES

    def own_keys(self, labels: Sequence[str], rows: Sequence[list[str]]) -> list[str | None]:
        """For each heading, the key of Framaforms for the same data, and None for questions. The
        tool's own columns are the time, which comes first, and the account's address, which may
        come second."""
        own = [SUBMITTED_AT, DROPPED if spelling_of(labels[1]) in ADDRESSES else None]
        return [*own, *[None] * (len(labels) - 2)]

    def splits(self, label: str) -> Iterator[Split]:
        return part_in_brackets(label, "[", "]")

    def time(self, cell: str) -> str:
        return iso_moment(cell)


class LimeSurvey(Door):
    """LimeSurvey 3 to 6. Its exports have ids, and a column of ticks for each option. The
    submission date is empty until the answer is finished."""

    name = "limesurvey"
    proofs = pairs_of(name, "completed_at", "language") + pairs_of(name, "sid", "completed_at")
    ticked = frozenset({"Oui", "Yes"})
    unticked = frozenset({"Non", "No", ""})
    not_asked = frozenset({"N/A"})

    def labels(self, cells: Sequence[str]) -> list[str]:
        codes = [CODE.match(cell) for cell in cells]
        if all(codes):
            return [cell[code.end() :] for cell, code in zip(cells, codes, strict=True) if code]
        return list(cells)

    def own_keys(self, labels: Sequence[str], rows: Sequence[list[str]]) -> list[str | None]:
        """The keys of the tool's own columns. A survey that does not date its answers writes a date
        in 1980 for each finished answer. The column of these dates then gets the key of the draft
        mark, since it only shows which answers were finished."""
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

    def refuse(self, name: str, labels: Sequence[str], rows: Sequence[list[str]]) -> None:
        # Codes are refused, as they mean something else in each survey. Columns of ticks show them:
        # an export of full answers has « Oui » and « Non » there.
        columns = [{cell.strip() for cell in column} for column in zip(*rows, strict=True)]
        if any(TICK_CODE in values and values <= CODES for values in columns) and not any(
            values & {*self.ticked, "Non", "No"} for values in columns
        ):
            raise OrganiserError("answer_codes", where=name, code=TICK_CODE)

    def text(self, cell: str) -> str:
        return cell[1:] if cell.startswith("'=") else cell


class Nextcloud(Door):
    """Nextcloud Forms 3 to 5. Its times have their offset from UTC. Its exports have no ids, edit
    times or drafts.

    Since 5.1.2, a csv cell that begins like a formula has an apostrophe in front: `'=1+1`.
    """

    name = "nextcloud"
    proofs = pairs_of(name, "dropped", "submitted_at")
    joiners = ("; ",)
    joint = r"(?<![\s]);[ ](?=\S)"
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

    def refuse(self, name: str, labels: Sequence[str], rows: Sequence[list[str]]) -> None:
        # A file linked to the form, which Nextcloud reads back and rewrites, gains columns.
        if not all(label.strip() for label in labels):
            raise OrganiserError("linked_file", where=name)

    def rows(self, rows: Iterable[Row], labels: Sequence[str], name: str) -> Iterator[Row]:
        """Yield the rows that are not empty. Raises OrganiserError if the header is repeated, or if
        old rows are repeated at the end of the file. Nextcloud leaves such rows in a file linked to
        the form after answers were deleted."""
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


NEXTCLOUD, DRUPAL, LIMESURVEY, GOOGLE = Nextcloud(), Drupal(), LimeSurvey(), Google()
