"""A consent that a newer version made more public is asked about: it holds meanwhile where it is
sure which version is the newer; else the less public one does."""

from __future__ import annotations

import datetime as dt
from itertools import permutations, product

import pytest

from tests.cases.drawn import assert_rows

# Where the hour that the later export shows is the earlier one.
SHIFTED_HOURS = {
    "winter time": ("2026-10-25 02:50", "2026-10-25 02:10"),
    "two accounts in two time zones": ("2026-02-01 14:00", "2026-02-01 12:00"),
    "a clock 30 minutes back": ("2026-02-01 10:00", "2026-02-01 09:40"),
    "dated a year before": ("2026-02-01 10:00", "2025-02-02 10:00"),
    "day and month swapped": ("2026-04-03 10:00", "2026-03-04 10:00"),
}
DAY = dt.datetime(2026, 2, 3)  # noqa: DTZ001 - exports say no zone
IN_ORDER = ("2026-02-01 10:00", "2026-02-02 10:00")


def typed(
    earlier: str,
    latest: str,
    hours: tuple[str, str] = IN_ORDER,
    *,
    was_draft: bool = False,
    is_sure: bool = True,
) -> str:
    """One submission in two exports; it is sure that `late` is the later one where it knows of
    another answer."""
    rows = f"""
        export_id | sid | modified_at | consent   | is_draft
        ----------+-----+-------------+-----------+---------
        early     | 1   | {hours[0]}  | {earlier} | {str(was_draft).lower()}
        late      | 1   | {hours[1]}  | {latest}  | false
    """
    return rows + f"late | 2 | {hours[1]} | anonymous | false" * is_sure


def told(widened) -> list[tuple[object, ...]]:
    """What is asked about: from what to what, and whether it is in doubt."""
    return [(row["earlier_consent"], row["consent"], row["is_in_doubt"]) for row in widened]


@pytest.mark.parametrize("is_sure", [True, False])
def test_whoever_finishes_a_draft_has_changed_no_mind(chain, is_sure):
    widened = chain(
        "clean_steps.widened_consents",
        typed__submissions=typed("reflection_only", "own_name", was_draft=True, is_sure=is_sure),
    )

    assert widened == []


@pytest.mark.parametrize("hours", SHIFTED_HOURS.values(), ids=SHIFTED_HOURS.keys())
@pytest.mark.parametrize("is_sure", [True, False])
@pytest.mark.parametrize("names", [*permutations(["early", "late"])])
def test_a_refusal_holds_whatever_hour_it_shows(chain, hours, is_sure, names):
    drawing = typed("own_name", "reflection_only", hours, is_sure=is_sure)
    for name, other in zip(("early", "late"), names, strict=True):
        drawing = drawing.replace(name, f"{other}_one")

    submissions = chain("clean.submissions", typed__submissions=drawing)
    widened = chain("clean_steps.widened_consents", typed__submissions=drawing)

    consents = {row["sid"]: row["consent"] for row in submissions}
    assert consents[1] == "reflection_only"
    assert told(widened) == [("reflection_only", "own_name", True)] * (not is_sure)


@pytest.mark.parametrize(
    ("is_in_doubt", "choice", "state", "consent"),
    [
        (False, None, None, "own_name"),
        (False, "latest", "applied", "own_name"),
        (False, "least_public", "applied", "reflection_only"),
        (False, "least_public", "changed", "reflection_only"),
        (True, None, None, "reflection_only"),
        (True, "latest", "applied", "own_name"),
        (True, "latest", "changed", "reflection_only"),
        (True, "latest", "overruled", "reflection_only"),
        (True, "least_public", "changed", "reflection_only"),
    ],
)
def test_an_organiser_may_go_back_or_settle_a_doubt(relation, is_in_doubt, choice, state, consent):
    holds = "reflection_only" if is_in_doubt else "own_name"
    relation(
        "respondents.eligible",
        clean__submissions=f"submission_id | consent\n---\nf:1 | {holds}",
        respondents__screening="submission_id\n---\nf:1",
        respondents__kinds="submission_id | respondent_kind\n---\nf:1 | individual",
        clean_steps__widened_consents=(
            "submission_id | earlier_consent | consent | is_in_doubt\n---\n"
            f"f:1 | reflection_only | own_name | {str(is_in_doubt).lower()}"
        ),
        respondents__decisions="subject_id | decision_kind | submission_ids | choice | state\n---\n"
        + (f"s | consent | [f:1] | {choice} | {state}" if choice else ""),
        gives=f"submission_id | consent\n---\nf:1 | {consent}",
    )


