"""Records in lists, so that exports of any size are worked on in little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultation.exports.export_parts import Record

# Few enough to be typed in little memory. An empty cell is no character, and takes memory.
MOST_RECORDS = 5_000
MOST_CHARACTERS = 16_000_000
CHARACTERS_A_CELL = 8


def pages(
    records: Iterable[Record],
    most_records: int = MOST_RECORDS,
    most_characters: int = MOST_CHARACTERS,
) -> Iterator[list[Record]]:
    """The records in their order, as lists that end once they hold so many records or signs."""
    page: list[Record] = []
    characters = 0
    for record in records:
        page.append(record)
        characters += sum(map(len, record.cells)) + CHARACTERS_A_CELL * len(record.cells)
        if len(page) >= most_records or characters >= most_characters:
            yield page
            page, characters = [], 0
    if page:
        yield page
