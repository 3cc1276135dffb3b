"""Contradictions between keys of a form file whose values, each alone, are valid."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from consultation.forms.choice_lists import CLOSED, Listing
from consultation.forms.named_questions import (
    TICKED,
    check_coding,
    check_publishing,
    named_question_error,
)
from consultation.forms.problems import Problem, dotted_key, either, lacks, quote, unknown_word
from consultation.forms.spelling import spelling_of
from consultation.forms.texts import FormText, KeyPath
from consultation.words.errors import OrganiserError
from schemas.form import Consent, FormFile, Question
from schemas.form_values import Audience, Kind

STATES = ("own_name", "collective_name", "anonymous", "reflection_only")


@dataclass(frozen=True)
class DeclaredForm:
    """A form file whose keys and types are valid, with its choices (question id → choices)."""

    file: FormText
    form: FormFile
    choices: Mapping[str, Listing]


def check_form(declared: DeclaredForm) -> Iterator[Problem]:
    """Yield a problem for each contradiction between keys of a form file."""
    for question_id, question in declared.form.questions.items():
        yield from _check_question(declared, question_id, question)
    if declared.form.consent is not None:
        yield from _check_consent(declared, declared.form.consent)
    yield from _check_category(declared)
    yield from _check_headings(declared)
    yield from _check_numbers_and_dates(declared)
    yield from check_coding(declared.file, declared.form)
    yield from check_publishing(declared.file, declared.form)


def _check_question(
    declared: DeclaredForm, question_id: str, question: Question
) -> Iterator[Problem]:
    path: KeyPath = ("questions", question_id)
    file, kind = declared.file, question.kind
    listing = declared.choices.get(question_id)
    if kind in CLOSED and question.choices is None and question.choices_file is None:
        yield _lacks_table(file, path, kind, "choices")
    if kind == "grid" and question.items is None:
        yield _lacks_table(file, path, kind, "items")
    yield from _check_needless(file, path, question)
    if question.choices is not None and question.choices_file is not None:
        error = OrganiserError("form_file.two_ways", key="choices", other="choices_file")
        yield Problem(file, (*path, "choices_file"), error)
    if listing is not None:
        yield from _check_spellings(listing)
        yield from _check_keys_below_choices(listing)
        yield from _check_groups(file, path, question.groups or {}, listing.options)
    if question.items is not None:
        yield from _check_spellings(Listing(file, (*path, "items"), question.items))


def _lacks_table(file: FormText, path: KeyPath, kind: str, table: str) -> Problem:
    return lacks(file, (*path, "kind"), f'kind = "{kind}"', dotted_key((*path, table)))


def _check_needless(file: FormText, path: KeyPath, question: Question) -> Iterator[Problem]:
    """Yield a problem for each key that a question of this kind can't have, such as `items` if the
    kind is `text`."""
    kinds: dict[str, tuple[bool, tuple[str, ...]]] = {
        "choices": (question.choices is not None, CLOSED),
        "choices_file": (question.choices_file is not None, CLOSED),
        "items": (question.items is not None, ("grid",)),
        "other": (question.other is not None, TICKED),
        "groups": (question.groups is not None, CLOSED),
        # `families = false` is allowed for every kind.
        "families": (question.families is True, ("text",)),
    }
    for key, (is_given, allowed) in kinds.items():
        if is_given and question.kind not in allowed:
            error = OrganiserError(
                "form_file.needless_key", key=key, kind=question.kind, kinds=either(allowed)
            )
            yield Problem(file, (*path, key), error)


def _check_spellings(listing: Listing) -> Iterator[Problem]:
    """Yield a problem for each spelling that two options (choices, items, states) share."""
    claimed: dict[str, str] = {}
    for option, spellings in listing.options.items():
        for spelling in dict.fromkeys(spelling_of(text) for text in [option, *spellings]):
            first = claimed.setdefault(spelling, option)
            if first != option:
                path = (*listing.path, option)
                error = OrganiserError(
                    "form_file.same_spelling",
                    spelling=quote(spelling),
                    first=dotted_key((*listing.path, first)),
                    second=dotted_key(path),
                )
                yield Problem(listing.file, path, error)


def _check_keys_below_choices(listing: Listing) -> Iterator[Problem]:
    """Yield a problem for `audience` or `kind` written below the line `[questions.….choices]`. TOML
    reads `audience = "organisation"` there as a choice, so that the answers would be published.

    A real choice may have the id `kind` or `audience`, if one of its spellings is no value of that
    key.
    """
    for key, words in (("audience", get_args(Audience)), ("kind", get_args(Kind))):
        if set(listing.options.get(key, ["?"])) <= {*words}:
            table = dotted_key(listing.path)
            error = OrganiserError("form_file.below_choices", key=key, table=table)
            yield Problem(listing.file, (*listing.path, key), error)


def _check_groups(
    file: FormText, path: KeyPath, groups: Mapping[str, list[str]], choices: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each choice in `groups` that is not in `choices`, or that two totals
    count. `groups`: name of a total → the choices that it counts."""
    counted: dict[str, KeyPath] = {}
    for label, members in groups.items():
        group: KeyPath = (*path, "groups", label)
        for index, choice in enumerate(members):
            first = counted.setdefault(choice, group)
            error = None
            if choice not in choices:
                error = unknown_word(choice, choices)
            elif first != group:
                error = OrganiserError(
                    "form_file.same_spelling",
                    spelling=quote(choice),
                    first=dotted_key(first),
                    second=dotted_key(group),
                )
            if error is not None:
                yield Problem(file, (*group, index), error, key=group)


