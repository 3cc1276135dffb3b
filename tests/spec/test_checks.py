"""Each check of sql/checks/ finds the offence that it is there for, and nothing else."""

import pytest

from consultation.warehouse.tables.checks import checks, pack_checks

# Tables in which nothing is wrong.
SOUND = {
    "clean__submissions": "submission_id\n---\nf:1\nf:2",
    "clean__rejections": "submission_id\n---\nf:3",
    "respondents__flow": "submission_id | box\n---\nf:1 | resend\nf:2 | counted\nf:3 | rejected",
    "respondents__members": """
        submission_id | contribution_id | respondent_id
        f:1           | f:2             | f:1
        f:2           | f:2             | f:1
    """,
    "respondents__kinds": """
        submission_id | respondent_kind
        f:1           | individual
        f:2           | individual
        f:9           | individual
    """,
    # The last one came too late to count.
    "respondents_steps__persons": "submission_id | person_id\n---\nf:1 | f:1\nf:2 | f:1\nf:9 | f:1",
    "history__statements": """
        submission_id | consent   | publicity | is_sendable
        f:1           | anonymous | 2         | true
        f:2           | own_name  | 3         | true
        f:9           | own_name  | 3         | true
    """,
    "respondents_steps__former_statements": """
        person_id | respondent_kind | submission_id | consent   | publicity
        f:1       | individual      | g:1           | anonymous | 2
    """,
    "respondents__contributions": """
        submission_id | respondent_id | consent   | is_sendable
        f:2           | f:1           | anonymous | true
    """,
    "respondents__links": "submission_id | contribution_id\n---\nf:1 | f:2",
    "respondents__eligible": """
        submission_id | respondent_kind | consent
        f:1           | individual      | anonymous
        f:2           | individual      | own_name
    """,
    "statistics__flow": "box | submission_count\n---\nrejected | 1\nresend | 1\ncounted | 1",
    "raw__exports": "export_id | record_count\n---\na | 3\nrefused | 9",
    "raw__records": "export_id | record_number\n---\na | 1\na | 2\na | 3",
    "typed__exports": "export_id\n---\na",
    "typed__rejections": """
        export_id | record_number | rule
        a         | 2             | row_width
        a         | 3             | sid_missing
    """,
    "history__versions": "export_id | record_number\n---\na | 1",
    "sending__contributions": "submission_id | reference\n---\nf:2 | ONE",
}

# (check, table, what is drawn there instead)
OFFENCES = [
    ("consent_is_never_raised", "respondents__contributions", "anonymous >> own_name"),
    ("consent_is_never_raised", "history__statements", "+ f:2 | unclear | 1 | false"),
    ("consent_is_never_raised", "history__statements", "+ f:9 | reflection_only | 1 | false"),
    ("consent_is_never_raised", "respondents_steps__former_statements",
     "+ f:1 | individual | g:1 | reflection_only | 1"),
    ("contributions_are_the_counted_ones", "respondents__flow", "counted >> resend"),
    ("contributions_are_the_counted_ones", "respondents__flow", "resend >> counted"),
    ("contributions_are_the_counted_ones", "respondents__contributions",
     "+ f:1 | f:1 | anonymous | true"),
    ("each_submission_is_in_one_box", "respondents__flow", "+ f:1 | counted"),
    ("each_submission_is_in_one_box", "respondents__flow", "+ f:4 | draft"),
    ("each_submission_is_in_one_box", "clean__submissions", "+ f:4"),
    ("each_submission_is_in_one_box", "clean__rejections", "+ f:4"),
    ("flow_adds_up", "statistics__flow", "+ draft | 1"),
    ("flow_adds_up", "clean__rejections", "+ f:4"),
    ("links_stay_within_a_kind", "respondents__links", "f:1 | f:2 >> f:1 | f:3"),
    ("links_stay_within_a_kind", "respondents__links", "+ f:2 | f:1"),
    ("links_stay_within_a_kind", "respondents__eligible",
     "individual      | own_name >> collective      | own_name"),
    ("records_are_typed_or_rejected", "raw__exports", "a | 3 >> a | 4"),
    ("records_are_typed_or_rejected", "raw__records", "+ a | 4"),
    ("records_are_typed_or_rejected", "typed__rejections", "| 2 >> | 1"),
    ("records_are_typed_or_rejected", "history__versions", "+ a | 2"),
    ("references_are_unique", "sending__contributions", "+ f:1 | ONE"),
    ("who_leaves_agreed", "sending__contributions", "+ f:1 | TWO"),
    ("who_leaves_agreed", "respondents__contributions", "anonymous | true >> unclear | false"),
    ("who_leaves_agreed", "respondents__flow", "counted >> resend"),
]  # fmt: skip


