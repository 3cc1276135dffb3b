"""Slow digests (hard to guess texts from) of the texts that are sent, of twelve words or more. They
are kept from each pack to the next.

Only texts as they leave are read. A digest of a text as it was typed would undo its masks: a person
with the sent text could try every telephone number in place of « [téléphone masqué] ». So masks are
taken out, and people search without the words that were masked.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Annotated

import polars as pl
from pydantic import BaseModel, StringConstraints

from consultation.machine.executors import results_of
from consultation.machine.json_files import read_json, replace_json
from consultation.machine.progress import counter
from consultation.redaction.masks import MASKS
from consultation.words.folding import fold

ROUNDS = 100_000
"""Rounds of PBKDF2: a digest takes some 15 ms, for us and for a person who guesses texts."""
BYTES = 8
FEWEST_WORDS = 12
"""The fewest words of a text on the page. A shorter text could be guessed: « Trop de caméras. »"""
_A_PARCEL = 100
_Hex = Annotated[str, StringConstraints(pattern=f"^[0-9a-f]{{{2 * BYTES}}}$")]


class _Kept(BaseModel):
    """The content of the file of digests: the salt in hexadecimal, and the digest of each text, by
    the SHA-256 of the text."""

    salt: str
    digests: dict[str, _Hex]


def salt_of(form_id: str, frozen_count: int) -> bytes:
    """The salt of a form's digests, computed from the form's id and the number of its frozen
    releases. It isn't random, since the same input must give the same bytes.

    It changes with each frozen release, since a release is frozen when its pack is sent.

    - If it changed with each run, all digests would be made again: minutes for 10,000 texts.
    - If it never changed, a person with two packs could see which texts were removed in between.
    """
    return hashlib.sha256(f"la-mienne-y-est {form_id} {frozen_count}".encode()).digest()[:16]


@cache
def folded_masks() -> tuple[str, ...]:
    """The masks without accents, capitals and punctuation, the longest first: « [nom masqué] » →
    `nom masque`."""
    masks = set(fold(pl.Series([*MASKS.values()])))
    return tuple(sorted(masks, key=lambda mask: (-len(mask), mask)))


def words_to_find(texts: Iterable[str]) -> list[str | None]:
    """The words of each text without accents, capitals, punctuation and masks: « Au [téléphone
    masqué] … » → `au …`. None for a text that has fewer than twelve words without its masks. The
    page prepares pasted texts in the same way (`own_words.js`)."""
    masks = re.compile(rf"(?<!\S)(?:{'|'.join(folded_masks())})(?!\S)")
    words_of_texts = (
        masks.sub(" ", folded).split() for folded in fold(pl.Series([*texts], dtype=pl.String))
    )
    return [" ".join(words) if len(words) >= FEWEST_WORDS else None for words in words_of_texts]


def people_by_words(texts: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The number of people who sent each text. A key is the text as `words_to_find` returns it.
    `texts` are pairs of reference and text. Texts of fewer than twelve words are left out."""
    references: dict[str, set[str]] = defaultdict(set)
    pairs = [*texts]
    for (reference, _), words in zip(pairs, words_to_find(text for _, text in pairs), strict=True):
        if words is not None:
            references[words].add(reference)
    return {words: len(people) for words, people in references.items()}


def digests_of(
    words: Iterable[str], salt: bytes, cache_file: Path, executor: Executor
) -> Mapping[str, bytes]:
    """The digest of each text, by its words. Digests in the file `cache_file` are reused, and it
    then holds only these digests, so that no digest outlives its text."""
    former = read_json(cache_file, _Kept)
    known = former.digests if former and former.salt == salt.hex() else {}
    names = {each: hashlib.sha256(each.encode()).hexdigest() for each in sorted(words)}
    digests = {each: bytes.fromhex(known[name]) for each, name in names.items() if name in known}
    missing = [each for each in names if each not in digests]
    advance = counter("own_words", len(missing))
    for parcel in results_of(executor, partial(slow_digests, salt, ROUNDS), _parcels(missing)):
        digests |= parcel
        advance(len(parcel))
    by_name = {names[each]: digests[each].hex() for each in names}
    replace_json(cache_file, _Kept(salt=salt.hex(), digests=by_name))
    return digests


def slow_digests(salt: bytes, rounds: int, words: Iterable[str]) -> dict[str, bytes]:
    """The PBKDF2-HMAC-SHA256 of each text, by text: salt `b"x"`, 1 round, « oui » →
    `3f4b0e7ee54c3797`. Digests are cut to 8 bytes. Browsers compute the same."""
    return {
        each: hashlib.pbkdf2_hmac("sha256", each.encode(), salt, rounds, BYTES) for each in words
    }


def _parcels(words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    left = iter(words)
    while parcel := tuple(islice(left, _A_PARCEL)):
        yield parcel