@pytest.mark.parametrize("is_in_doubt", [True, False])
def test_it_is_asked_about_alone(relation, is_in_doubt):
    found = relation(
        "review.unsure_consents",
        respondents__eligible="submission_id\n---\nf:1",
        clean_steps__widened_consents=(
            f"submission_id | is_in_doubt\n---\nf:1 | {str(is_in_doubt).lower()}"
        ),
        history__doubtful_consents="submission_id\n---" + "\nf:1" * is_in_doubt,
        respondents__members="submission_id | contribution_id | consent\n---\n"
        "f:1 | f:2 | anonymous\nf:2 | f:2 | own_name",
    )

    assert_rows(
        found,
        "reason | group_key | submission_id\n---\n"
        f"{'uncertain_consent' if is_in_doubt else 'edited_consent'} | f:1 | f:1\n"
        "changed_consent | f:2 | f:1\nchanged_consent | f:2 | f:2",
    )


# What an export shows that holds some answers only, or was dropped by hand after a fetch.

WHOLE = {sid: f"2026-02-{sid:02} 10:00" for sid in range(1, 11)}


def beside_a_whole_one(sids, hour: str) -> str:
    """Ten answers that agree to everything in an export that has them all; of the third one, which
    was edited at this hour, `other` says no."""
    rows = [f"whole | {sid} | {sent} | {sent} | own_name" for sid, sent in WHOLE.items()]
    rows += [
        f"other | {sid} | {WHOLE[sid]} | "
        + (f"{hour} | reflection_only" if sid == 3 else f"{WHOLE[sid]} | own_name")
        for sid in sids
    ]
    return "\n".join(["export_id | sid | submitted_at | modified_at | consent", "---", *rows])


# Not the first ones: nothing tells them from a whole export of when there were no others.
SOME = {"a range": (3, 4), "one": (3,), "by date": (7, 3, 2)}
HOURS = {
    "no time of modification": "",
    "an earlier clock": "2026-02-03 08:00",
    "dated a year before": "2025-02-03 12:00",
}


def uncertain(found) -> list[object]:
    """What is asked about because nothing makes sure which consent is the last."""
    return [row["submission_ids"] for row in found if "uncertain_consent" in row["reasons"]]


@pytest.mark.parametrize(("some", "hour"), [*product(SOME, HOURS)])
def test_a_refusal_in_a_file_of_some_answers_holds_and_is_asked_about(chain, some, hour):
    drawing = beside_a_whole_one(SOME[some], HOURS[hour])

    submissions = chain("clean.submissions", typed__submissions=drawing)
    found = chain("review.subjects", typed__submissions=drawing)

    assert {row["sid"] for row in submissions if row["consent"] == "reflection_only"} == {3}
    assert uncertain(found) == [["f:3"]]


@pytest.mark.parametrize("sids", [range(1, 11), range(2, 11)])
@pytest.mark.parametrize("hour", ["", "2026-02-03 08:00"])
def test_a_refusal_dropped_by_hand_after_a_fetch_holds(chain, sids, hour):
    """Its rows are older than the fetch: its download need not be."""
    submissions = chain(
        "clean.submissions",
        typed__submissions=beside_a_whole_one(sids, hour),
        raw__fetches="export_id | answer_count | fetched_at\n---\nwhole | 10 | 2026-02-15 10:00",
    )

    assert {row["sid"] for row in submissions if row["consent"] == "reflection_only"} == {3}


def test_who_agrees_to_less_than_before_is_not_asked_about(chain):
    drawing = typed("own_name", "reflection_only", is_sure=False)

    submissions = chain("clean.submissions", typed__submissions=drawing)

    assert [row["consent"] for row in submissions] == ["reflection_only"]
    assert chain("history.doubtful_consents", typed__submissions=drawing) == []


@pytest.mark.parametrize(
    ("hour", "is_asked_again"), [("", True), ("2026-02-01 12:00", True), (IN_ORDER[0], False)]
)
def test_a_settled_doubt_is_asked_again_once_another_refusal_comes(chain, hour, is_asked_again):
    """What was decided of one pair of versions says nothing of a third one."""
    drawing = typed("reflection_only", "own_name", is_sure=False)
    another = f"{drawing}\nother | 1 | {hour} | reflection_only | false"

    one, two = (chain("people.fingerprints", typed__submissions=d) for d in (drawing, another))

    assert ([row["consent"] for row in one] != [row["consent"] for row in two]) == is_asked_again
    assert [row["same_person"] for row in one] == [row["same_person"] for row in two]


# Hours of the same answers in two exports.
