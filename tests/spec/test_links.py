"""respondents.links: which submissions are re-sends of the same person or collective."""

import pytest

from tests.cases.drawn import assert_rows


def linked(links) -> dict[object, object]:
    """What replaces each replaced submission."""
    return {row["submission_id"]: row["contribution_id"] for row in links}


def test_the_later_submission_with_the_same_email_replaces_the_earlier(chain):
    links = chain(
        "respondents.links",
        people__people="submission_id | folded_email\n---\nf:1 | a@b.org\nf:2 | a@b.org",
        respondents__eligible="""
            submission_id | sid | answered_at
            --------------+-----+-----------------
            f:1           | 1   | 2026-02-02 10:00
            f:2           | 2   | 2026-02-01 10:00
        """,
    )

    assert_rows(links, "submission_id | contribution_id | link_rule\n---\nf:2 | f:1 | same_email")


def test_of_the_same_time_the_greater_sid_is_the_later(chain):
    links = chain(
        "respondents.links",
        people__people="submission_id | folded_email\n---\nf:9 | a@b.org\nf:10 | a@b.org",
        respondents__eligible="""
            submission_id | sid | answered_at
            --------------+-----+-----------------
            f:10          | 10  | 2026-02-01 10:00
            f:9           | 9   | 2026-02-01 10:00
        """,
    )

    assert linked(links) == {"f:9": "f:10"}


def test_three_in_a_row_are_replaced_by_the_last(chain):
    links = chain(
        "respondents.links",
        people__people="""
            submission_id | folded_email
            --------------+-------------
            f:1           | a@b.org
            f:2           | a@b.org
            f:3           | a@b.org
        """,
        respondents__eligible="""
            submission_id | sid | answered_at
            --------------+-----+-----------------
            f:1           | 1   | 2026-02-01 10:00
            f:2           | 2   | 2026-02-02 10:00
            f:3           | 3   | 2026-02-03 10:00
        """,
    )

    assert linked(links) == {"f:1": "f:3", "f:2": "f:3"}


def test_a_person_and_a_collective_with_the_same_email_are_two(chain):
    links = chain(
        "respondents.links",
        people__people="submission_id | folded_email\n---\nf:1 | a@b.org\nf:2 | a@b.org",
        respondents__eligible="""
            submission_id | respondent_kind
            --------------+----------------
            f:1           | individual
            f:2           | collective
        """,
    )

    assert links == []


def test_no_email_is_never_the_same_email(chain):
    links = chain(
        "respondents.links",
        people__people="submission_id | folded_email\n---\nf:1 |\nf:2 |",
        respondents__eligible="submission_id | sid\n---\nf:1 | 1\nf:2 | 2\nf:3 | 3",
    )

    assert links == []


def test_the_same_text_is_not_the_same_person(chain):
    links = chain(
        "respondents.links",
        form__questions="question_id\n---\nwhy",
        typed__submissions="""
            export_id | sid | submitted_at     | name | postcode
            ----------+-----+------------------+------+---------
            a         | 1   | 2026-02-01 10:00 | Zoé  | 35000
            a         | 2   | 2026-02-02 10:00 | Zoé  | 35000
        """,
        typed__answers="""
            export_id | record_number | question_id | text
            ----------+---------------+-------------+-------
            a         | 1             | why         | la TVA
            a         | 2             | why         | la TVA
        """,
    )

    assert links == []


def test_the_later_completion_decides_and_not_the_later_start(chain):
    links = chain(
        "respondents.links",
        typed__submissions="""
            export_id | sid | submitted_at     | completed_at     | modified_at      | email
            ----------+-----+------------------+------------------+------------------+--------
            a         | 1   | 2026-02-01 10:00 | 2026-02-03 10:00 | 2026-02-03 10:00 | a@b.org
            a         | 2   | 2026-02-02 10:00 | 2026-02-02 11:00 | 2026-02-09 10:00 | a@b.org
        """,
    )

    assert linked(links) == {"f:2": "f:1"}


