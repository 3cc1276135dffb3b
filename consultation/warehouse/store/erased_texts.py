"""Find the coded texts of erased people, and erase their words from the examples of themes."""

from __future__ import annotations

from consultation.warehouse.store.connection import Connection, execute, has_table
from consultation.warehouse.store.functions import make_plain_functions

# A shorter answer, such as « non », is in another person's text by chance.
FEWEST_LETTERS = 12
# The coded texts of people who stay: an addition to a letter is only a part of a cell.
PIECES = """
select texts.text_digest from coding_steps.texts as texts
anti join gone_ids on texts.submission_id = gone_ids.id
"""
# Each cell with words of the records in `gone_records`, or of all others. Codes refer to a text by
# its digest.
CELLS = """
create or replace temp table {table} as
select distinct folded(cells.cell) as words, left(sha256(folded(cells.cell)), 16) as text_digest
from (
    select unnest(records.cells) as cell from raw.records as records
    {join} join gone_records
        on
            records.export_id = gone_records.export_id
            and records.record_number = gone_records.record_number
) as cells
where folded(cells.cell) != ''
"""
GONE = """
select distinct question_id, text_digest from raw.codes
where
    text_digest not in (select text_digest from kept_cells)
    and (text_digest in (select text_digest from gone_cells) or {is_no_piece})
"""
QUOTED = """
update {database}.raw.themes set example = null
where exists (
    from gone_cells
    where
        length(words) >= $fewest
        and words not in (select words from kept_cells)
        and (
            contains(folded(example), words)
            or (length(folded(example)) >= $fewest and contains(words, folded(example)))
        )
)
"""


def erased_texts(connection: Connection) -> frozenset[tuple[str, str]]:
    """Find the coded texts that only erased people wrote. Returns (question id, digest of the
    text).

    Creates two temporary tables of folded texts: `gone_cells` (of erased people) and `kept_cells`
    (of all other people).
    """
    make_plain_functions(connection)
    for table, join in (("gone_cells", "semi"), ("kept_cells", "anti")):
        execute(connection, CELLS.format(table=table, join=join))
    is_built = has_table(connection, "coding_steps.texts")
    is_no_piece = f"text_digest not in ({PIECES})" if is_built else "false"
    rows = execute(connection, GONE.format(is_no_piece=is_no_piece))
    return frozenset((question_id, digest) for question_id, digest in rows)


def erase_examples(connection: Connection, database: str) -> None:
    """Clear the examples of themes that quote an erased person, in the attached database called
    `database`. Call `erased_texts` first, since its temporary tables are read here."""
    execute(connection, QUOTED.format(database=database), {"fewest": FEWEST_LETTERS})
