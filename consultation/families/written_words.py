"""The words of texts as their authors wrote them, with accents and punctuation."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from consultation.words.folding import fold

_PIECE = r"[^\p{L}\p{N}]*[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|[^\p{L}\p{N}]+"
_SIGNS = r"^[^\p{L}\p{N}]*"
_OPENING = r"[«“‘(\[\x22][\u00a0\u202f ]?$"
_CLOSING = r"^(?:[\u00a0\u202f ]?[!?»]|[.…”)\]\x22])*"
_GLUE = [*"·•'’‑-"]


@dataclass(frozen=True)
class WrittenWords:
    """Some texts, word by word.

    - `words`: text (its row number), spelling (a row number of `spellings`). A row per word, in
      order. A last row per text has the characters after its last word.
    - `spellings`: word, signs (the spaces and punctuation before the word), folded (the folded
      word). A row per different pair of word and signs. « d'Orléans » → `d`, then `Orléans` with
      the signs `'`. `folded` is empty for punctuation without a word. It has several words for « ½
      ».
    """

    words: pl.DataFrame
    spellings: pl.DataFrame

    def of(self, column: str) -> pl.Series:
        """The value of a column of `spellings`, such as `folded`, for each row of `words`."""
        return self.spellings[column].gather(self.words["spelling"])

    def wordings(self, first: pl.Series, last: pl.Series) -> pl.Series:
        """For each pair of rows in `first` and `last`, the text from the first to the last word, as
        its author wrote it. An opening or closing punctuation mark next to it is kept.

        Compounds are not cut: « Habitant·e », « d'Orléans », « Saint-Denis » are shown whole,
        although `fold` makes two words of each.
        """
        signs = self.words.select("text", signs=self.of("signs")).with_row_index("row")
        begins = pl.col("text").ne_missing(pl.col("text").shift())
        is_apart = begins | ~pl.col("signs").is_in(_GLUE)
        edges = signs.select(
            first=pl.when(is_apart).then("row").forward_fill(),
            last=pl.when(is_apart.shift(-1)).then("row").backward_fill(),
            opening=pl.col("signs").str.extract(_OPENING, 0).fill_null(""),
            closing=pl.col("signs").shift(-1).str.extract(_CLOSING, 0).fill_null(""),
        )
        first, last = edges["first"].gather(first), edges["last"].gather(last)
        rows = pl.DataFrame({"row": pl.int_ranges(first, last + 1, eager=True)}).with_row_index(
            "said"
        )
        rows = rows.explode("row")
        is_first = rows["said"].ne_missing(rows["said"].shift())
        pieces = rows.select(
            "said",
            piece=signs["signs"].gather(rows["row"]).set(is_first, "")
            + self.of("word").gather(rows["row"]),
        )
        joined = pieces.group_by("said", maintain_order=True).agg(pl.col("piece").str.join())[
            "piece"
        ]
        return edges["opening"].gather(first) + joined + edges["closing"].gather(last)


def written_words(texts: pl.Series) -> WrittenWords:
    """The words of the texts, as they are written. The column `text` of the result has the row
    number of each word's text."""
    categories = pl.Categories.random("spellings", physical=pl.UInt32)
    pieces = (texts + "\n").str.extract_all(_PIECE).cast(pl.List(pl.Categorical(categories)))
    text = pl.int_range(len(texts), dtype=pl.UInt32, eager=True).repeat_by(pieces.list.len())
    words = pl.DataFrame({"text": text.explode(), "spelling": pieces.explode().to_physical()})
    spelled = categories.to_series().alias("piece").to_frame()
    spellings = spelled.select(
        signs=pl.col("piece").str.extract(_SIGNS, 0),
        word=pl.col("piece").str.replace(_SIGNS, ""),
    )
    return WrittenWords(words, spellings.with_columns(folded=fold(spellings["word"])))