@pytest.mark.parametrize(
    ("email", "folded"),
    [
        ("Anne@Exemple.ORG", "anne@exemple.org"),
        ('" anne@exemple.org "', "anne@exemple.org"),
        ("zoé@exemple.org", "zoé@exemple.org"),
        ("zoe\u0301@exemple.org", "zoé@exemple.org"),  # the accent as a character of its own
        ("a.nne@exemple.org", "a.nne@exemple.org"),  # only some providers ignore dots
        ("anne+vsa@exemple.org", "anne+vsa@exemple.org"),
    ],
)
def test_emails_are_compared_without_regard_to_case_spaces_or_encoding(chain, email, folded):
    people = chain(
        "people.people",
        typed__submissions=f"export_id | sid | email\n---\na | 1 | {email}",
    )

    assert_rows(people, f"email | folded_email\n---\n{email} | {folded}")


@pytest.mark.parametrize(
    ("first", "box"),
    [
        ("2026-02-01 10:00 | 2026-02-01 10:00 | false", "resend"),
        ("2026-02-01 10:00 |                  | true", "draft"),
        ("2026-04-01 10:00 | 2026-04-01 10:00 | false", "late"),
    ],
)
def test_only_what_no_earlier_box_took_is_linked(chain, first, box):
    flow = chain(
        "respondents.flow",
        form__form="closes_at\n---\n2026-03-11 22:59:59",
        typed__submissions="export_id | sid | submitted_at | completed_at | is_draft | email\n---\n"
        f"a | 1 | {first} | a@b.org\n"
        "a | 2 | 2026-02-02 10:00 | 2026-02-02 10:00 | false | A@b.org",
    )

    assert_rows(flow, f"submission_id | box\n---\nf:1 | {box}\nf:2 | counted")


def test_what_vanished_replaces_nothing(chain):
    flow = chain(
        "respondents.flow",
        clean__exports="""
            export_id | exported_at      | greatest_sid | is_full
            ----------+------------------+--------------+--------
            early     | 2026-02-03 10:00 | 3            | true
            late      | 2026-02-04 10:00 | 3            | true
        """,
        history__lacked_sids="export_id | sid | is_back\n---\nlate | 2 | false",
        typed__submissions="""
            export_id | sid | submitted_at     | email
            ----------+-----+------------------+--------
            early     | 1   | 2026-02-01 10:00 | a@b.org
            early     | 2   | 2026-02-02 10:00 | a@b.org
            early     | 3   | 2026-02-03 10:00 | c@d.org
            late      | 1   | 2026-02-01 10:00 | a@b.org
            late      | 3   | 2026-02-03 10:00 | c@d.org
        """,
    )

    assert_rows(flow, "submission_id | box\n---\nf:1 | counted\nf:2 | vanished\nf:3 | counted")


# Decisions.

THREE = """
    submission_id | sid | answered_at
    --------------+-----+-----------------
    f:1           | 1   | 2026-02-01 10:00
    f:2           | 2   | 2026-02-02 10:00
    f:3           | 3   | 2026-02-03 10:00
"""
NOBODY = "submission_id | folded_email\n---\nf:1 |"


def decided(chain, *decisions: str, people: str = NOBODY, eligible: str = THREE):
    """The links after decisions `ids | choice`; people are `submission | e-mail`."""
    rows = []
    for number, decision in enumerate(decisions):
        ids, choice, *state = (cell.strip() for cell in decision.split("|"))
        listed = ids.replace("+", ", ")
        rows.append(f"s{number} | [{listed}] | {choice} | {state[0] if state else 'applied'}")
    return chain(
        "respondents.links",
        respondents__eligible=eligible,
        people__people=people,
        respondents__decisions="subject_id | submission_ids | choice | state\n---\n"
        + "\n".join(rows),
    )


def people(**emails: str) -> str:
    rows = [f"f:{name[1:]} | {email}" for name, email in emails.items()]
    return "\n".join(["submission_id | folded_email", "---", *rows])


