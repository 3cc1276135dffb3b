"""What surely holds all the answers of its time: a checked fetch, or an export said to be full."""

import pytest

from tests.cases.drawn import assert_rows

HOUR = "2026-02-09 10:00"
# Ten answers, and the same form when six were deleted, the last one with them: nothing is new.
BEFORE, AFTER = range(1, 11), (2, 4, 6, 7)


def sent(**exports) -> str:
    """A drawing of exports of these SIDs, each sent on the day of its SID."""
    rows = [
        f"{export} | {sid} | 2026-01-{sid:02} 10:00 | 2026-01-{sid:02} 10:00"
        for export, sids in exports.items()
        for sid in sids
    ]
    return "\n".join(["export_id | sid | submitted_at | completed_at", "---", *rows])


def fetches(*rows: str) -> str:
    return "\n".join(["export_id | answer_count | fetched_at", "---", *rows])


def said(*rows: str) -> str:
    return "\n".join(["submission_ids | choice | decision_kind", "---", *rows])


def full(rows) -> dict[str, bool]:
    return {row["export_id"]: row["is_full"] for row in rows}


def vanished(rows) -> set[str]:
    return {row["submission_id"] for row in rows if row["box"] == "vanished"}


GONE = {f"f:{sid}" for sid in {*BEFORE} - {*AFTER}}


@pytest.mark.parametrize("before", ["a", "z"])  # neither the name nor the arrival of a file counts
@pytest.mark.parametrize("was_fetched", [True, False])
def test_a_checked_fetch_is_full_and_the_later_one_whatever_its_rows_say(
    chain, before, was_fetched
):
    rows = sent(**{before: BEFORE, "m": AFTER})
    notes = fetches(f"m | 4 | {HOUR}", *[f"{before} | 10 | 2026-02-08 10:00"] * was_fetched)

    exports = chain("clean.exports", typed__submissions=rows, raw__fetches=notes)
    assert full(exports) == {before: True, "m": True}
    assert [row["export_id"] for row in exports if row["is_latest"]] == ["m"]
    flow = chain("respondents.flow", typed__submissions=rows, raw__fetches=notes)
    assert vanished(flow) == GONE


def test_what_a_later_export_has_is_not_gone_by_an_earlier_fetch(chain):
    flow = chain(
        "respondents.flow",
        typed__submissions=sent(fetched=AFTER, later=[*AFTER, 8, 9], first=[2, 4, 5]),
        raw__fetches=fetches("fetched | 4 | 2026-01-08 00:00"),
    )

    assert vanished(flow) == {"f:5"}


def test_answers_of_the_day_of_a_fetch_may_be_later_than_it_until_another_lacks_them(chain):
    rows = {"whole": range(1, 11), "fetched": range(1, 9)}
    one = fetches("fetched | 8 | 2026-01-10 12:00")
    assert not vanished(
        chain("respondents.flow", typed__submissions=sent(**rows), raw__fetches=one)
    )
    again = fetches("fetched | 8 | 2026-01-11 12:00")
    assert vanished(
        chain("respondents.flow", typed__submissions=sent(**rows), raw__fetches=again)
    ) == {"f:9", "f:10"}


def test_what_an_export_by_hand_lacks_is_not_back_by_a_fetch_made_before_it(chain):
    """Nothing is new since the fetch, but that an answer was deleted."""
    flow = chain(
        "respondents.flow",
        typed__submissions=sent(fetched=BEFORE, by_hand={*BEFORE} - {4}),
        raw__fetches=fetches("fetched | 10 | 2026-02-09 10:00"),
    )

    assert vanished(flow) == {"f:4"}


@pytest.mark.parametrize("name", ["a", "z"])
def test_a_fetch_whose_clock_is_ahead_takes_no_later_answer_away(chain, name):
    """Its hour had not come yet when it was read; or is that of another fetch that has more."""
    rows = sent(**{"m": range(1, 9), name: range(1, 11)})
    ahead = "export_id | answer_count | fetched_at | is_ahead\n---\nm | 8 | 2026-02-09 10:00 | true"
    sooner = fetches("m | 8 | 2026-01-10 18:00", f"{name} | 10 | 2026-01-10 17:00")

    for notes in (ahead, sooner):
        exports = chain("clean.exports", typed__submissions=rows, raw__fetches=notes)
        assert full(exports) == {"m": True, name: True}
        assert [row["export_id"] for row in exports if row["is_latest"]] == [name]
        assert not vanished(chain("respondents.flow", typed__submissions=rows, raw__fetches=notes))


def test_drafts_that_a_fetch_lacks_are_gone_too(chain):
    flow = chain(
        "respondents.flow",
        typed__submissions="""
            export_id | sid | is_draft | submitted_at
            ----------+-----+----------+-----------------
            before    | 1   | false    | 2026-01-01 10:00
            before    | 2   | true     | 2026-01-02 10:00
            before    | 3   | false    | 2026-01-03 10:00
            fetched   | 1   | false    | 2026-01-01 10:00
            fetched   | 3   | false    | 2026-01-03 10:00
        """,
        raw__fetches=fetches(f"fetched | 2 | {HOUR}"),
    )

    assert vanished(flow) == {"f:2"}


def test_a_note_of_another_number_of_answers_proves_nothing_and_is_told(chain):
    drawn = {
        "typed__submissions": sent(before=BEFORE, fetched=AFTER),
        "raw__fetches": fetches(f"fetched | 5 | {HOUR}"),
    }

    assert full(chain("clean.exports", **drawn)) == {"before": True, "fetched": False}
    (told,) = chain("notices.of_files", **drawn)
    assert (told["answer_count"], told["record_count"]) == (5, 4)


