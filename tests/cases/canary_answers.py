"""What a canary writes: every field holds its word, and the texts say who wrote them."""

from __future__ import annotations

import datetime as dt

from tests.cases.canary_form import AGREED, word
from tests.cases.framaforms_model import File, Submission, Value

FIRST_DAY = dt.datetime(2022, 2, 1, 8, 0)  # noqa: DTZ001 - a form's times are local

LETTER = (
    "Madame, Monsieur, je refuse que des caméras automatisées suivent chacun de mes gestes dans la"
    " rue, et je demande leur retrait de toutes les places, un débat public avant tout nouvel achat"
    " et la publication des marchés déjà passés. Signez avec {shared}."
)
SENTENCES = (
    "Devant l'école du quartier, {own} personne n'a vu le moindre panneau ni reçu d'explication.",
    "On nous filme au marché ; {own} et la mairie répond que c'est pour notre bien, sans chiffres.",
    "Le soir je change de trottoir, {own} c'est devenu un réflexe que je n'avais pas avant.",
    "Ma grand-mère n'ose plus s'asseoir sur le banc. {own} Voilà ce que coûte un œil de plus.",
    "{own} L'argent manque pour la bibliothèque et il y en a pour des algorithmes.",
)


def submission(number: int, first_consent: str, consent: str, version: int) -> Submission:
    """One version of a respondent's answer."""
    moment = FIRST_DAY + dt.timedelta(minutes=29 * number)
    completed = moment + dt.timedelta(minutes=4)
    data = answers(number, first_consent, consent, version)
    ip, uid, user = (word(name, number, version) for name in ("ip", "uid", "user"))
    ip = f"203.0.113.{number % 250} {ip}"
    return Submission(5000 + number, number, moment, completed, completed, data, ip, uid, user)


def answers(number: int, first_consent: str, consent: str, version: int) -> dict[str, Value]:
    """What the respondent wrote; their own name, address and collective are in their texts."""

    def own(purpose: str) -> str:
        return word(purpose, number, version)

    is_collective = "collective_name" in (consent, first_consent)
    # Who is named may name their collective: nobody promised to hide it.
    names_collective = consent not in ("own_name", "collective_name")
    introduction = said_of_oneself(number, version, names_collective=names_collective)
    return {
        "Source": own("Source"), "jeton": own("jeton"),
        "email": f"{own('email')}@example.org",
        "name": f"{own('first_name').capitalize()} {own('last_name').capitalize()}",
        "collective": f"Collectif {own('collective').capitalize()}",
        "commune": own("commune").capitalize(), "postcode": f"{38000 + number % 900}",
        "phone": phone(number, version), "consent": consent,
        "who": "association" if is_collective else "citoyen",
        "raisons": ("prix", "autre") if number % 2 else ("autre",),
        "autre_raison": f"Parce que {own('autre_raison')}",
        "mode": "autre", "autre_mode": own("autre_mode"),
        "avis": {"ville": "contre", "champs": "pour" if number % 3 else "contre"},
        "arguments": SENTENCES[number // 5 % 5].format(own=own("arguments")),
        "vecu": f"{SENTENCES[number % 5].format(own=own('vecu'))} {introduction}",
        "petition": petition(number, consent),
        "metier": f"{own('metier')}, depuis {number % 30 + 2} ans",
        "entre_nous": f"Entre nous : {own('entre_nous')}.",
        "suite": ("reunion",), "autre_suite": own("autre_suite"),
        "combien": own("set_aside") if number % 10 == 0 else str(number % 50),
        "jour": dt.date(2019, 6, 1 + number % 28), "heure": dt.time(8, number % 60),
        "piece": File(f"https://framaforms.example/system/{own('piece')}.jpg", 120),
        "piece_interne": File(f"https://framaforms.example/system/{own('piece_interne')}.pdf", 12),
        "donnees": ("ok",),
    }  # fmt: skip


def petition(number: int, consent: str) -> str:
    """A text that most people who refuse copy, word for word, and a few of the others."""
    if consent not in AGREED:
        return LETTER.format(shared=word("shared by refused", 0))
    return LETTER.format(shared=word("shared by agreed", 0)) if number % 6 == 0 else ""


def said_of_oneself(number: int, version: int, *, names_collective: bool) -> str:
    """A name, address and phone as their owners write them in a text."""
    first, last = (word(what, number, version).capitalize() for what in ("first_name", "last_name"))
    email = f"{word('email', number, version)}@example.org"
    names = (
        f"Signé : {first} {last}", f"Je suis {last.upper()} {first}",
        f"{first.lower()} {last.lower()}, c'est moi", f"Moi, {first}, je signe",
        f"Famille {last.upper()}, depuis toujours", f"{first[0]}. {last}", f"{first}\r\n{last}",
        f"{first}-{last}",
    )  # fmt: skip
    emails = (
        *(email, email.upper()),
        *(email.replace("@", sign) for sign in (" (at) ", " [arobase] ", " @ ")),
        email.replace("@", " arobase ").replace(".org", " point org"),
    )
    text = f"{names[number % 8]}. On me joint à {emails[number % 6]} ou au {phone(number, version)}"
    if names_collective:
        text += f", avec le collectif {word('collective', number, version).upper()}"
    return f"{text}."


def phone(number: int, version: int) -> str:
    """A number of a range kept for fiction."""
    digits = f"{number:04d}"
    return f"{'06 39 98' if version == 1 else '01 99 00'} {digits[:2]} {digits[2:]}"
