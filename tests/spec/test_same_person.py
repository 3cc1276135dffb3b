"""Same person: the same address, or an organiser says so. What is asked is equal, never weighed."""

from __future__ import annotations

import pytest

from tests.cases.drawn import Row, drawing_of

TWELVE = "un deux trois quatre cinq six sept huit neuf dix onze douze"
OTHER = TWELVE.replace("douze", "treize")


def groups(rows: list[Row]) -> set[str]:
    """The submissions of each group, joined by +."""
    found: dict[object, list[str]] = {}
    for row in rows:
        found.setdefault((row["reason"], row["group_key"]), []).append(str(row["submission_id"]))
    return {"+".join(sorted(members)) for members in found.values()}


def typed(*people: str) -> dict[str, str]:
    """The answers of people `name | postcode | commune | e-mail | collective | text`."""
    cells = [[*map(str.strip, person.split("|")), *[""] * 5][:6] for person in people]
    said = [
        f"a | {n} | {' | '.join(row[:5])} | {'collective_name' if row[4] else 'own_name'}"
        f" | 2026-02-0{n} 10:00"
        for n, row in enumerate(cells, start=1)
    ]
    columns = "export_id | sid | name | postcode | commune | email | collective | consent"
    texts = [f"a | {n} | why | {row[5] or 'court'}" for n, row in enumerate(cells, start=1)]
    return {
        "form__questions": "question_id | kind\n---\nwhy | text",
        "typed__submissions": drawing_of(f"{columns} | submitted_at", said),
        "typed__answers": drawing_of("export_id | record_number | question_id | text", texts),
    }


# Voices.


def test_of_an_emails_submissions_the_latest_speaks_whatever_was_decided(chain):
    chain(
        "review.voices",
        clean__submissions="submission_id\n---\nf:1\nf:2\nf:3",
        respondents__eligible="""
            submission_id | sid | answered_at
            f:1           | 1   | 2026-02-01 10:00
            f:2           | 2   | 2026-02-02 10:00
            f:3           | 3   | 2026-02-03 10:00
        """,
        people__people="submission_id | folded_email\n---\nf:1 | a@b.org\nf:2 | a@b.org",
        respondents__decisions="submission_ids | choice\n---\n[f:2, f:3] | same",
        gives="submission_id\n---\nf:2\nf:3",
    )


def test_names_are_folded_and_what_is_no_name_is_nothing(chain):
    folded = {
        "Agnès Roux": "agnes roux",
        "ROUX  agnès": "agnes roux",
        "Jean-Baptiste O'Brien": "baptiste brien jean o",
    } | dict.fromkeys(("Anonyme", "x", "06 11 22 33 44", "a@example.org", ""), "")
    said = [f"a | {sid} | {name}" for sid, name in enumerate(folded, 1)]
    known = [f"f:{sid} | {name}" for sid, name in enumerate(folded.values(), 1)]
    chain(
        "review.voices",
        typed__submissions=drawing_of("export_id | sid | name", said),
        gives=drawing_of("submission_id | folded_name", known),
    )


def test_a_collective_is_known_by_its_own_name(chain):
    chain(
        "review.voices",
        typed__submissions="""
            export_id | sid | name  | collective         | consent
            a         | 1   | Zoé   | Ligue de l'Exemple | collective_name
            a         | 2   | Marie | aucun              | collective_name
            a         | 3   | Zoé   | Ligue de l'Exemple | anonymous
        """,
        gives="submission_id | folded_name\n---\nf:1 | de exemple l ligue\nf:2 | marie\nf:3 | zoe",
    )


# Long texts that several wrote.


@pytest.mark.parametrize(
    ("texts", "kind", "word_counts"),
    [
        ((TWELVE, TWELVE, f"{TWELVE} treize"), "text", [12, 12]),
        (("l'eau,d’ici;l'air…l'été-2026 l'œil (l'âme)",) * 2, "text", [13, 13]),
        # People who think alike write alike.
        (("la TVA",) * 2, "text", []),
        ((TWELVE.removesuffix(" douze"),) * 2, "text", []),
        (("a, " * 11 + "!",) * 2, "text", []),
        ((TWELVE,) * 2, "choice", []),
    ],
)
def test_a_long_text_that_two_wrote_is_repeated(relation, texts, kind, word_counts):
    rows = "\n".join(f"f:{n} | why | {text}" for n, text in enumerate(texts, start=1))
    voices = "\n".join(f"f:{n}" for n in range(1, len(texts) + 1))

    found = relation(
        "review.repeated_texts",
        form__questions=f"question_id | kind\n---\nwhy | {kind}",
        review__voices=f"submission_id\n---\n{voices}",
        clean__answers=f"submission_id | question_id | text\n---\n{rows}",
    )

    assert [row["word_count"] for row in found] == word_counts


# What is asked.


ASKED = {
    "same_name": "review.same_names",
    "same_name_and_place": "review.same_names",
    "shared_email": "review.shared_email",
    "near_name": "review.near_names",
    "same_words": "review.same_words",
}


