"""The flow: every submission in one box, and the counts add up."""

import random

import pytest

from consultation.responses.validation import CONSENTS
from consultation.warehouse.tables.checks import checks
from tests.cases.drawn import Warehouse, drawing_of
from tests.cases.sampling import sampled

# A whole story: one submission in each box that is not reserved for withdrawals.
STORY = {
    "form__form": "closes_at\n---\n2026-03-11 22:59:59",
    "raw__fetches": "export_id | answer_count | fetched_at\n---\nlate | 5 | 2026-03-15 10:00",
    "typed__submissions": """
        export_id | sid | submitted_at     | completed_at     | is_draft | email
        early     | 1   | 2026-02-01 10:00 |                  | true     | d@b.org
        early     | 2   | 2026-02-02 10:00 | 2026-02-02 10:00 | false    | v@b.org
        early     | 3   | 2026-02-03 10:00 | 2026-02-03 10:00 | false    | a@b.org
        late      | 1   | 2026-02-01 10:00 |                  | true     | d@b.org
        late      | 3   | 2026-02-03 10:00 | 2026-02-03 10:00 | false    | a@b.org
        late      | 4   | 2026-02-04 10:00 | 2026-02-04 10:00 | false    | a@b.org
        late      | 5   | 2026-03-12 10:00 | 2026-03-12 10:00 | false    | a@b.org
    """,
    "typed__rejections": """
        export_id | record_number | sid | rule
        late      | 5             | 6   | time_unreadable
    """,
}


def test_every_submission_is_in_the_first_box_that_takes_it_and_the_counts_come_in_order(chain):
    """Zeros are shown."""
    chain(
        "respondents.flow",
        **STORY,
        gives="submission_id | box\n---\nf:1 | draft\nf:2 | vanished\nf:3 | resend\n"
        "f:4 | counted\nf:5 | late\nf:6 | rejected",
    )
    assert [(row["box"], row["submission_count"]) for row in chain("statistics.flow", **STORY)] == [
        ("rejected", 1),
        ("withdrawn", 0),
        *((box, 1) for box in ("vanished", "draft", "late", "resend", "counted")),
    ]


def random_story(seed: int) -> dict[str, str]:
    """Some exports of a form that was answered, edited, re-sent and tampered with at random."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret here
    submissions, rejections = [], []
    for export in "abc"[: chance.randint(1, 3)]:
        for sid in range(1, 14):
            if chance.random() < 0.1:
                rejections.append(f"{export} | {100 + sid} | {chance.choice([sid, ''])} | broken")
            elif chance.random() < 0.9:
                submissions.append(f"{export} | {sid} | {random_submission(chance, sid)}")
    return {
        "form__form": "closes_at\n---\n2026-03-11 22:59:59",
        "form__categories": "category_id | is_collective\n---\ncitizen |\nassociation | true",
        "form__questions": "question_id\n---\nreasons",
        "form__choices": "question_id | choice_id\n---\nreasons | cost",
        "typed__submissions": drawing_of(
            "export_id | sid | submitted_at | completed_at | modified_at | is_draft | email"
            " | consent | category_id",
            submissions,
        ),
        "typed__rejections": drawing_of("export_id | record_number | sid | rule", rejections),
    }


def random_submission(chance: random.Random, sid: int) -> str:
    """What follows the SID in a drawn version of a submission."""
    edited_at = f"2026-03-{chance.randint(8, 14):02} 10:00"
    is_draft = chance.random() < 0.2
    cells = [
        f"2026-03-{sid % 9 + 4:02} 10:00",
        "" if is_draft else edited_at,
        edited_at,
        str(is_draft).lower(),
        chance.choice(["a@b.org", "c@d.org", ""]),
        chance.choice(CONSENTS),
        chance.choice(["citizen", "association", ""]),
    ]
    return " | ".join(cells)


@pytest.mark.parametrize("seed", sampled(range(8), 3))
def test_whatever_was_read_the_flow_balances_and_every_check_passes(seed):
    warehouse = Warehouse(random_story(seed))
    warehouse.build_all()

    offending = {name: warehouse.rows(query) for name, query in checks().items()}

    assert offending == {name: [] for name in checks()}
    known = warehouse.rows(
        "select distinct coalesce(sid::varchar, export_id || record_number) as record from ("
        " select export_id, record_number, sid from typed.submissions union all"
        " select export_id, record_number, sid from typed.rejections)"
    )
    assert len(warehouse.rows("from respondents.flow")) == len(known)