def test_the_same_person_by_decision_is_replaced_by_their_latest(chain):
    links = decided(chain, "f:1+f:2 | same")

    assert_rows(links, "submission_id | contribution_id | link_rule\n---\nf:1 | f:2 | decision")


@pytest.mark.parametrize("state", ["contradictory", "changed", "overruled"])
def test_a_decision_that_does_not_apply_links_nothing(chain, state):
    assert decided(chain, f"f:1+f:2 | same | {state}") == []


def test_decisions_chain(chain):
    assert linked(decided(chain, "f:1+f:2 | same", "f:2+f:3 | same")) == {
        "f:1": "f:3",
        "f:2": "f:3",
    }


def test_a_decision_and_an_email_chain(chain):
    links = decided(chain, "f:2+f:3 | same", people=people(f1="a@b.org", f2="a@b.org"))

    assert_rows(
        links,
        """
        submission_id | contribution_id | link_rule
        --------------+-----------------+----------
        f:1           | f:3             | decision
        f:2           | f:3             | decision
        """,
    )


def test_what_an_email_links_is_linked_by_it_whatever_was_decided(chain):
    links = decided(chain, "f:1+f:2 | same", people=people(f1="a@b.org", f2="a@b.org"))

    assert_rows(links, "submission_id | contribution_id | link_rule\n---\nf:1 | f:2 | same_email")


def test_different_people_are_not_linked_by_their_common_email(chain):
    shared = people(f1="a@b.org", f2="a@b.org", f3="a@b.org")

    assert decided(chain, "f:1+f:2+f:3 | different", people=shared) == []


def test_who_was_not_decided_about_stays_linked(chain):
    four = THREE + "    f:4           | 4   | 2026-02-04 10:00\n"
    shared = people(f1="a@b.org", f2="a@b.org", f3="a@b.org", f4="a@b.org")

    links = decided(chain, "f:1+f:4 | different", people=shared, eligible=four)

    assert linked(links) == {"f:2": "f:3"}


def test_different_people_keep_the_links_of_their_own_emails(chain):
    links = decided(chain, "f:2+f:3 | different", people=people(f1="a@b.org", f2="a@b.org"))

    assert linked(links) == {"f:1": "f:2"}


def test_of_one_decision_and_one_email_the_parted_may_be_joined_again(chain):
    """f:1 and f:2 share an address and are different; each may be the same as someone else."""
    links = decided(
        chain,
        "f:1+f:2 | different",
        "f:1+f:3 | same",
        people=people(f1="a@b.org", f2="a@b.org"),
    )

    assert linked(links) == {"f:1": "f:3"}


def test_no_decision_links_a_person_with_a_collective(chain):
    kinds = """
        submission_id | sid | answered_at      | respondent_kind
        --------------+-----+------------------+----------------
        f:1           | 1   | 2026-02-01 10:00 | individual
        f:2           | 2   | 2026-02-02 10:00 | collective
        f:3           | 3   | 2026-02-03 10:00 | individual
        f:4           | 4   | 2026-02-04 10:00 | collective
    """

    links = decided(chain, "f:1+f:2+f:3+f:4 | same", eligible=kinds)

    assert linked(links) == {"f:1": "f:3", "f:2": "f:4"}


def test_a_decision_about_what_cannot_count_has_no_effect(chain):
    assert decided(chain, "f:1+f:9 | same") == []
    assert linked(decided(chain, "f:1+f:2+f:9 | same")) == {"f:1": "f:2"}


def test_a_decision_may_be_about_hundreds(chain):
    ids = [f"f:{number}" for number in range(1, 401)]
    eligible = "submission_id | sid\n---\n" + "\n".join(f"f:{n} | {n}" for n in range(1, 401))

    links = decided(chain, f"{'+'.join(ids)} | same", eligible=eligible)

    assert set(linked(links).values()) == {"f:400"}
    assert len(links) == 399
