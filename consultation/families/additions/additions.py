"""What the texts of a family add to its letter.

A word is common if its sentence is only a name, a date, an address or a closing formula, or if it
is in one of these runs of words, inside one sentence:
- four words of the letter that three respondents of the family wrote. Three words are enough at the
  end of a sentence. In a family of two respondents, any four words of the letter count.
- eight words, of the letter or not, that three respondents of the family wrote.
A sentence of fewer words is compared as a whole: « Non merci » is common if three respondents of
the family wrote it.

All other words are the author's own. An addition is eight own words or more in a row. Fewer than
eight common words between two runs of own words count as own too, if neither run is shorter than
they are: five own words, three common, four own → an addition of twelve.

Words are compared without their gender, and every name or figure is the same word (`tokens`). The
letter itself follows the same rule: a paragraph that only its first sender wrote is an addition.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import polars as pl

from consultation.families.additions.own_stretches import own_stretches
from consultation.families.additions.tokens import tokens_of
from consultation.families.written_words import written_words
from consultation.machine.executors import results_of

_BATCH = 2_500  # texts of whole families processed together, to bound the memory
_AT_ONCE = 2  # batches, as half of the time is spent in polars and half in Python
_KEY = ["question_id", "family_id", "text_id"]


@dataclass(frozen=True)
class Additions:
    """What the texts of families add to their letters.

    - `segments`: question_id, family_id, text_id, segment_number (from 1), text (as its author
      wrote it), word_count. A row per addition, in the order of its text.
    - `texts`: question_id, family_id, text_id, has_addition, change. A row per text. `change` is
      `own_addition` for a text with an addition. Of the others, the letter is `as_is`, and texts
      that only fill its blanks or change its common phrases are `blanks_only`.
    """

    segments: pl.DataFrame
    texts: pl.DataFrame


def additions_of(members: pl.DataFrame) -> Iterator[Additions]:
    """Yield the additions of families in batches, by question and family id. All of a family is in
    one batch.

    `members` has a row per distinct folded text of a family, in any order: question_id,
    family_id, text_id, folded, text (one spelling of it), respondent_count, relation (`original`
    once in each family).
    """
    members = members.sort("question_id", "family_id", "folded")
    sizes = members.group_by("question_id", "family_id", maintain_order=True).len("size")
    batch = (pl.col("size").cum_sum() - pl.col("size")) // _BATCH
    ends = sizes.group_by(batch=batch, maintain_order=True).agg(pl.sum("size"))["size"].cum_sum()
    batches = (members[start:end] for start, end in pairwise((0, *ends)))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        yield from results_of(threads, _additions_of_families, batches, _AT_ONCE)


def checksums_of(members: pl.DataFrame) -> pl.DataFrame:
    """A checksum for each family, over the texts of its members: question_id, family_id,
    texts_checksum. `members` has the columns that `additions_of` takes.

    A family whose checksum has not changed since the last run has the same additions, which need
    not be computed again.
    """
    families = (
        members.sort("folded")
        .group_by("question_id", "family_id")
        .agg("folded", "text", "respondent_count", "relation")
        .sort("question_id", "family_id")
    )
    return pl.DataFrame(
        [
            (question_id, family_id, sha256(repr(inputs).encode()).hexdigest())
            for question_id, family_id, *inputs in families.iter_rows()
        ],
        schema=dict.fromkeys(("question_id", "family_id", "texts_checksum"), pl.String),
        orient="row",
    )


def _additions_of_families(members: pl.DataFrame) -> Additions:
    """The additions of one batch of whole families. `members` has the columns that `additions_of`
    takes."""
    written = written_words(members["text"])
    tokens = tokens_of(written)
    own = own_stretches(tokens, members)
    first = tokens["row"].gather(own["start"])
    last = tokens["last_row"].gather(own["end"] - 1)
    texts = members.select(_KEY)[own["text"]]
    segments = texts.with_columns(
        segment_number=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over(_KEY),
        text=written.wordings(first, last),
        word_count=(last - first + 1).cast(pl.Int32),
    )
    has_addition = pl.int_range(len(members), eager=True).is_in(own["text"].implode())
    change = (
        pl.when(has_addition)
        .then(pl.lit("own_addition"))
        .when(relation="original")
        .then(pl.lit("as_is"))
        .otherwise(pl.lit("blanks_only"))
    )
    return Additions(segments, members.select(*_KEY, has_addition=has_addition, change=change))
