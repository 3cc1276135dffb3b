"""The step of the build that masks contact details: free texts in, `redaction.texts` out.

- `masked_text`: the text with the masks of `consultation.redaction`.
- `sent_text`: the same, with masks also for the words that readers chose in this text. Null if
  they chose none: `masked_text` is then sent.

A text is masked again only if something changed on which its masks depend: the text, the words that
readers chose, the names and addresses of its author, the recipient or the code. A text that cannot
be masked is not sent.
"""

from __future__ import annotations

from concurrent.futures import Executor
from typing import TYPE_CHECKING

import polars as pl

from consultation.machine.code_versions import redaction_version
from consultation.machine.executors import results_of
from consultation.machine.progress import counter
from consultation.warehouse.store.connection import Connection, append, execute, frame
from consultation.warehouse.tables.computation import Computation

if TYPE_CHECKING:
    from consultation.redaction import Kind

_KEY = ("submission_id", "question_id", "is_answer", "input_digest")
# The row of a text that could not be masked: nothing of it leaves.
SET_ASIDE: dict[str, object] = {
    "masked_text": "",
    "sent_text": None,
    "has_unfound_words": False,
    "mask_kinds": [],
    "contexts": [],
    "mention_kinds": [],
    "mentions": [],
    "is_set_aside": True,
}

# Everything on which a masked text depends.
DIGESTED = """
select
    *,
    md5(
        row($version, is_answer, text, words, names, emails, collectives, recipient)::varchar
    ) as input_digest
from sending.free_texts
"""
BATCH = 100_000
PART = 12_500  # texts that one process masks: half a second of start, seven of work
FEW = 20_000  # texts that are masked here sooner than in processes


def mask_texts(connection: Connection, executor: Executor) -> None:
    """Mask the free texts that are new or changed, in `redaction.texts`, and delete the rows of
    texts that are gone."""
    execute(
        connection,
        f"create or replace temp table present as {DIGESTED}",
        {"version": redaction_version()},
    )
    same = "(submission_id, question_id, input_digest)"
    execute(
        connection, f"delete from redaction.texts where {same} not in (select {same} from present)"
    )
    unordered = f"from present where {same} not in (select {same} from redaction.texts)"
    unmasked = f"{unordered} order by submission_id, question_id limit {BATCH}"
    (count,) = execute(connection, f"select count(*) {unordered}")[0]
    advance = counter("masks", int(count))
    while len(texts := frame(connection, unmasked)):
        parts = texts.iter_slices(PART)
        masked = results_of(executor, mask_part, parts) if count > FEW else map(mask_part, parts)
        for rows in masked:
            append(connection, "redaction.texts", rows)
            advance(len(rows))
    execute(connection, "drop table present")


def mask_part(texts: pl.DataFrame) -> pl.DataFrame:
    """Mask some of the texts. Returns their rows for `redaction.texts`, in the same order."""
    from consultation.redaction import kinds_in

    masked = list(map(_mask_row, texts.iter_rows(named=True), _shapes_of(texts["text"])))
    kinds = kinds_in(pl.Series([row["masked_text"] for row in masked], dtype=pl.String))
    return pl.DataFrame(map(_mention_row, masked, kinds), infer_schema_length=None)


def _shapes_of(texts: pl.Series) -> list[frozenset[str]]:
    """For each text, the kinds of contact details that it may have: « jean@example.org » →
    `{"email"}`.

    This quick search over all texts saves time, since most texts have none. If it fails, each text
    gets all kinds, so that nothing is missed.
    """
    from consultation.redaction import SHAPES, shapes_in

    try:
        return shapes_in(texts)
    except Exception:  # whatever was written
        return [SHAPES] * len(texts)


def _mask_row(row: dict[str, object], shapes: frozenset[str]) -> dict[str, object]:
    key = {name: row[name] for name in _KEY}
    try:
        return key | _mask_values(row, shapes)
    except Exception:  # whatever was written
        return key | SET_ASIDE


def _mention_row(row: dict[str, object], kinds: tuple[Kind, ...]) -> dict[str, object]:
    from consultation.redaction import mentions

    try:
        mentioned = mentions(str(row["masked_text"]), kinds) if row["is_answer"] else ()
    except Exception:  # whatever was written
        return row | SET_ASIDE
    mention_columns = {
        "mention_kinds": [mention.kind for mention in mentioned],
        "mentions": [mention.text for mention in mentioned],
    }
    return row | mention_columns


def _mask_values(row: dict[str, object], shapes: frozenset[str]) -> dict[str, object]:
    from consultation.redaction import Own, contexts, redact

    text = str(row["text"])
    own = Own(
        _texts(row["names"]),
        _texts(row["emails"]),
        _texts(row["collectives"]),
        str(row["recipient"] or ""),
    )
    masked = redact(text, own, shapes=shapes)
    words = _texts(row["words"])
    sent = redact(text, own, words, shapes) if words else masked
    return {
        "masked_text": masked.text,
        "sent_text": sent.text if words else None,
        "has_unfound_words": not all(is_found(word, text) for word in words),
        "mask_kinds": [mask.kind for mask in sent.masks],
        "contexts": list(contexts(text, sent)),
        "is_set_aside": False,
    }


def is_found(word: str, text: str) -> bool:
    """True if the text has a word that somebody asked to mask, as a whole word, in any case:
    `is_found("Marie", "Je suis marie.")` → True, `is_found("Léo", "Léonard")` → False."""
    from consultation.redaction import redact

    return any(mask.kind == "chosen" for mask in redact(text, words=(word,)).masks)


def _texts(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else ()


REDACTION = Computation(
    inputs=frozenset({"sending.free_texts"}),
    outputs=frozenset({"redaction.texts"}),
    run=mask_texts,
)
