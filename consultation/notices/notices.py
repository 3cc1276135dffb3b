"""The notices next to the counts, and the reasons why a pack is not final, as French sentences.

The selects of sql/13_notices/ and sql/14_reasons/ find which notices and reasons apply, with their
figures. The sentences are in `schemas/sentences.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from consultation.notices.rereading import Rereading
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.french import sentence
from consultation.words.screen import harmless_line

NOT_REREAD = "not_reread"
# The gravest first.
NOTICES = (
    "no_consent",
    NOT_REREAD,
    "waiting_erasures",
    "unproved_fetches",
    "refused_files",
    "empty_files",
    "contradictory_decisions",
    "outdated_decisions",
    "lost_quotes",
    "reversed_decisions",
    "odd_codes",
    "unknown_choices",
    "unread_columns",
    "moved_rows",
    "destroyed_texts",
    "restored_zeros",
    "tools",
    "replaced",
    "untold_drafts",
    "undated_answers",
    "no_sids",
    "missing_serials",
    "missing_columns",
    "odd_files",
    "assumed_dates",
    "other_titles",
    "coding_doubts",
    "too_many",
    "erased",
)
REASONS = (
    "example",
    "mixed_example",
    "forgotten_requests",
    "lost_files",
    "missing_answers",
    "rival_exports",
    "emptied_form",
    "refused_requests",
    "unreadable_files",
    "unknown_requests",
    "unread_refusals",
    "unheard_exports",
    "form_change",
    "unconfirmed_questions",
    "unfilled_blanks",
    "impossible_dates",
    "unread_texts",
    "open_disagreements",
)

Notices = Mapping[str, tuple[str, ...]]


def notices_of(tables: Tables, rereading: Rereading) -> Notices:
    """Id of each notice → its French sentences, the gravest notice first. The tuple is empty for a
    notice that does not apply."""
    told_together = _rows_by_id(tables, "notice", "notices.counted", "notices.of_files")
    return {
        notice: rereading.notices
        if notice == NOT_REREAD
        else _sentences(tables, told_together, "notices", notice)
        for notice in NOTICES
    }


def reasons_of(tables: Tables, rereading: Rereading) -> tuple[str, ...]:
    """The French sentences on why the pack is not final. If the latest export lacks known answers,
    the sentence on that comes first (see `Rereading`)."""
    told_together = _rows_by_id(tables, "reason", "reasons.counted")
    others = [_sentences(tables, told_together, "reasons", reason) for reason in REASONS]
    return sum(others, rereading.sentences)


def _rows_by_id(tables: Tables, column: str, *names: str) -> Mapping[str, list[Row]]:
    """Id of each notice or reason → its rows in the tables `names`. The id is the cell in `column`.
    The id and null values are left out of the rows."""
    rows_of: dict[str, list[Row]] = {}
    for row in (row for name in names for row in tables[name].records):
        filled = {name: value for name, value in row.items() if value is not None}
        rows_of.setdefault(filled.pop(column), []).append(filled)
    return rows_of


def _sentences(
    tables: Tables, told_together: Mapping[str, list[Row]], topic: str, sentence_id: str
) -> tuple[str, ...]:
    """The sentences of a notice or reason, one for each of its rows, which are in a table of its
    own, `<topic>.<sentence_id>`, or else in `told_together`. A row has the values of the
    placeholders, and may name another sentence in its column `sentence_id`."""
    own = tables.get(f"{topic}.{sentence_id}")
    rows = own.records if own else told_together.get(sentence_id, ())
    return tuple(
        harmless_line(sentence(topic, **{"sentence_id": sentence_id, **row})) for row in rows
    )
