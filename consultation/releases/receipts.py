"""Where each person finds their own words in what was sent, or will be: a row of contacts.xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from consultation.organisation.contacts import Receipt
from consultation.packs.index_file import INDEX, Entry, read_index
from consultation.releases.freezing import Frozen
from consultation.words.french import date, sentence


def receipts_of(
    addresses: Iterable[tuple[str, str]], pack: Path, frozen: Sequence[Frozen]
) -> Iterator[Receipt]:
    """A row per e-mail and reference of a contribution that is in the pack: its file and page there
    or, once a release that has it is frozen, in the latest of these."""
    now = {one.reference: one for one in read_index(pack)} if (pack / INDEX).is_file() else {}
    latest_first = sorted(frozen, key=attrgetter("number"), reverse=True)
    for email, reference in addresses:
        if reference in now:
            sent = next((one for one in latest_first if reference in one.entries), None)
            entry = sent.entries[reference] if sent else now[reference]
            yield _receipt(email, entry, sent)


def _receipt(email: str, entry: Entry, sent: Frozen | None) -> Receipt:
    place = (email, entry.reference, entry.document, entry.page or None, entry.consent)
    if sent is None:
        return (*place, None, sentence("workbooks", "not_sent"))
    return (*place, sent.name, date(sent.frozen_on) if sent.frozen_on else None)
