"""What was written and what leaves, for what organisers type in a template to be compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from consultation.warehouse.store.connection import Connection, frame

# Drafts, former versions, what was withdrawn or taken back: whatever was ever read.
WRITTEN = """
select distinct answers.text
from typed.answers as answers
inner join form.questions as questions using (question_id)
where answers.text is not null and questions.kind not in ('file', 'time')
"""
SENT = """
select text, bool_or(is_read) as is_read, count(*) as contribution_count
from sending.leaving_texts
group by text
"""


@dataclass(frozen=True)
class Answers:
    """`written`: each text once, as it was written. `sent`: those that leave, as they do (`text`),
    whether a person read them again (`is_read`), and how many say them (`contribution_count`)."""

    written: pl.Series
    sent: pl.DataFrame


Asked = Callable[[], Answers]
"""Answers when they are asked for: most templates need none."""


def answers_of(connection: Connection) -> Answers:
    """All texts of a working database."""
    return Answers(frame(connection, WRITTEN)["text"], frame(connection, SENT))
