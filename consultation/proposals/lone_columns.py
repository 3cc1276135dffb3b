"""What a column that stands alone most likely holds.

Whoever can be recognised by a column must not become a question by mistake: words of the heading
that name a person come before what the cells look like, and short texts that nothing explains are
left aside. No cell is repeated but the choices of a list, each met more than once.
"""

from __future__ import annotations

from dataclasses import replace

from consultation.proposals import heading_words as words
from consultation.proposals.census import Profile
from consultation.proposals.components import Component
from consultation.proposals.lists import Choices, Guess, closed_list, leave_aside
from consultation.words.french import sentence

MOSTLY = 0.9
# Below, an e-mail column would have to be filled with jokes.
OFTEN = 0.5
SOMETIMES = 0.3
FEW = 10
# So many words are written by someone who answers a question, not who gives their name.
WORDS_OF_A_TEXT = 6
WORDS_OF_A_TEXT_WITHOUT_LABEL = 10
# More digits are a reference or an account.
DIGITS_OF_A_NUMBER = 9


def guess_column(component: Component, profile: Profile) -> Guess:
    """The first guess that a rule makes."""
    rules = (
        person,
        _consent,
        _date_or_number,
        _town_or_group,
        _empty_column,
        _one_value,
        _list,
        _text,
    )
    for rule in rules:
        if found := rule(component, profile):
            return found
    return leave_aside(component, _unsure_remark(profile))


def person(component: Component, profile: Profile) -> Guess | None:
    """A guess for a column that says who someone is, by its cells or by its heading."""
    label = component.first.label
    if profile.share("email") >= OFTEN:
        return leave_aside(component, _role_remark("email", profile), "email")
    role = words.role_of(label)
    if role in ("email", "phone", "postcode", "name") and not _is_yes_or_no(profile):
        return leave_aside(component, _role_remark(role, profile), role)
    if profile.share("phone") >= OFTEN:
        return leave_aside(component, _role_remark("phone", profile), "phone")
    is_postcode = profile.is_varied or len(profile.values) > FEW
    if is_postcode and profile.share("postcode") >= MOSTLY and not words.asks_how_many(label):
        return leave_aside(component, _role_remark("postcode", profile), "postcode")
    is_named = role is None and words.is_personal(label) and not _is_listed(profile)
    if (is_named and profile.mean_words < WORDS_OF_A_TEXT_WITHOUT_LABEL) or profile.share(
        "address"
    ) > SOMETIMES:
        return leave_aside(component, _remark("personal", profile))
    return None


def _role_remark(role: str, profile: Profile) -> str:
    return _remark("role", profile, thing=sentence("things", role), role=role)


def _is_yes_or_no(profile: Profile) -> bool:
    values = profile.values
    starts = (words.YES_OR_NO.match(words.fold(value)) for value in values)
    return bool(values) and (words.are_common(values) or all(starts))


def _is_listed(profile: Profile) -> bool:
    """A list beyond doubt, whatever the heading says."""
    return closed_list(profile, has_label=False) is not None


def _consent(component: Component, profile: Profile) -> Guess | None:
    label = component.first.label
    choices = closed_list(profile, has_label=True, is_asked=words.asks_consent(label))
    if choices is None:
        return None
    if not words.is_consent(label, choices.labels):
        return None
    remarks = (_remark("consent", profile, count=len(choices.labels)), *choices.remarks)
    return Guess(component, None, remarks, "consent", choices=choices)


def _date_or_number(component: Component, profile: Profile) -> Guess | None:
    """A guess for dates, hours and numbers; figures that only identify something are no numbers."""
    if not profile.filled:
        return None
    if profile.share("moment") >= MOSTLY:
        return leave_aside(component, _remark("moments", profile))
    if profile.share("date") >= MOSTLY:
        return Guess(component, "date", _unread_remark(profile, "date"))
    if profile.share("time") >= MOSTLY:
        return Guess(component, "time", _unread_remark(profile, "time"))
    if profile.shapes["several"] and profile.share("several") + profile.share("whole") >= MOSTLY:
        if options := profile.pieces.options():
            return _compact(component, Choices(options.labels))
        return leave_aside(component, _remark("numbers_or_keys", profile))
    if profile.share("number") >= MOSTLY:
        return _number(component, profile)
    return None


