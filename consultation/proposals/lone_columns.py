"""What a column that stands alone most likely holds.

Whoever can be recognised by a column must not become a question by mistake: words of the heading
that name a person come before what the cells look like, and short texts that nothing explains are
left aside. No cell is repeated but the choices of a list, each met more than once.
"""

from __future__ import annotations

from dataclasses import replace

from consultation.french import counted, number
from consultation.proposals import heading_words as words
from consultation.proposals.census import Profile
from consultation.proposals.components import Component
from consultation.proposals.guess import Guess, leave_aside
from consultation.proposals.lists import Choices, closed_list

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


def guess_column(component: Component, profile: Profile, *, is_consent: bool = True) -> Guess:
    """The first guess that a rule makes; consent is not guessed where `is_consent` is False."""
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
        if rule is _consent and not is_consent:
            continue
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
        remark = "le titre ou les cellules laissent penser à une donnée personnelle"
        return leave_aside(component, f"{remark} ({_cells(profile)}).")
    return None


def _role_remark(role: str, profile: Profile) -> str:
    return f"sans doute {words.ROLE_WORDS[role]}, voir `{role}` sous [roles] ({_cells(profile)})."


def _is_yes_or_no(profile: Profile) -> bool:
    return bool(profile.values) and words.are_common(profile.values)


def _is_listed(profile: Profile) -> bool:
    """A list beyond doubt, whatever the heading says."""
    return closed_list(profile, has_label=False) is not None


def _consent(component: Component, profile: Profile) -> Guess | None:
    choices = closed_list(profile, has_label=True)
    if choices is None:
        return None
    weight = words.consent_weight(component.first.label, choices.labels)
    if not weight:
        return None
    remark = (
        f"sans doute l'accord de chacun·e, voir [consent] ({_cells(profile)}, "
        f"{counted(len(choices.labels), 'choix', 'choix')})."
    )
    remarks = (remark, *choices.remarks)
    return Guess(component, None, remarks, "consent", choices=choices, weight=weight)


def _date_or_number(component: Component, profile: Profile) -> Guess | None:
    """A guess for dates, hours and numbers; figures that only identify something are no numbers."""
    if not profile.filled:
        return None
    if profile.share("moment") >= MOSTLY:
        return leave_aside(component, f"des dates avec l'heure ({_cells(profile)}).")
    if profile.share("date") >= MOSTLY:
        return Guess(component, "date", _unread_remark(profile, "date", "une date"))
    if profile.share("time") >= MOSTLY:
        return Guess(component, "time", _unread_remark(profile, "time", "une heure"))
    if profile.shapes["several"] and profile.share("several") + profile.share("whole") >= MOSTLY:
        if options := profile.pieces.options():
            return _compact(component, Choices(options.labels))
        return leave_aside(
            component,
            f"des chiffres séparés par des virgules ({_cells(profile)})\u00a0: des nombres, "
            "ou les clés d'une liste à plusieurs réponses\u00a0?",
        )
    if profile.share("number") >= MOSTLY:
        return _number(component, profile)
    return None


def _number(component: Component, profile: Profile) -> Guess | None:
    identifies = bool(words.IDENTIFIER.search(words.without_asides(component.first.label)))
    if identifies or profile.mean_characters > DIGITS_OF_A_NUMBER:
        if identifies and _is_listed(profile):
            return None
        return leave_aside(component, f"des numéros, qui n'ont pas de moyenne ({_cells(profile)}).")
    remarks = _unread_remark(profile, "number", "un nombre")
    if profile.share("whole") == 1 and len(profile.values) <= FEW and not profile.is_varied:
        remarks = (*remarks, 'si ce sont les clés d\'une liste, écrivez kind = "choice".')
    return Guess(component, "number", remarks)


def _unread_remark(profile: Profile, shape: str, thing: str) -> tuple[str, ...]:
    other = profile.filled - profile.shapes[shape]
    if not other:
        return ()
    unread = counted(other, "cellule ne donne pas", "cellules ne donnent pas")
    lost = "sera écartée" if other == 1 else "seront écartées"
    return (f"{unread} {thing} et {lost}, sur {number(profile.filled)}.",)


def _town_or_group(component: Component, profile: Profile) -> Guess | None:
    role = words.role_of(component.first.label)
    if role in ("commune", "collective") and not _is_yes_or_no(profile):
        return leave_aside(component, _role_remark(role, profile), role)
    return None


def _empty_column(component: Component, profile: Profile) -> Guess | None:
    if profile.filled:
        return None
    if not component.follows:
        return leave_aside(component, "jamais remplie\u00a0: rien ne dit quel genre de question.")
    return leave_aside(
        component,
        f"jamais remplie\u00a0: peut-être la suite de «\u00a0{component.follows}\u00a0», "
        "peut-être une question.",
    )


def _one_value(component: Component, profile: Profile) -> Guess | None:
    """A guess for a column that holds one value: a hidden field, or a box that says one agrees."""
    if len(profile.values) != 1:
        return None
    (label,) = profile.values
    if profile.filled > 1 and words.AGREEMENT.search(words.fold(label)):
        choices = Choices((profile.texts[label],))
        return replace(_compact(component, choices), remarks=())
    return leave_aside(component, f"la même valeur partout ({_cells(profile)}).")


def _compact(component: Component, choices: Choices) -> Guess:
    remark = (
        "plusieurs réponses par cellule, coupées aux virgules\u00a0: comparez ces choix à ceux du "
        "formulaire."
    )
    label = words.fold(" ".join([component.first.label, *choices.labels]))
    is_agreement = bool(words.CONSENT.search(label))
    remarks = (remark, *choices.remarks)
    return Guess(component, "choices", remarks, choices=choices, is_agreement=is_agreement)


def _list(component: Component, profile: Profile) -> Guess | None:
    """A guess for choices, several per cell or one."""
    if found := profile.pieces.options():
        doubt = ("des cellules finissent par un texte libre\u00a0: elles seront écartées.",)
        choices = Choices(found.labels, doubt if found.has_free_text else ())
        return _compact(component, choices)
    if profile.pieces.are_joined:
        return None
    label = words.fold(component.first.label)
    choices_of_one = closed_list(profile, has_label=not words.OPAQUE.fullmatch(label))
    if choices_of_one is None or (_asks_for_text(label) and not _is_yes_or_no(profile)):
        return None
    kinds = sum(bool(words.CATEGORY_CHOICE.search(words.fold(c))) for c in choices_of_one.labels)
    return Guess(
        component,
        "choice",
        choices_of_one.remarks,
        choices=choices_of_one,
        is_category=bool(words.CATEGORY.search(label)) or kinds > 1,
        is_agreement=bool(words.CONSENT.search(label)),
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
    seen = "des textes courts"
    if profile.share("url") >= OFTEN:
        seen = "des adresses de sites"
    several = (
        "tous différents ou presque"
        if profile.is_varied or 2 * len(profile.values) > profile.filled
        else f"{counted(len(profile.values), 'différent')}"
    )
    return (
        f"pas sûr\u00a0: {seen} ({_cells(profile)}, {several}). Un nom, une liste, un texte\u00a0?"
    )


def _cells(profile: Profile) -> str:
    return counted(profile.filled, "cellule remplie", "cellules remplies")
