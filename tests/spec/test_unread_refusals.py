"""reasons: a refusal that nobody could read may be of somebody whose other answer leaves."""

from __future__ import annotations

import pytest

EXPORTS = """
    export_id | export_number | is_full
    e1        | 1             | {first}
    e2        | 2             | {second}
"""


@pytest.mark.parametrize(
    ("consent", "rejected_in", "accepted_in", "full", "count"),
    [
        ("reflection_only", "e2", "e1", "e1", 1),
        ("unclear", "e2", "e1", "e1", 1),
        ("anonymous", "e2", "e1", "e1", None),
        # Its cells are not where they should be: it matters where something else of theirs is read.
        ("", "e2", "e1", "e1", 1),
        ("", "e1", "e2", "", None),
        ("", "e2", "", "e2", None),
        # It was read since.
        ("reflection_only", "e1", "e2", "", None),
        ("reflection_only", "e1", "", "e2", None),
        # The export that has it is the full one.
        ("reflection_only", "e2", "", "e2", 1),
        ("reflection_only", "e1", "", "", 1),
        # Who withdrew is not waited for.
        ("withdrawn", "e2", "e1", "e2", None),
    ],
)
def test_a_rejected_refusal_waits(relation, consent, rejected_in, accepted_in, full, count):
    found = relation(
        "reasons.unread_refusals",
        facts__exports=EXPORTS.format(
            first=str(full == "e1").lower(), second=str(full == "e2").lower()
        ),
        typed__rejections=f"""
            export_id     | record_number | sid | consent   | rule
            {rejected_in} | 1             | 7   | {consent.replace("withdrawn", "")} | width
        """,
        typed__submissions="export_id | sid\n---\n" + (accepted_in and f"{accepted_in} | 7"),
        respondents__withdrawals=f"submission_id\n---\nf:{7 if consent == 'withdrawn' else 8}",
    )

    assert [row["answer_count"] for row in found] == [count] * (count is not None)


@pytest.mark.parametrize(
    ("consent", "box", "is_asked", "count"),
    [
        ("reflection_only", "counted", False, 1),
        ("unclear", "late", False, 1),
        ("own_name", "counted", False, None),
        ("reflection_only", "draft", False, None),
        ("reflection_only", "counted", True, None),
    ],
)
def test_so_does_a_refusal_under_an_unread_address(relation, consent, box, is_asked, count):
    found = relation(
        "reasons.unread_refusals",
        clean__set_aside_cells="submission_id | field_kind | field_id\n---\nf:1 | role | email",
        clean__submissions=f"submission_id | consent\n---\nf:1 | {consent}",
        respondents__flow=f"submission_id | box\n---\nf:1 | {box}",
        respondents__withdrawals="submission_id\n---\n" + "f:1" * is_asked,
    )

    assert [row["answer_count"] for row in found] == [count] * (count is not None)