def test_who_was_erased_since_does_not_spoil_the_proof(chain):
    exports = chain(
        "clean.exports",
        typed__submissions=sent(before=BEFORE, fetched=AFTER),
        raw__erased="export_id | record_number | erased_id\n---\nfetched | 5 | x",
        raw__fetches=fetches(f"fetched | 5 | {HOUR}"),
    )

    assert full(exports)["fetched"]


def test_a_fetch_with_a_row_whose_sid_cannot_be_read_says_nothing_about_what_it_lacks(chain):
    flow = chain(
        "respondents.flow",
        typed__submissions=sent(before=BEFORE, fetched=AFTER),
        typed__rejections="export_id | record_number | sid | rule\n---\nfetched | 5 | | row_width",
        raw__fetches=fetches(f"fetched | 5 | {HOUR}"),
    )

    assert vanished(flow) == set()


def test_a_person_who_says_that_a_fetched_export_is_partial_is_obeyed(chain):
    flow = chain(
        "respondents.flow",
        typed__submissions=sent(before=BEFORE, fetched=AFTER),
        raw__fetches=fetches(f"fetched | 4 | {HOUR}"),
        raw__decisions=said("[f:fetched] | partial | extent"),
    )

    assert not vanished(flow)


ALL, FEWER = range(1, 11), (1, 3, 4, 5, 7, 8, 10)


@pytest.mark.parametrize(
    ("exports", "asked"),
    [
        ({"all": ALL, "fewer": FEWER}, {"fewer": 3}),  # some were deleted in between
        ({"all": ALL, "fewer": AFTER}, {"fewer": 2}),  # and the last ones: it seems an older one
        ({"all": ALL, "new": range(5, 11)}, {}),  # or the new ones, and then all
        ({"all": ALL, "new": range(5, 13)}, {}),  # only the new ones
        ({"all": ALL, "old": range(1, 5)}, {}),  # an older one
        ({"all": ALL, "range": range(3, 7)}, {}),
        ({"all": ALL, "one": [1, 2, 3, 4, 5, 7, 8, 9, 10]}, {}),  # full, one answer vanished
        ({"all": ALL, "dates": (10, 3, 4, 5)}, {}),  # not in the order of a full export
    ],
)
@pytest.mark.parametrize("choice", ["", "full", "partial"])
def test_an_export_that_lost_many_answers_as_no_range_would_is_asked_about(
    chain, exports, asked, choice
):
    name = next(iter({*exports} - {"all"}))
    drawn = {
        "typed__submissions": sent(**exports),
        "raw__decisions": said(*[f"[f:{name}] | {choice} | extent"] * bool(choice)),
    }

    reasons = chain("reasons.thinned_exports", **drawn)
    assert {row["export_id"]: row["lost_count"] for row in reasons} == ({} if choice else asked)
    if asked:
        lacking = {f"f:{sid}" for sid in {*ALL} - {*exports[name]}}
        gone = vanished(chain("respondents.flow", **drawn))
        assert gone == (lacking if choice == "full" else set())


def test_an_export_without_answers_is_asked_about_where_others_have_some(chain):
    drawn = {
        "raw__exports": "export_id | record_count\n---\nall | 10\nnone | 0",
        "typed__exports": "export_id | has_draft_marks\n---\nall | true\nnone | true",
        "typed__submissions": sent(all=ALL),
    }

    assert_rows(chain("reasons.thinned_exports", **drawn), "export_id | lost_count\n---\nnone | 10")
    for choice, gone in (("partial", set()), ("full", {f"f:{sid}" for sid in ALL})):
        drawn["raw__decisions"] = said(f"[f:none] | {choice} | extent")
        assert chain("reasons.thinned_exports", **drawn) == []
        assert vanished(chain("respondents.flow", **drawn)) == gone
    later = {**drawn, "typed__submissions": sent(all=ALL) + "\nall | 30 | 2026-12-01 10:00 |"}
    assert vanished(chain("respondents.flow", **later)) == {f"f:{sid}" for sid in ALL}


def test_a_site_without_answers_is_asked_about_where_exports_have_some(chain):
    note = "export_id | answer_count | fetched_at\n---\n | 0 | 2026-02-09 10:00"
    assert chain("reasons.counted", raw__fetches=note) == []
    chain(
        "reasons.counted",
        raw__fetches=note,
        typed__submissions=sent(all=ALL),
        gives="reason | answer_count\n---\nemptied_form | 10",
    )


# Twenty answers; three times, one in fifteen is deleted in between and some more are sent.
LOSSES = {
    "a": range(1, 21),
    "b": {*range(1, 21)} - {5, 6},
    "c": {*range(1, 26)} - {5, 6, 8, 9},
    "d": {*range(1, 31)} - {5, 6, 8, 9, 11, 12},
}


def test_what_is_known_to_be_gone_is_expected_no_more(chain):
    exports = chain("clean.exports", typed__submissions=sent(**LOSSES))

    assert full(exports) == dict.fromkeys("abcd", True)


def test_what_is_before_the_first_answer_stays_expected_of_one_that_begins_later(chain):
    latest = {"a": range(1, 21), "b": range(3, 23), "c": range(5, 25)}
    assert full(chain("clean.exports", typed__submissions=sent(**latest))) == {
        "a": True,
        "b": True,
        "c": False,
    }
    same_beginning = {**latest, "c": {*range(3, 25)} - {9, 12}}
    assert full(chain("clean.exports", typed__submissions=sent(**same_beginning)))["c"]
