"""What is asked of a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultation.warehouse.published.reader import Statement


@dataclass(frozen=True)
class Asking:
    """What is asked: a title and sentences for people, the SQL, the values of its parameters."""

    title: str
    about: tuple[str, ...]
    statements: Sequence[Statement]
    values: Mapping[str, object]
    is_ready_made: bool = False
