"""A check for answers that refuse to have texts sent, although the form file declares them as
consent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from consultation.forms.choice_lists import Listing
from consultation.forms.form_parts import ticks
from consultation.forms.problems import Problem, as_identifier, quote
from consultation.forms.texts import FormText, KeyPath
from consultation.words.errors import OrganiserError
from schemas.form import Consent, FormFile, Rule

SENDING = ("own_name", "collective_name", "anonymous")
# What a refusal begins with, or its last word; « Je ne souhaite pas que mon nom… » is about names.
NO = re.compile(
    r"(jamais|surtout pas|((je )?(ne )?suis )?pas d accord|je m oppose|(je )?refus\w*|"
    r"pas de? (envoi|transmission|publication|diffusion)|(ne|n) (\w+ez )?(pas|rien)|"
    r"((je|j) )?((ne|n) )?(accepte|autorise|consens|donne|souhaite|veux) (pas|rien))\b"
    r"(?! (que |de )?(\w+er )?(mon nom|me nommer|etre (cite|nomme)))|"
    r"non\b(?! (anonym|nominati|signe))|no( thanks)?$|.*\bnon( merci)?$"
)
ASKS_TO_SEND = re.compile(
    r".*\b(transm|envo[iy]|publi(?!cs?\b|que)|diffus|partag|accept|accord|autoris|consent|cnil)"
)
ABOUT_NAMES = re.compile(r".*\b(pre)?(noms?|nomm\w+|sign\w+|anonym\w+|identite|cit(e|es|er))\b")


def says_no(text: str) -> bool:
    """True if an answer's text, or its id, clearly refuses: « Non, merci », « Je ne souhaite pas »
    → True. « Oui, mais je ne souhaite pas… », « Pas d'objection » → False."""
    return bool(NO.match(_words(text)))


def check_refusals(
    file: FormText, form: FormFile, choices: Mapping[str, Listing]
) -> Iterator[Problem]:
    """Yield a problem for each answer or rule of `[consent]` that would send the texts of people
    who refuse."""
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
    """Yield a problem for each rule that would send the answers of people who refuse. There is no
    problem if an earlier rule matches these people and sends nothing (`reflection_only`)."""
    earlier_conditions: list[set[tuple[str, str]]] = []
    for index, rule in enumerate(rules):
        conditions = {*ticks(rule.when)}
        if rule.state not in SENDING:
            earlier_conditions.append(conditions)
        elif any(
            not any(earlier <= {*conditions, refusal} for earlier in earlier_conditions)
            for question_id in rule.when
            for refusal in _refusals(form, choices, question_id)
            if refusal in conditions or form.questions[question_id].kind == "choices"
        ):
            path: KeyPath = ("consent", "rules", index, "when")
            yield Problem(file, path, OrganiserError("form_file.sent_refusals", state=rule.state))


def _refusals(
    form: FormFile, choices: Mapping[str, Listing], question_id: str
) -> Iterator[tuple[str, str]]:
    """Yield (question id, choice id) for each choice by which people refuse to have answers sent.

    Yields nothing for a question on another subject, such as names (« avec mon nom ? »).
    """
    question, listing = form.questions.get(question_id), choices.get(question_id)
    if question is None or listing is None:
        return
    question_words = " ".join(map(_words, (question_id, question.title or "", *question.headers)))
    if ASKS_TO_SEND.match(question_words) and not ABOUT_NAMES.match(question_words):
        for choice, spellings in listing.options.items():
            if any(map(says_no, (choice, *spellings))):
                yield question_id, choice


def _words(text: str) -> str:
    return as_identifier(text).replace("_", " ")
