"""Guesses of the kind and use of each question of an export, or the reason to leave it aside.

Rules are tried in order on each component (the columns of one question), and the first rule that
applies makes the guess. The rule `person` comes first: a column that identifies people must not
become a question by mistake. A column of short texts that no rule explains is left aside: written
under `ignored`. No cell is quoted except the choices of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consultation.proposals import heading_words as words
from consultation.proposals.census import Profile
from consultation.proposals.components import Component
from consultation.proposals.lists import Choices, Guess, Heading, closed_list, leave_aside, scale_of
from consultation.words.french import sentence
from schemas.form_values import Kind

MOSTLY = 0.9
# A column with this share of e-mails asks for e-mails: fewer may be typed as jokes.
OFTEN = 0.5
SOMETIMES = 0.3
FEW = 10
# A mean of so many words shows answers to a question, not names.
WORDS_OF_A_TEXT = 6
WORDS_OF_A_TEXT_WITHOUT_LABEL = 10
# More digits are a reference or an account.
DIGITS_OF_A_NUMBER = 9


def guesses_of(components: Sequence[Component], profiles: Sequence[Profile]) -> list[Guess]:
    """A guess for each component in order. A column of free text « autre » is no component of its
    own: it joins the previous question."""
    guesses: list[Guess] = []
    for component in components:
        cells = [profiles[column.heading.position] for column in component.columns]
        last = guesses[-1] if guesses else None
        if last and _is_beside(last, component, cells[0]):
            guesses[-1] = replace(last, other=component.first)
            continue
        guesses.append(_guess_component(component, cells))
    return _without_choice_of_consent(guesses)


def _without_choice_of_consent(guesses: list[Guess]) -> list[Guess]:
    """The guesses, after a check of consent: if several questions seem to ask for it, none is
    guessed to be the consent question, and a person has to choose."""
    askers = [guess for guess in guesses if guess.role == "consent"]
    if len(askers) < 2:
        return guesses
    return [_as_question(guess) if guess in askers else guess for guess in guesses]


def _as_question(guess: Guess) -> Guess:
    remarks = (sentence("remarks", "maybe_consent"), *guess.choices.remarks)
    return replace(guess, kind="choice", role=None, is_agreement=True, remarks=remarks)


def _is_beside(last: Guess, component: Component, cells: Profile) -> bool:
    """True if a column has the free texts for « autre » in the question before it: « Autre,
    précisez » after a list of choices → True. `last` is the guess for that question. `cells` is the
    column's profile."""
    if last.kind not in ("choice", "choices") or last.other or last.is_category:
        return False
    if component.layout != "single" or not cells.filled or cells.is_ticks:
        return False
    if person(component, cells) is not None:
        return False
    label = words.fold(component.first.label)
    key = f"{last.component.first.group or last.component.first.label}_other"
    named = words.OTHER.search(label) and not words.FREE_REMARK.search(label)
    return component.first.label == key or bool(named)


def _guess_component(component: Component, cells: list[Profile]) -> Guess:
    if component.layout == "file":
        return Guess(component, "file")
    if component.layout == "ticks":
        return _guess_ticks(component)
    if component.layout == "grid":
        return _guess_grid(component, cells)
    return guess_column(component, cells[0])


def _guess_ticks(component: Component) -> Guess:
    options = [column.label for column in component.columns]
    is_agreement = words.speaks_of_consent(component.first.group, options)
    return Guess(component, "choices", is_agreement=is_agreement)


def _guess_grid(component: Component, cells: list[Profile]) -> Guess:
    choices = scale_of(cells)
    if choices is None:
        doubt = sentence("remarks", "unlike_a_grid", group=component.first.group)
        return Guess(component, None, (doubt,))
    return Guess(component, "grid", choices.remarks, choices=choices)


def guess_column(component: Component, profile: Profile) -> Guess:
    """The guess for a column that is a question by itself. The first rule that applies makes it. If
    no rule applies, the column is left aside for a person to decide."""
    rules = (person, _consent, _figures, _place_or_group, _same_or_nothing, _list, _text)
    for rule in rules:
        if guess := rule(component, profile):
            return guess
    return _unsure(component, profile, "urls" if profile.share("url") >= OFTEN else "texts")


def person(component: Component, profile: Profile) -> Guess | None:
    """A guess for a column that identifies people: heading « Courriel », or cells with e-mail
    addresses → left aside, with the role `email`. None for any other column."""
    label = component.first.label
    role = words.role_of(label)
    is_listed = closed_list(profile, "opaque") is not None
    is_varied = profile.is_varied or len(profile.values) > FEW
    asks = role is not None and role not in ("commune", "collective") and not _is_yes_or_no(profile)
    by_cells = (
        ("email", profile.share("email") >= OFTEN),
        (role, asks),
        ("phone", profile.share("phone") >= OFTEN),
        (
            "postcode",
            is_varied and profile.share("postcode") >= MOSTLY and not words.asks_how_many(label),
        ),
    )
    if matching_role := next((role for role, is_it in by_cells if is_it), None):
        return _as_role(component, matching_role)
    is_named = role is None and words.is_personal(label) and not is_listed
    is_short = profile.mean_words < WORDS_OF_A_TEXT_WITHOUT_LABEL
    if (is_named and is_short) or profile.share("address") > SOMETIMES:
        return leave_aside(component, _remark("personal", profile))
    return None


