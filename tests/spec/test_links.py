"""respondents.links: which submissions are re-sends of the same person or collective."""

import pytest


def linked(links) -> dict[object, object]:
    """What replaces each replaced submission."""
    return {row["submission_id"]: row["contribution_id"] for row in links}


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


@pytest.mark.parametrize(
    ("first", "box"),
    [
        ("2026-02-01 10:00 | 2026-02-01 10:00 | false", "resend"),
        ("2026-02-01 10:00 |                  | true", "draft"),
        ("2026-04-01 10:00 | 2026-04-01 10:00 | false", "late"),
    ],
)
def test_only_what_no_earlier_box_took_is_linked(chain, first, box):
    chain(
        "respondents.flow",
        form__form="closes_at\n---\n2026-03-11 22:59:59",
        typed__submissions="export_id | sid | submitted_at | completed_at | is_draft | email\n---\n"
        f"a | 1 | {first} | a@b.org\n"
        "a | 2 | 2026-02-02 10:00 | 2026-02-02 10:00 | false | A@b.org",
        gives=f"submission_id | box\n---\nf:1 | {box}\nf:2 | counted",
    )


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


@pytest.mark.parametrize(
    ("decisions", "of_one_address", "links"),
    [
        # The same person is replaced by their latest; decisions chain, with e-mails too.
        (["f:1+f:2 | same"], "", {"f:1": "f:2"}),
        (["f:1+f:2 | same", "f:2+f:3 | same"], "", {"f:1": "f:3", "f:2": "f:3"}),
        (["f:2+f:3 | same"], "f1 f2", {"f:1": "f:3", "f:2": "f:3"}),
        # One that does not apply links nothing, nor does one about what can't count.
        *((["f:1+f:2 | same | " + state], "", {})
          for state in ("contradictory", "changed", "overruled")),
        (["f:1+f:9 | same"], "", {}),
        (["f:1+f:2+f:9 | same"], "", {"f:1": "f:2"}),
        # Different people are not linked by their common e-mail; who was not decided about is.
        (["f:1+f:2+f:3 | different"], "f1 f2 f3", {}),
        (["f:1+f:3 | different"], "f1 f2 f3", {}),
        (["f:2+f:3 | different"], "f1 f2", {"f:1": "f:2"}),
        # Parted of an address, each may be the same as someone else.
        (["f:1+f:2 | different", "f:1+f:3 | same"], "f1 f2", {"f:1": "f:3"}),
    ],
)  # fmt: skip
def test_decisions_link_and_part(chain, decisions, of_one_address, links):
    addresses = dict.fromkeys(of_one_address.split(), "a@b.org")

    assert (
        linked(decided(chain, *decisions, people=people(**addresses) if addresses else NOBODY))
        == links
    )


def test_a_link_is_told_by_its_email_where_there_is_one_else_by_the_decision(chain):
    shared = people(f1="a@b.org", f2="a@b.org")

    for given, rules in (("f:1+f:2 | same", {"same_email"}), ("f:2+f:3 | same", {"decision"})):
        links = decided(chain, given, people=shared)
        assert {row["link_rule"] for row in links} == rules


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


def test_a_decision_may_be_about_hundreds(chain):
    ids = [f"f:{number}" for number in range(1, 401)]
    eligible = "submission_id | sid\n---\n" + "\n".join(f"f:{n} | {n}" for n in range(1, 401))

    links = decided(chain, f"{'+'.join(ids)} | same", eligible=eligible)

    assert set(linked(links).values()) == {"f:400"}
    assert len(links) == 399
