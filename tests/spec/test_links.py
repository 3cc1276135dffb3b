"""respondents.links: which submissions are re-sends of the same person or collective."""

import pytest

from tests.cases.drawn import cells_by, drawing_of


def linked(links) -> dict[object, object]:
    """What replaces each replaced submission."""
    return cells_by(links, "submission_id", "contribution_id")


@pytest.mark.parametrize(
    ("answered", "replaced"),
    [
        # The later one with the same e-mail, of the same time the greater SID, the last of three.
        (("1 | 02 | individual | a@b.org", "2 | 01 | individual | a@b.org"), {"f:2": "f:1"}),
        (("10 | 01 | individual | a@b.org", "9 | 01 | individual | a@b.org"), {"f:9": "f:10"}),
        (tuple(f"{n} | 0{n} | individual | a@b.org" for n in (1, 2, 3)),
         {"f:1": "f:3", "f:2": "f:3"}),
        # A person and a collective are two, and no e-mail is never the same.
        (("1 | 01 | individual | a@b.org", "2 | 02 | collective | a@b.org"), {}),
        (("1 | 01 | individual | ", "2 | 02 | individual | "), {}),
    ],
)  # fmt: skip
def test_the_later_submission_with_the_same_email_replaces_the_earlier(chain, answered, replaced):
    rows = [line.split(" | ") for line in answered]
    links = chain(
        "respondents.links",
        people__people="submission_id | folded_email\n---\n"
        + "\n".join(f"f:{row[0]} | {row[3]}" for row in rows),
        respondents__eligible="submission_id | sid | answered_at | respondent_kind\n---\n"
        + "\n".join(f"f:{row[0]} | {row[0]} | 2026-02-{row[1]} 10:00 | {row[2]}" for row in rows),
    )

    assert linked(links) == replaced
    assert {row["link_rule"] for row in links} <= {"same_email"}


def test_emails_are_compared_without_regard_to_case_spaces_or_encoding(chain):
    emails = {
        "Anne@Exemple.ORG": "anne@exemple.org",
        '" anne@exemple.org "': "anne@exemple.org",
        "zoé@exemple.org": "zoé@exemple.org",
        "zoe\u0301@exemple.org": "zoé@exemple.org",  # the accent as a character of its own
        "a.nne@exemple.org": "a.nne@exemple.org",  # only some providers ignore dots
        "anne+vsa@exemple.org": "anne+vsa@exemple.org",
    }
    chain(
        "people.people",
        typed__submissions="export_id | sid | email\n---\n"
        + "\n".join(f"a | {sid} | {email}" for sid, email in enumerate(emails, start=1)),
        gives="email | folded_email\n---\n"
        + "\n".join(f"{email} | {folded}" for email, folded in emails.items()),
    )


# Decisions.

ELIGIBLE = "submission_id | sid | answered_at | respondent_kind"
THREE = drawing_of(
    ELIGIBLE, (f"f:{sid} | {sid} | 2026-02-0{sid} 10:00 | individual" for sid in (1, 2, 3))
)
KINDS = THREE.replace("02 10:00 | individual", "02 10:00 | collective") + (
    "\nf:4 | 4 | 2026-02-04 10:00 | collective"
)


def decided(chain, *decisions: str, of_one_address: str = "f:0", eligible: str = THREE):
    """The links after decisions `ids | choice`, or `ids | choice | state`."""
    rows = []
    for number, decision in enumerate(decisions):
        ids, choice, *state = decision.split(" | ")
        listed = ids.replace("+", ", ")
        rows.append(f"s{number} | [{listed}] | {choice} | {state[0] if state else 'applied'}")
    return chain(
        "respondents.links",
        respondents__eligible=eligible,
        people__people=drawing_of(
            "submission_id | folded_email", (f"{sid} | a@b.org" for sid in of_one_address.split())
        ),
        respondents__decisions=drawing_of("subject_id | submission_ids | choice | state", rows),
    )


@pytest.mark.parametrize(
    ("decisions", "of_one_address", "links"),
    [
        # The same person is replaced by their latest. Decisions chain, with e-mails too.
        (["f:1+f:2 | same"], "", {"f:1": "f:2"}),
        (["f:1+f:2 | same", "f:2+f:3 | same"], "", {"f:1": "f:3", "f:2": "f:3"}),
        (["f:2+f:3 | same"], "f:1 f:2", {"f:1": "f:3", "f:2": "f:3"}),
        # One that does not apply links nothing, nor does one about what can't count.
        *((["f:1+f:2 | same | " + state], "", {})
          for state in ("contradictory", "changed", "overruled")),
        (["f:1+f:9 | same"], "", {}),
        (["f:1+f:2+f:9 | same"], "", {"f:1": "f:2"}),
        # Different people are not linked by their common e-mail. Who was not decided about is.
        (["f:1+f:2+f:3 | different"], "f:1 f:2 f:3", {}),
        (["f:1+f:3 | different"], "f:1 f:2 f:3", {}),
        (["f:2+f:3 | different"], "f:1 f:2", {"f:1": "f:2"}),
        # Parted of an address, each may be the same as someone else.
        (["f:1+f:2 | different", "f:1+f:3 | same"], "f:1 f:2", {"f:1": "f:3"}),
    ],
)  # fmt: skip
def test_decisions_link_and_part(chain, decisions, of_one_address, links):
    assert linked(decided(chain, *decisions, of_one_address=of_one_address)) == links


def test_a_link_is_told_by_its_email_where_there_is_one_else_by_the_decision(chain):
    for given, rules in (("f:1+f:2 | same", {"same_email"}), ("f:2+f:3 | same", {"decision"})):
        links = decided(chain, given, of_one_address="f:1 f:2")
        assert {row["link_rule"] for row in links} == rules


def test_no_decision_links_a_person_with_a_collective(chain):
    links = decided(chain, "f:1+f:2+f:3+f:4 | same", eligible=KINDS)

    assert linked(links) == {"f:1": "f:3", "f:2": "f:4"}


def test_a_decision_may_be_about_hundreds(chain):
    ids = [f"f:{number}" for number in range(1, 401)]
    eligible = drawing_of("submission_id | sid", (f"{sid} | {sid[2:]}" for sid in ids))

    links = decided(chain, f"{'+'.join(ids)} | same", eligible=eligible)

    assert linked(links) == dict.fromkeys(ids[:-1], "f:400")
