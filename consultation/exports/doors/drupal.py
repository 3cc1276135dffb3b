"""Webform 6 of Drupal 8 to 11: ids, edit times and drafts; local times without their zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultation.exports.doors.door import Door, Split

YES = ("1", "yes", "oui", "true")
SEPARATORS = (": ", "__")
# Columns that an account may not see are not exported: one pair is enough.
PROOFS = (
    *({"sid", other} for other in ("in_draft", "completed", "changed", "remote_addr")),
    *({"Submission ID", other} for other in ("Is draft", "Completed", "Remote IP address")),
    *({"serial", "created"}, {"Serial number", "Created"}),
)


class Drupal(Door):
    name = "drupal"
    proofs = tuple(map(frozenset, PROOFS))
    joiners = (";", ",", "|", ".", " ")
    joint = r"(?<!\s);(?!\s)"
    mixes_free_text = True

    def own_keys(self, labels: Sequence[str], rows: Sequence[list[str]]) -> list[str | None]:
        """Only the first columns are the tool's own: a question may be called « Notes »."""
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
        # « Compatible Excel » puts a CR before each LF, that of a CRLF too.
        return cell.replace("\r\r\n", "\r\n")


DRUPAL = Drupal()