@pytest.mark.parametrize(
    ("reason", "people", "asked"),
    [
        # The same full name, two words or more, wherever they live and in whatever order it stands.
        ("same_name", ("Zoé Exemple|35000", "EXEMPLE zoe|13000"), {"1+2"}),
        ("same_name", ("Zoé|35000", "Zoé|35000"), set()),
        # A collective is not a person, and goes by its own name.
        ("same_name", ("Zoé Exemple", "Zoé Exemple|||| Ligue de la Rue"), set()),
        ("same_name", ("Rose Luxembourg", "Zoé|||| Rose Luxembourg"), set()),
        ("same_name", ("Zoé|||| Ligue de la Rue", "Max|||| Ligue de la rue"), {"1+2"}),
        # One address is one voice.
        ("same_name", ("Zoé Exemple||| z@example.org", "Zoé Exemple||| z@example.org"), set()),
        # A first name or a pseudonym: with the same place, the postcode or else the commune.
        ("same_name_and_place", ("Zoé|35000|Rennes", "zoe|35000"), {"1+2"}),
        ("same_name_and_place", ("Zoé||Saint-Malo", "Zoé||SAINT MALO"), {"1+2"}),
        ("same_name_and_place", ("Zoé|35000", "Zoé|13000"), set()),
        ("same_name_and_place", ("Zoé", "Zoé"), set()),
        ("same_name_and_place", ("|35000", "|35000"), set()),
        # One address under two full names: linked, unless somebody says that they are two.
        ("shared_email", ("Zoé Exemple||| z@example.org", "Max Exemple||| z@example.org"), {"1+2"}),
        ("shared_email", ("Zoé Exemple||| z@example.org", "Zoé||| z@example.org"), set()),
        # One letter of a full name otherwise, in the same postcode (promises/test_near_names).
        ("near_name", ("Zoé Exemple|35000", "Zoé Exmeple|35000"), {"1+2"}),
        *(("near_name", ("Zoé Exemple|35000", other), set())
          for other in ("Zoé Exemplr|13000", "Zoé Exemplr", "Zoée Exmple|35000")),
        ("near_name", ("Zoé|35000", "Zoée|35000"), set()),
        ("near_name", ("Zoé Exemple|35000", "Zoé Exemple|35000", "Zoé Exemplr|35000"), {"1+3"}),
        # The same long text, word for word, of people who did not give two names or two places.
        ("same_words", (f"|||||{TWELVE}", f"|||||{TWELVE}", f"|||||{OTHER}"), {"1+2"}),
        ("same_words", (f"Zoé Exemple|35000||||{TWELVE}", f"|||||{TWELVE}"), {"1+2"}),
        ("same_words", (f"Zoé|||||{TWELVE}", f"Zoé|35000||||{TWELVE}"), {"1+2"}),
        # A letter that several signed is its family's to tell. A full name is asked about already.
        ("same_words", (f"Zoé|||||{TWELVE}", f"Max|||||{TWELVE}", f"|||||{TWELVE}"), set()),
        ("same_words", (f"|35000||||{TWELVE}", f"|13000||||{TWELVE}"), set()),
        ("same_words", (f"Zoé Exemple|||||{TWELVE}", f"Zoé Exemple|||||{TWELVE}"), set()),
        ("same_words", (f"|||||{TWELVE}", f"|||| Ligue de la Rue|{TWELVE}"), set()),
    ],
)  # fmt: skip
def test_what_is_equal_is_asked_about(chain, reason, people, asked):
    found = [row for row in chain(ASKED[reason], **typed(*people)) if row["reason"] == reason]

    assert {group.replace("f:", "") for group in groups(found)} == asked


def test_nothing_asked_is_applied(chain):
    people = ("Zoé Exemple|35000", "Zoé Exemple|35000", "Zoé Exemplr|35000")

    assert chain("respondents.links", **typed(*people)) == []


@pytest.mark.parametrize(
    ("others_in_family", "asked"), [(None, {"f:1+f:2"}), (0, {"f:1+f:2"}), (1, set())]
)
def test_words_that_a_family_spreads_are_not_asked_about(relation, others_in_family, asked):
    """A text is compared with the texts below the same question, and a letter has other
    wordings."""
    drawings = {} if others_in_family is None else {
        "families__families": f"family_id | respondent_count\n---\nL | {2 + others_in_family}",
        "families__members": "family_id | question_id | submission_id\n---\n"
        "L | why | f:1\nL | why | f:2",
    }  # fmt: skip
    found = relation(
        "review.same_words",
        review__voices="submission_id\n---\nf:1\nf:2\nf:3",
        review__repeated_texts="submission_id | question_id | text_digest\n---\n"
        "f:1 | why | 7\nf:2 | why | 7\nf:3 | other | 7",
        **drawings,
    )

    assert groups(found) == asked