def tampered(drawing: str, offence: str) -> str:
    """The drawing with a row more (`+ …`), or with one text for another (`… >> …`)."""
    if offence.startswith("+ "):
        return f"{drawing.rstrip()}\n{offence.removeprefix('+ ')}"
    sound, wrong = offence.split(" >> ")
    assert sound in drawing
    return drawing.replace(sound, wrong)


def test_an_empty_flow_does_not_add_up(offending):
    # The sum of no row is null, which equals nothing and differs from nothing.
    assert offending("flow_adds_up", clean__submissions="submission_id\n---\nf:1") != []


def test_a_record_that_vanished_from_the_typed_tables_is_found(offending):
    exports = {name: SOUND[name] for name in ("raw__exports", "typed__exports")}

    assert offending("records_are_typed_or_rejected", **exports) != []


DECIDED = "submission_id | respondent_id | consent | is_consent_decided\n---\nf:2 | f:1 | {} | true"


@pytest.mark.parametrize(("consent", "is_fine"), [("own_name", True), ("collective_name", False)])
def test_what_an_organiser_decided_is_something_that_was_said(offending, consent, is_fine):
    drawings = SOUND | {"respondents__contributions": DECIDED.format(consent)}

    assert (offending("consent_is_never_raised", **drawings) == []) == is_fine


# The database of consenting contributions has truths of its own.

CONSENTING = {
    "clean__submissions": "submission_id\n---\nONE",
    "clean__answers": "submission_id | text\n---\nONE | [courriel masqué] @lqdn",
    "respondents__contributions": "submission_id | consent\n---\nONE | own_name",
    "respondents__flow": "submission_id | box\n---\nONE | counted",
    "respondents__names": "submission_id | consent | name\n---\nONE | own_name | Ana",
}
PACK_OFFENCES = [
    ("everyone_agreed", "clean__submissions", "+ TWO"),
    ("everyone_agreed", "clean__answers", "+ TWO | no"),
    ("everyone_agreed", "respondents__flow", "+ TWO | counted"),
    ("everyone_agreed", "respondents__contributions", "own_name >> unclear"),
    ("everyone_agreed", "respondents__contributions", "own_name >> reflection_only"),
    ("names_are_agreed_to", "respondents__contributions", "own_name >> anonymous"),
    ("names_are_agreed_to", "respondents__names", "+ TWO | own_name | Bo"),
    ("no_address_leaves", "clean__answers", "[courriel masqué] >> ana@example.org"),
    ("no_address_leaves", "respondents__names", "Ana >> ana@example.org"),
    ("nothing_tells_the_order", "clean__submissions", "ONE >> f:1"),
]


@pytest.mark.parametrize("check", [*checks(), *pack_checks()])
def test_a_check_passes_where_nothing_is_wrong(offending, check):
    assert offending(check, **SOUND if check in checks() else CONSENTING) == []


@pytest.mark.parametrize(("check", "table", "offence"), [*OFFENCES, *PACK_OFFENCES])
def test_a_check_finds_the_offence(offending, check, table, offence):
    sound = SOUND if check in checks() else CONSENTING
    drawings = sound | {table: tampered(sound[table], offence)}

    assert offending(check, **drawings) != []


def test_there_is_an_offence_for_every_check():
    tried = {check for check, *_ in [*OFFENCES, *PACK_OFFENCES]}
    assert tried == {*checks(), *pack_checks()}
