"""What people who were erased wrote, to know it again where other files quote it."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from consultation.families.near.folding import fold
from consultation.warehouse.store.connection import Connection, execute, has_table

# A shorter answer, « non », stands in another text by chance.
FEWEST_LETTERS = 12
# `gone_cells` and `kept_cells`: erased_texts.py.
OWN = """
select text_digest from gone_cells
where text_digest not in (select text_digest from kept_cells)
"""
SHARED = "select text_digest from kept_cells where length(words) >= $fewest"
# What somebody who stays wrote of their own beside a letter is no whole cell.
PIECES = """
select texts.text_digest from coding_steps.texts as texts
anti join gone_ids on texts.submission_id = gone_ids.id
"""


@dataclass(frozen=True)
class ErasedWords:
    """Their cells, folded; the digests of those that nobody who stays wrote, and of the longer
    texts that somebody who stays wrote."""

    cells: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    def wrote(self, text_digest: str, shown: str) -> bool:
        """Whether they alone wrote the text of this digest, of which this much is shown."""
        if text_digest in self.own:
            return True
        return text_digest not in self.shared and self.contain(shown)

    def contain(self, shown: str) -> bool:
        """Whether these words stand in what they wrote, in a row; too few of them never do."""
        if not self.cells:
            return False
        words = str(fold(pl.Series([shown]))[0])
        return len(words) >= FEWEST_LETTERS and any(words in cell for cell in self.cells)


NO_WORDS = ErasedWords()
"""Of nobody."""


def erased_words(connection: Connection) -> ErasedWords:
    """What those wrote whose cells `gone_cells` lists."""
    cells = [words for (words,) in execute(connection, "select words from gone_cells order by all")]
    if not cells:
        return ErasedWords()
    own = {digest for (digest,) in execute(connection, OWN)}
    shared = {digest for (digest,) in execute(connection, SHARED, {"fewest": FEWEST_LETTERS})}
    if has_table(connection, "coding_steps.texts"):
        shared |= {digest for (digest,) in execute(connection, PIECES)}
    return ErasedWords(tuple(cells), frozenset(own - shared), frozenset(shared))
