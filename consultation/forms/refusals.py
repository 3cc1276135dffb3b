"""Answers that say no, where the form file would have them send what people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from consultation.errors import OrganiserError
from consultation.forms.choice_lists import Listing
from consultation.forms.problems import Problem, as_identifier, quote
from consultation.forms.texts import FormText, KeyPath
from schemas.form import Consent, FormFile, Rule

SENDING = ("own_name", "collective_name", "anonymous")
# What an answer begins with that agrees: a « ne pas » that follows is about the name.
YES = re.compile(
    r"(oui|ok|yes|j accepte|d accord|j autorise|je consens|anonym\w*|nominati\w*|"
    r"(en|au|a|avec|sans|sous) (mon |le |son )?(propre )?nom)\b"
)
NO = re.compile(
    r"(no|aucune?|jamais|pas|je m oppose)\b|"
    r".*\b(refus\w*|ne pas|pas d accord|(ne|n) (\w+ ){1,3}pas|"
    r"non(?! (anonym|nominati|signe|publi|identifi)\w*))\b"
)
ABOUT_NAMES = re.compile(r".*\b(pre)?(noms?|nomm\w+|sign\w+|anonym\w+|identite|cit(e|es|er))\b")


def says_no(text: str) -> bool:
    """Whether an answer, or its key, refuses: « Non, merci », « Je ne souhaite pas », but neither
    « Oui, mais ne pas me nommer » nor « Non anonyme »."""
    words = _words(text)
    return not YES.match(words) and bool(NO.match(words))


def check_refusals(
    file: FormText, form: FormFile, choices: Mapping[str, Listing]
) -> Iterator[Problem]:
    """Answers, and rules, that send what whoever says no wrote."""
    if form.consent is not None:
        yield from _check_answers(file, form.consent)
        yield from _check_rules(file, form, form.consent.rules or (), choices)


def _check_answers(file: FormText, consent: Consent) -> Iterator[Problem]:
    for state in SENDING:
        for index, answer in enumerate(getattr(consent, state) or ()):
            if says_no(answer):
                path: KeyPath = ("consent", state)
                error = OrganiserError("form_file.sent_refusal", answer=quote(answer), state=state)
                yield Problem(file, (*path, index), error, key=path)


def _check_rules(
    file: FormText, form: FormFile, rules: Iterable[Rule], choices: Mapping[str, Listing]
) -> Iterator[Problem]:
    """Rules that send what those wrote who only say no, unless an earlier one keeps refusals, or
    the question is about names."""
    for index, rule in enumerate(rules):
        if rule.state not in SENDING:
            return
        if all(_is_refusal(form, choices, *one) for one in rule.when.items()):
            path: KeyPath = ("consent", "rules", index, "when")
            yield Problem(file, path, OrganiserError("form_file.sent_refusals", state=rule.state))


def _is_refusal(
    form: FormFile, choices: Mapping[str, Listing], question_id: str, choice: str
) -> bool:
    question, listing = form.questions.get(question_id), choices.get(question_id)
    if question is None or listing is None:
        return False
    asked = (question_id, question.title or "", *question.headers)
    if any(ABOUT_NAMES.match(_words(text)) for text in asked):
        return False
    return any(map(says_no, (choice, *listing.options.get(choice, ()))))


def _words(text: str) -> str:
    return as_identifier(text).replace("_", " ")