def _number(component: Component, profile: Profile) -> Guess | None:
    identifies = bool(words.IDENTIFIER.search(words.without_asides(component.first.label)))
    if identifies or profile.mean_characters > DIGITS_OF_A_NUMBER:
        if identifies and _is_listed(profile):
            return None
        return leave_aside(component, _remark("identifiers", profile))
    remarks = _unread_remark(profile, "number")
    if profile.share("whole") == 1 and len(profile.values) <= FEW and not profile.is_varied:
        remarks = (*remarks, sentence("remarks", "maybe_keys"))
    return Guess(component, "number", remarks)


def _unread_remark(profile: Profile, shape: str) -> tuple[str, ...]:
    other = profile.filled - profile.shapes[shape]
    if not other:
        return ()
    remark = "unread_cell" if other == 1 else "unread_cells"
    return (_remark(remark, profile, count=other, thing=sentence("things", shape)),)


def _town_or_group(component: Component, profile: Profile) -> Guess | None:
    role = words.role_of(component.first.label)
    if role in ("commune", "collective") and not _is_yes_or_no(profile):
        return leave_aside(component, _role_remark(role, profile), role)
    return None


def _empty_column(component: Component, profile: Profile) -> Guess | None:
    if profile.filled:
        return None
    remark = "empty_after_group" if component.follows else "empty"
    return leave_aside(component, sentence("remarks", remark, group=component.follows))


def _one_value(component: Component, profile: Profile) -> Guess | None:
    """A guess for a column that holds one value: a hidden field, or a box that says one agrees."""
    if len(profile.values) != 1:
        return None
    (label,) = profile.values
    if profile.filled > 1 and words.AGREEMENT.search(words.fold(label)):
        choices = Choices((profile.texts[label],))
        return replace(_compact(component, choices), remarks=())
    return leave_aside(component, _remark("one_value", profile))


def _compact(component: Component, choices: Choices) -> Guess:
    is_agreement = words.speaks_of_consent(component.first.label, choices.labels)
    remarks = (sentence("remarks", "several_per_cell"), *choices.remarks)
    return Guess(component, "choices", remarks, choices=choices, is_agreement=is_agreement)


def _list(component: Component, profile: Profile) -> Guess | None:
    """A guess for choices, several per cell or one."""
    if found := profile.pieces.options():
        doubt = (sentence("remarks", "free_text_at_end"),)
        choices = Choices(found.labels, doubt if found.has_free_text else ())
        return _compact(component, choices)
    if profile.pieces.are_joined:
        return None
    label = words.fold(component.first.label)
    is_category = bool(words.CATEGORY.search(label))
    has_label = not words.OPAQUE.fullmatch(label)
    choices_of_one = closed_list(profile, has_label=has_label, is_asked=is_category)
    if choices_of_one is None or (_asks_for_text(label) and not _is_yes_or_no(profile)):
        return None
    kinds = sum(bool(words.CATEGORY_CHOICE.search(words.fold(c))) for c in choices_of_one.labels)
    return Guess(
        component,
        "choice",
        choices_of_one.remarks,
        choices=choices_of_one,
        is_category=is_category or kinds > 1,
        is_agreement=words.speaks_of_consent(component.first.label, choices_of_one.labels),
    )


def _asks_for_text(label: str) -> bool:
    return bool(words.OTHER.search(label) or words.OPEN.search(label))


def _text(component: Component, profile: Profile) -> Guess | None:
    label = words.fold(component.first.label)
    if words.OPAQUE.fullmatch(label):
        is_text = profile.mean_words >= WORDS_OF_A_TEXT_WITHOUT_LABEL
    else:
        is_text = profile.mean_words >= WORDS_OF_A_TEXT or bool(
            words.TEXT.search(label) or words.OTHER.search(label)
        )
    if not is_text or profile.share("url") >= OFTEN:
        return None
    return Guess(component, "text")


def _unsure_remark(profile: Profile) -> str:
    thing = sentence("things", "urls" if profile.share("url") >= OFTEN else "texts")
    is_varied = profile.is_varied or 2 * len(profile.values) > profile.filled
    remark = "unsure_varied" if is_varied else "unsure"
    return _remark(remark, profile, thing=thing, count=len(profile.values))


def _remark(remark_id: str, profile: Profile, **values: object) -> str:
    """A remark that also says how many cells of the column are filled."""
    return sentence("remarks", remark_id, filled=profile.filled, **values)
