"""Exports whose headings nobody would wish for, and answers about them that nobody would give."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from consultation.forms.refusing_labels import says_no
from consultation.forms.spelling import spelling_of
from consultation.proposals.given_answers import Answers
from consultation.proposals.six_questions import Questionnaire
from consultation.proposals.topics import ROLES, key_of
from tests.cases.drafts import LONG, Cells, details
from tests.cases.webform import LABELS, delimited, header

NASTY = [
    *("Autre", "autre", "Nom", "Raisons", "A", "A > B", "B", "SID", "Heure", "webform_sid", "UID"),
    *('"""', "'''", "a\nb", "\\", "\x00\x07", "<i>x</i>", "é", "e\u0301", "l’eau", "l'eau"),
    *("  x  ", "x", "]", "[questions.x]", "# c", "question", "choix", "ignored", "kind", "items"),
    *("Détails de la soumission", "Détails de la soumission > Nom", "Taille du fichier (KB)"),
    *("😀", "\u202e", "\ufeff", "\x85x", "new_1644497312877", "1", "E-mail", "x" * 3_000, "=1+1"),
]
LABEL = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
).filter(spelling_of)
CELLS = st.sampled_from(
    [
        *(["X"], ["Oui", "Non"], ["a", "b", "c"], ["1", "2", "3"], ["12/01/2022"], ["08:30"]),
        *(["x@example.org"], ["a,b", "b", "a", "a,b,c"], [], ["http://a.example/f"], LONG),
    ]
)


@st.composite
def exports(draw) -> bytes:
    """An export whose headings nobody would wish for, some alone and some in groups."""
    columns: list[tuple[tuple[str, str], Cells]] = []
    for _ in range(draw(st.integers(1, 4))):
        group = draw(st.one_of(st.just(""), LABEL))
        cells = draw(CELLS)
        for number in range(draw(st.integers(1, 3)) if group else 1):
            given = cells if draw(st.integers(0, 4)) else []
            columns.append(((group if not number else "", draw(LABEL)), given))
    own = draw(st.sampled_from([LABELS, LABELS[:2], []]))
    body = [
        details(row)[: len(own)]
        + [cells[(row + at) % len(cells)] if cells else "" for at, (_, cells) in enumerate(columns)]
        for row in range(draw(st.integers(0, 20)))
    ]
    return delimited([*header([heading for heading, _ in columns], submission=own), *body])


@st.composite
def answers_to(draw, questionnaire: Questionnaire) -> dict[str, Any]:
    """Any answers that a form file can say: each topic is put to any use that it allows."""
    given: dict[str, Any] = {
        "title": draw(LABEL),
        "recipient": draw(LABEL),
        "closes_at": draw(st.sampled_from(["", "2027-01-31", "2027-01-31T18:30:00"])),
        "consent": {},
        "category": {},
        "roles": {},
        "audience": {},
        "ignored": [],
        "kinds": {},
    }
    for topic in questionnaire.topics:
        use = draw(st.sampled_from(sorted(topic.uses)))
        if use == "consent" and not given["consent"]:
            states = ("own_name", "collective_name", "anonymous", "reflection_only", None)
            placed = {
                # Who says no sends nothing, wherever that stands in the form file.
                value.key: draw(st.sampled_from(states[3:] if says_no(value.text) else states))
                for value in topic.values
            }
            typed = {"anonymous": "Dit ailleurs" + "!" * len(topic.values)}
            given["consent"] = {"question": topic.key, "states": placed, "typed": typed}
        elif use == "category" and topic.question.choices and not given["category"]:
            ids = sorted({choice.id for choice in topic.question.choices})
            collectives = draw(st.lists(st.sampled_from(ids), unique=True))
            given["category"] = {"question": topic.key, "collectives": collectives}
        elif use in ROLES and use not in given["roles"]:
            given["roles"][use] = topic.key
        elif use == "question":
            leaves = topic.question.kind != "file"
            given["audience"][topic.key] = draw(
                st.sampled_from(("all", "organisation") if leaves else ("organisation",))
            )
            given["kinds"][topic.key] = draw(st.sampled_from(topic.kinds))
        else:
            given["ignored"].append(topic.key)
    return given


def said_by(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """What a form file says of answers: nothing of the kinds, of states that nobody placed, nor in
    which order headings are left aside."""
    said = answers.model_dump(exclude={"kinds", "rewords"})
    said["consent"]["states"] = {k: v for k, v in said["consent"]["states"].items() if v}
    for state, texts in said["consent"].pop("typed").items():
        said["consent"]["states"] |= {key_of(text): state for text in texts}
    said["roles"] = {role: one for role, one in said["roles"].items() if one}
    said["category"]["collectives"].sort()
    left = (text for key in answers.ignored for text in questionnaire.topic(key).ignored_as)
    return said | {"ignored": sorted(set(map(spelling_of, left)))}
