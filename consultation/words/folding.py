"""Fold texts: texts that differ only in accents, capitals or punctuation become equal."""

from __future__ import annotations

from functools import cache

import polars as pl

BEYOND = 0x323B0
"""From this character on, no character is a letter or a digit. Each folds to a space or to
nothing."""
_AT_ONCE = 50_000  # texts, as copies that are half folded take twice their memory or more


def fold(texts: pl.Series) -> pl.Series:
    """The folded texts: « L’Été, déjà ! » → `l ete deja`. Null stays null.

    1. The text is put in compatibility form (NFKD) and lower case. œ, æ and the final sigma become
       oe, ae and sigma.
    2. All marks (M) go, not only accents: vowel signs of Hindi or Arabic must not cut words in two.
    3. Each run of characters that are neither letters (L) nor decimal digits (Nd) becomes one
       space. Spaces at both ends go.
    """
    parts = texts.alias("text").to_frame().iter_slices(_AT_ONCE)
    return pl.concat([pl.Series(texts.name, dtype=pl.String), *map(_fold, parts)])


def _fold(texts: pl.DataFrame) -> pl.Series:
    text = pl.col("text")
    # The streaming engine folds on every core; the eager one, on one.
    known = (
        texts.lazy()
        .select(_fold_french(text))
        .select(
            _space_words(text.str.to_lowercase(), "a-z0-9"),
            is_known=~text.str.contains(r"[^\x00-\x7f]"),
        )
        .collect(engine="streaming")
    )
    others = (~known["is_known"].fill_null(True)).arg_true()
    rest = texts[others].lazy().select(_fold_any(text)).collect(engine="streaming")
    return known["text"].scatter(others, rest["text"])


def _fold_any(text: pl.Expr) -> pl.Expr:
    letters = text.str.normalize("NFKD").str.replace_all(r"\p{M}+", "").str.to_lowercase()
    spelled = letters.str.replace_many(["œ", "æ", "ς"], ["oe", "ae", "σ"])
    return _space_words(spelled, r"\p{L}\p{Nd}")


def _space_words(text: pl.Expr, word_characters: str) -> pl.Expr:
    # Leaving spaces out of the first pattern makes it twice as fast.
    others_as_space = text.str.replace_all(f"[^{word_characters} ]+", " ")
    return others_as_space.str.replace_all(r" {2,}", " ").str.strip_chars(" ")


def _fold_french(text: pl.Expr) -> pl.Expr:
    """The text in which the characters of `_spellings` are folded: « É » → `e`. Other characters
    stay, ASCII capitals too."""
    # Nearly all texts are ASCII after this: few need `_fold_any`, which is three times slower.
    spellings = _spellings()
    return text.str.replace_many(list(spellings), list(spellings.values()))


@cache
def _spellings() -> dict[str, str]:
    """Character → its folded form, for the non-ASCII letters and punctuation of European languages:
    `É` → `e`, `œ` → `oe`, `’` → a space."""
    letters = [chr(code) for code in (*range(0xA0, 0x180), *range(0x2010, 0x2030), 0x202F, 0x20AC)]
    return dict(zip(letters, _between_letters(letters), strict=True))


@cache
def folds_of_characters() -> tuple[str, str]:
    """The folded forms of all characters from U+0000 to `BEYOND`, as two texts that the SQL
    function `folded` reads: the blocks, and the pages.

    - The blocks: one character for each 256 characters. `chr(0x100 + n)` means that their folded
      forms are on page n. Blocks with the same folded forms have the same page.
    - The pages: U+001E separates them. U+001F begins each folded form of a page: `e` for `É`, a
      space for a comma. A page is empty if its characters are their own folded forms.
    """
    surrogates = range(0xD800, 0xE000)
    characters = [" " if code in surrogates else chr(code) for code in range(BEYOND + 1)]
    folds = _between_letters(characters)
    pages: dict[str, int] = {}
    blocks = ""
    for first in range(0, len(folds), 256):
        block = slice(first, first + 256)
        page = "" if folds[block] == characters[block] else "\x1f".join(["", *folds[block]])
        blocks += chr(0x100 + pages.setdefault(page, len(pages)))
    return blocks, "\x1e".join(pages)


def _between_letters(characters: list[str]) -> list[str]:
    between = pl.Series([f"x{character}x" for character in characters])
    folds = between.to_frame("text").lazy().select(_fold_any(pl.col("text")))
    return [fold[1:-1] for fold in folds.collect(engine="streaming")["text"]]