def _as_role(component: Component, role: str) -> Guess:
    return leave_aside(component, sentence("asked", "role", thing=sentence("things", role)), role)


def _is_yes_or_no(profile: Profile) -> bool:
    values = profile.values
    starts = (words.YES_OR_NO.match(words.fold(value)) for value in values)
    return bool(values) and (words.are_common(values) or all(starts))


def _consent(component: Component, profile: Profile) -> Guess | None:
    label = component.first.label
    choices = closed_list(profile, "list" if words.asks_consent(label) else "plain")
    if choices is None or not words.is_consent(label, choices.labels):
        return None
    remarks = (sentence("asked", "consent"), *choices.remarks)
    return Guess(component, None, remarks, "consent", choices=choices)


def _figures(component: Component, profile: Profile) -> Guess | None:
    """A guess for dates, hours and numbers: « 12/03/2022 » → `date`. None for other cells.

    Numbers under a heading such as « Référence » are left aside, or None if they show a list.
    """
    if profile.share("moment") >= MOSTLY:
        return _unsure(component, profile, "moments")
    kinds: tuple[Kind, ...] = ("date", "time")
    if matching_kind := next((kind for kind in kinds if profile.share(kind) >= MOSTLY), None):
        return Guess(component, matching_kind)
    if profile.shapes["several"] and profile.share("several") + profile.share("whole") >= MOSTLY:
        options = profile.joined.options()
        return _compact(component, options) if options else _unsure(component, profile, "figures")
    if profile.share("number") < MOSTLY:
        return None
    if words.IDENTIFIER.search(words.without_asides(component.first.label)):
        is_listed = closed_list(profile, "opaque") is not None
        return None if is_listed else _unsure(component, profile, "numbers")
    if profile.mean_characters > DIGITS_OF_A_NUMBER:
        return _unsure(component, profile, "numbers")
    may_be_keys = profile.share("whole") == 1 and 0 < len(profile.values) <= FEW
    return Guess(component, "number", (sentence("remarks", "maybe_keys"),) if may_be_keys else ())


def _place_or_group(component: Component, profile: Profile) -> Guess | None:
    role = words.role_of(component.first.label)
    if role in ("commune", "collective") and not _is_yes_or_no(profile):
        return _as_role(component, role)
    return None


def _same_or_nothing(component: Component, profile: Profile) -> Guess | None:
    """A guess for a column without values, or with a single value. It is left aside, unless the
    value is like « J'accepte »: then it is a question with a single choice. None for several
    values."""
    if not profile.filled:
        return leave_aside(component, sentence("remarks", "empty"))
    if len(profile.values) != 1:
        return None
    (label,) = profile.values
    if profile.filled > 1 and words.AGREEMENT.search(words.fold(label)):
        is_agreement = words.speaks_of_consent(component.first.label, [label])
        choices = Choices((profile.texts[label],))
        return Guess(component, "choices", choices=choices, is_agreement=is_agreement)
    return leave_aside(component, _remark("one_value", profile))


def _compact(component: Component, options: tuple[str, ...]) -> Guess:
    is_agreement = words.speaks_of_consent(component.first.label, options)
    remarks = (sentence("remarks", "several_per_cell"),)
    choices = Choices(options)
    return Guess(component, "choices", remarks, choices=choices, is_agreement=is_agreement)


def _list(component: Component, profile: Profile) -> Guess | None:
    """A guess for a column of choices. A cell may have one choice, or several joined by commas.
    None if the cells do not look like choices."""
    if options := profile.joined.options():
        return _compact(component, options)
    label = words.fold(component.first.label)
    choices = closed_list(profile, _asked_by(label))
    if choices is None or profile.joined.are_joined:
        return None
    kinds = sum(bool(words.CATEGORY_CHOICE.search(words.fold(choice))) for choice in choices.labels)
    return Guess(
        component,
        "choice",
        choices.remarks,
        choices=choices,
        is_category=bool(words.CATEGORY.search(label)) or kinds > 1,
        is_agreement=words.speaks_of_consent(component.first.label, choices.labels),
    )


def _asked_by(label: str) -> Heading:
    if words.OTHER.search(label) or words.OPEN.search(label):
        return "text"
    if words.CATEGORY.search(label):
        return "list"
    return "opaque" if words.OPAQUE.fullmatch(label) else "plain"


def _text(component: Component, profile: Profile) -> Guess | None:
    label = words.fold(component.first.label)
    if words.OPAQUE.fullmatch(label):
        is_text = profile.mean_words >= WORDS_OF_A_TEXT_WITHOUT_LABEL
    else:
        asks_text = words.TEXT.search(label) or words.OTHER.search(label)
        is_text = profile.mean_words >= WORDS_OF_A_TEXT or bool(asks_text)
    is_address = profile.share("url") >= OFTEN
    return Guess(component, "text") if is_text and not is_address else None


def _unsure(component: Component, profile: Profile, subject: str) -> Guess:
    """A guess that leaves a column aside, with a remark for the person who has to decide about it.
    The remark gives the number of filled cells. `subject` is the kind of their content, such as
    `texts`."""
    remark = _remark("unsure", profile, thing=sentence("things", subject))
    return leave_aside(component, remark)


def _remark(remark_id: str, profile: Profile, **values: object) -> str:
    """The French remark with the id `remark_id` about a column. It may give the number of filled
    cells. `values` are other values for it."""
    return sentence("remarks", remark_id, filled=profile.filled, **values)
