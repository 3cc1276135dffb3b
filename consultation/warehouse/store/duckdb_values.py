"""Values as DuckDB takes them: literals in statements, Arrow streams in place of tables.

It needs no polars, which takes longer to load than a question to be answered.
"""

from __future__ import annotations

from typing import Any


def literal(text: str) -> str:
    """A text as a SQL literal, for the statements that take no parameter."""
    return "'" + text.replace("'", "''") + "'"


class ArrowStream:
    """A polars frame or a DuckDB relation that shows itself as an Arrow stream only.

    DuckDB asks for pyarrow (170 MB) when it recognises either; it needs nothing for a stream.
    """

    def __init__(self, source: object) -> None:
        self._source: Any = source

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._source.__arrow_c_stream__(requested_schema)

    def let_go(self) -> None:
        """The source is held no more: DuckDB keeps what was registered until a transaction ends."""
        self._source = None