def _check_consent(declared: DeclaredForm, consent: Consent) -> Iterator[Problem]:
    states = {state: getattr(consent, state) for state in STATES if getattr(consent, state)}
    path: KeyPath = ("consent",)
    if consent.rules is not None:
        for key in ("headers", *states):
            if getattr(consent, key) is not None:
                error = OrganiserError("form_file.two_ways", key=key, other="rules")
                yield Problem(declared.file, (*path, key), error)
        for index, rule in enumerate(consent.rules):
            yield from _check_ticked(declared, (*path, "rules", index, "when"), rule.when)
    elif consent.headers is None:
        yield lacks(declared.file, path, "consent", "consent.headers` ou `consent.rules")
    yield from _check_spellings(Listing(declared.file, path, states))
    if consent.requires is not None:
        yield from _check_ticked(declared, (*path, "requires"), consent.requires)


def _check_ticked(
    declared: DeclaredForm, path: KeyPath, ticked: Mapping[str, list[str]]
) -> Iterator[Problem]:
    """Yield a problem for each question in `ticked` (question id → choices that people must all
    tick) where they can't: the question lacks one of these choices, or it takes a single answer and
    there are two to tick. Also if it is not declared, or not a question with choices."""
    for question_id, choices in ticked.items():
        listing = declared.choices.get(question_id)
        options = listing.options if listing else dict.fromkeys(choices)
        error = named_question_error(declared.form, question_id, TICKED)
        if error is None and (unknown := [choice for choice in choices if choice not in options]):
            error = unknown_word(unknown[0], options)
        if error is None and declared.form.questions[question_id].kind == "choice" and choices[1:]:
            error = OrganiserError("form_file.two_of_one_choice", question=question_id)
        if error is not None:
            yield Problem(declared.file, (*path, question_id), error)


def _check_category(declared: DeclaredForm) -> Iterator[Problem]:
    category = declared.form.category
    if category is None:
        return
    path: KeyPath = ("category",)
    for index, name in enumerate(category.collectives):
        if name not in category.choices:
            key_path: KeyPath = (*path, "collectives", index)
            error = unknown_word(name, category.choices)
            yield Problem(declared.file, key_path, error, key=key_path[:-1])
    yield from _check_spellings(Listing(declared.file, (*path, "choices"), category.choices))


def _check_headings(declared: DeclaredForm) -> Iterator[Problem]:
    """Yield a problem for each heading that two keys of the form file list: a column with that
    heading would have two meanings."""
    claimed: dict[str, KeyPath] = {}
    for path, headings in claimed_headings(declared.form):
        for heading in dict.fromkeys(spelling_of(text) for text in headings):
            first = claimed.setdefault(heading, path)
            if first != path:
                error = OrganiserError(
                    "form_file.same_heading",
                    heading=quote(heading),
                    first=dotted_key(first),
                    second=dotted_key(path),
                )
                yield Problem(declared.file, path, error)


def claimed_headings(form: FormFile) -> Iterator[tuple[KeyPath, list[str]]]:
    """Yield each key of the form file that lists headings of columns, with these headings: `email =
    ["Courriel"]` in `[roles]` → `("roles", "email"), ["Courriel"]`. The list is empty if the key is
    not declared."""
    yield ("ignored",), form.ignored
    for role in type(form.roles).model_fields:
        yield ("roles", role), getattr(form.roles, role) or []
    if form.consent is not None:
        yield ("consent", "headers"), form.consent.headers or []
    if form.category is not None:
        yield ("category", "headers"), form.category.headers
    for question_id, question in form.questions.items():
        yield ("questions", question_id, "headers"), question.headers
        yield ("questions", question_id, "other"), question.other or []


def _check_numbers_and_dates(declared: DeclaredForm) -> Iterator[Problem]:
    form = declared.form
    if form.expected is not None:
        expected, path = form.expected.submissions, ("expected", "submissions")
        if expected.min is not None and expected.max is not None and expected.min > expected.max:
            yield Problem(declared.file, path, OrganiserError("form_file.bounds_crossed"))
    if form.retention and isinstance(form.retention.until, str) and form.closes_at is None:
        yield lacks(declared.file, ("retention", "until"), "retention.until", "closes_at")
