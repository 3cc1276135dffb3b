"""The fields that a screen of a declaration sends, and the answers made from them.

A field is named by its path in the answers: `consent.question`. The field `use.<key>` contains the
use of the column with that key: an audience (who gets the answers), a role (such as `email`),
`category` or `ignored`. If the column is a question of the form file under a new heading, the field
contains the key of that question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any, Literal, NamedTuple, get_args

from consultation.forms.problems import quote
from consultation.proposals.given_answers import Answers, FieldProblem
from consultation.proposals.six_questions import Questionnaire
from consultation.proposals.topics import ROLES, Topic
from consultation.words.errors import OrganiserError

Pairs = Sequence[tuple[str, str]]
# Draw again; show or save the form file; save it over a person's changes (take); let the listed
# columns leave (leave), or the undecided answers have their consents (place), as we suggest.
Do = Literal["refresh", "show", "save", "take", "leave", "place"]

# The acts that need the form file, so that all answers must be there.
ENDS = ("show", "save", "take")
AUDIENCES = {"all": "all", "organisation": "organisation", "untold": ""}
# The uses that only one column can have.
SINGLE = (*ROLES, "category")
# For each rule, a screen lists every choice of every question.
MOST_RULES = 100
LAST_SECOND = time(23, 59, 59)


class Sent(NamedTuple):
    """The fields that a screen sent, read: the answers (`answers`), the requested act (`do`), and
    the problems of what the screen had not asked yet (`unseen`)."""

    answers: dict[str, Any]
    do: Do
    unseen: list[FieldProblem]


def as_sent(guess: Answers) -> dict[str, Any]:
    """The answers in the shape of a screen's fields. `audience`, `roles`, `category.question` and
    `ignored` become a single field `use`, key of a column → use: `{"3f…": "email"}`."""
    sent = guess.model_dump(mode="json")
    if moment := guess.closes_at:
        is_day = moment.time() == LAST_SECOND
        sent["closes_at"] = moment.date().isoformat() if is_day else moment.isoformat()
    audiences = {key: audience or "untold" for key, audience in sent.pop("audience").items()}
    single = {**sent.pop("roles"), "category": sent["category"].pop("question")}
    named = {key: use for use, key in single.items() if key}
    sent["use"] = audiences | dict.fromkeys(sent.pop("ignored"), "ignored") | named
    return sent


def read_pairs(pairs: Pairs, draft: Questionnaire) -> Sent:
    """Read the fields that a screen sent: `("title", "Vélo")`, `("do", "save")`.

    An unknown act becomes `refresh`. For an act that makes a form file (`ENDS`), a problem is
    returned for each field that the screen had not shown yet, and for each second column with a use
    that only one column can have, such as `email`. Raises OrganiserError for more than 100 rules of
    consent.
    """
    answers = _answers_of(pairs)
    do = answers.pop("do", "refresh")
    if do not in get_args(Do):
        do = "refresh"
    unseen = [*_just_chosen(answers)]
    uses_shown = {*answers["use"]}
    complete(answers, draft, is_sent=True)
    unseen += (
        _just_met(topic) for topic in draft.topics if topic.key in {*answers["use"]} - uses_shown
    )
    unseen += (
        FieldProblem(("audience", key), OrganiserError("answers.two_uses"))
        for key in _second_columns(answers["use"])
    )
    return Sent(answers, do, unseen if do in ENDS else [])


def _answers_of(pairs: Pairs) -> dict[str, Any]:
    """The fields of a screen (pairs of name and value) as nested answers:
    `("pack.contact", "a@b.fr")` → `{"pack": {"contact": "a@b.fr"}, …}`. Unknown fields are dropped.
    Raises OrganiserError for more than 100 rules of consent."""
    answers: dict[str, Any] = {
        "consent": {"states": {}, "typed": {}, "requires": {}, "rules": []},
        "category": {"collectives": []},
        "pack": {},
        "publish": {},
        "review": {},
        "use": {},
        "kinds": {},
        "listed": [],
    }
    rules: dict[str, dict[str, Any]] = {}
    for name, value in pairs:
        _put_in_place(name, value, answers, rules)
    if len(rules) > MOST_RULES:
        raise OrganiserError("request_too_large")
    answers["consent"]["rules"] = [
        {"state": "", **rule} for rule in rules.values() if rule["when"] or rule.get("state")
    ]
    return answers


def _put_in_place(
    name: str, value: str, answers: dict[str, Any], rules: dict[str, dict[str, Any]]
) -> None:
    """Store the value of a field in `answers`, under the path that is the field's name: `pack.asks`
    in `answers["pack"]["asks"]`. A rule of consent is stored in `rules`, under its number on the
    screen. Unknown names are ignored."""
    match name.split("."):
        case ["consent", "typed", state]:
            answers["consent"]["typed"][state] = value.splitlines()
        case ["consent", "states", key]:
            answers["consent"]["states"][key] = value
        case ["consent", "requires"]:
            _tick(answers["consent"]["requires"], value)
        case ["consent", "rules", number, "state"]:
            rules.setdefault(number, {"when": {}})["state"] = value
        case ["consent", "rules", number, "when"]:
            _tick(rules.setdefault(number, {"when": {}})["when"], value)
        case ["listed"]:
            answers["listed"].append(value)
        case ["category", "collectives"]:
            answers["category"]["collectives"].append(value)
        case ["consent", "question" | "of" as key] | ["category", "of" as key]:
            answers[name.partition(".")[0]][key] = value
        case ["pack", "asks"]:
            answers["pack"]["asks"] = value.splitlines()
        case ["pack" | "publish" | "review" | "use" | "kinds" as table, key]:
            answers[table][key] = value
        case ["title" | "recipient" | "closes_at" | "form_id" | "digest" | "do" as key]:
            answers[key] = value


def _tick(ticked: dict[str, list[str]], value: str) -> None:
    """Add a choice to `ticked`, which lists choices by question: the value `"q1 oui"` →
    `{"q1": ["oui"]}`. A choice is added once. An empty value adds nothing.

    A rule of consent requires these choices: a person must have ticked one of each question.
    """
    topic, _, choice = value.partition(" ")
    if topic and choice not in ticked.setdefault(topic, []):
        ticked[topic].append(choice)


def _just_chosen(answers: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """Yield a problem if the organiser has just chosen another consent question. The screen did not
    show its answers, so nobody can have decided yet which consent each answer means."""
    if answers["consent"].get("question", "") != answers["consent"].get("of", ""):
        yield FieldProblem(("consent", "question"), OrganiserError("answers.unseen_values"))


def _second_columns(uses: Mapping[str, str]) -> list[str]:
    """The keys of columns with a use that only one column can have, although an earlier column has
    it: `{"a": "name", "b": "name"}` → `["b"]`. `uses`: key of a column → use."""
    return [key for key, use in uses.items() if use in SINGLE and column_used_as(use, uses) != key]


def column_used_as(use: str, uses: Mapping[str, str]) -> str:
    """The key of the first column with this use: `"name"`, `{"a": "name", "b": "name"}` → `a`.
    Empty if no column has it."""
    return next((key for key, column_use in uses.items() if column_use == use), "")


def _just_met(topic: Topic) -> FieldProblem:
    """The problem of a column for which the screen had not asked the use yet."""
    heading = quote(topic.headings[0])
    return FieldProblem(("ignored", topic.key), OrganiserError("answers.no_use", heading=heading))


def complete(
    answers: dict[str, Any], draft: Questionnaire, *, is_sent: bool = False
) -> dict[str, Any]:
    """Complete the answers `answers`, in place, and return them. Each column without a use gets the
    use that `use_of` returns. The consent question loses its use.

    If `is_sent` (a screen sent the answers) and the organiser has just chosen

    - another column as the category: the choices that we take for collectives are ticked;
    - another consent question: the consents chosen for the answers of the former are removed.
    """
    consent, category = answers["consent"], answers["category"]
    of = consent.get("question") or ""
    answers["use"] = {
        topic.key: answers["use"].get(topic.key) or use_of(topic)
        for topic in draft.topics
        if topic.key != of
    }
    who = column_used_as("category", answers["use"])
    if is_sent and consent.get("of") != of:
        consent |= {"states": {}, "typed": {}}
    if is_sent and category.get("of") != who:
        category["collectives"] = draft.collectives_of(who) if who else []
    consent["of"], category["of"] = of, who
    return answers


def use_of(topic: Topic) -> str:
    """The first use of a column before anybody chooses: `untold` (undecided) for a question with
    known answers, else `ignored`. With either use, no answer of the column leaves."""
    is_question = "question" in topic.uses and topic.values
    return "untold" if is_question else "ignored"


def answers_in(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in the shape of `given_answers.Answers`, from which a form file is made.
    `answers` are the answers in the shape of the screen's fields."""
    uses: dict[str, str] = answers["use"]
    audiences = {key: AUDIENCES[use] for key, use in uses.items() if use in AUDIENCES}
    consent, category, pack = (answers[name] for name in ("consent", "category", "pack"))
    typed = {state: _lines(lines) for state, lines in consent["typed"].items()}
    return {
        **{name: answers.get(name, "") for name in ("title", "recipient", "closes_at")},
        "consent": {key: value for key, value in consent.items() if key != "of"} | {"typed": typed},
        "category": {
            "question": category["of"],
            "collectives": category["collectives"],
        },
        "pack": pack | {"asks": _lines(pack.get("asks", ()))},
        "publish": answers["publish"],
        "review": answers["review"],
        "roles": {role: column_used_as(role, uses) for role in ROLES},
        "audience": audiences,
        "ignored": [
            *(key for key, use in uses.items() if use == "ignored"),
            *_second_columns(uses),
        ],
        "kinds": {key: kind for key, kind in answers["kinds"].items() if key in audiences},
        "rewords": {
            key: use for key, use in uses.items() if use not in (*AUDIENCES, *SINGLE, "ignored")
        },
    }


def _lines(typed: Sequence[str]) -> list[str]:
    return [line for line in typed if line.strip()]
