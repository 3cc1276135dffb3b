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
            column_cells = cells if draw(st.integers(0, 4)) else []
            columns.append(((group if not number else "", draw(LABEL)), column_cells))
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
    answers: dict[str, Any] = {
        "title": draw(LABEL),
        "recipient": draw(LABEL),
        "closes_at": draw(st.sampled_from(["", "2027-01-31", "2027-01-31T18:30:00"])),
        **{name: {} for name in ("consent", "category", "roles", "audience", "kinds")},
        "ignored": [],
    }
    for topic in questionnaire.topics:
        use = draw(st.sampled_from(sorted(topic.uses)))
        if use == "consent" and not answers["consent"]:
            states = ("own_name", "collective_name", "anonymous", "reflection_only", None)
            placed = {
                # Who says no sends nothing, wherever that stands in the form file.
                value.key: draw(st.sampled_from(states[3:] if says_no(value.text) else states))
                for value in topic.values
            }
            typed = {"anonymous": "Dit ailleurs" + "!" * len(topic.values)}
            answers["consent"] = {"question": topic.key, "states": placed, "typed": typed}
        elif use == "category" and topic.question.choices and not answers["category"]:
            ids = sorted({choice.id for choice in topic.question.choices})
            collectives = draw(st.lists(st.sampled_from(ids), unique=True))
            answers["category"] = {"question": topic.key, "collectives": collectives}
        elif use in ROLES and use not in answers["roles"]:
            answers["roles"][use] = topic.key
        elif use == "question":
            leaves = topic.question.kind != "file"
            answers["audience"][topic.key] = draw(
                st.sampled_from(("all", "organisation") if leaves else ("organisation",))
            )
            answers["kinds"][topic.key] = draw(st.sampled_from(topic.kinds))
        else:
            answers["ignored"].append(topic.key)
    return answers


def declared_by(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """What a form file says of answers: nothing of the kinds, of states that nobody placed, nor in
    which order headings are left aside."""
    values = answers.model_dump(exclude={"kinds", "rewords"})
    values["consent"]["states"] = {k: v for k, v in values["consent"]["states"].items() if v}
    for state, texts in values["consent"].pop("typed").items():
        values["consent"]["states"] |= {key_of(text): state for text in texts}
    values["roles"] = {role: topic_key for role, topic_key in values["roles"].items() if topic_key}
    values["category"]["collectives"].sort()
    left = (text for key in answers.ignored for text in questionnaire.topic(key).ignored_as)
    return values | {"ignored": sorted(set(map(spelling_of, left)))}
