"""Families: the contributions that sent the same letter, found exactly.

- A shingle is three words in a row.
- The Jaccard of two texts is the number of different shingles in both, divided by the number in
  either. Two texts are near-identical if it is at least 0.8.
- A family is a connected group of near-identical texts that two contributions or more sent.
  A text that contains nearly all of its letter, or is a part of the letter, joins it.
- Texts of fewer than twelve folded words are not compared, since people who think alike may write
  the same short text.

Nothing here is approximate, and nothing depends on the order of rows, on threads or on a seed.
"""

from __future__ import annotations

from consultation.families.near.of_question import FEWEST_WORDS, Families, families_of

__all__ = ["FEWEST_WORDS", "Families", "families_of"]
