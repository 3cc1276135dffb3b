"""The form of the canaries, and the words that its fields are filled with."""

from __future__ import annotations

import hashlib

from tests.cases.framaforms_model import Component, Form, Pairs

FORM_ID = "canaris"
PREFIX = "zqxwvk"  # six letters that follow one another in no language
# No letter that a ligature hides, no z: a word can't begin inside another.
LETTERS = "abcdeghjkmnoprst"
LENGTH = len(PREFIX) + 7


def word(purpose: str, number: int, version: int = 1) -> str:
    """The word of a field of a respondent, in one version of their answer."""
    digest = hashlib.sha256(f"{purpose} {number} {version}".encode()).digest()
    return PREFIX + "".join(LETTERS[byte % len(LETTERS)] for byte in digest[: LENGTH - len(PREFIX)])


# The label of a choice that looks at the organisers only.
INTERNAL_LABEL = f"Réunion {word('label', 0)}"

FORM_FILE = """
title     = "Canaris : une consultation inventée"
recipient = "CNIL"
time_zone = "Europe/Paris"
closes_at = 2022-03-31T23:59:59
ignored   = ["Source", "Jeton de suivi"]

[roles]
email      = "Courriel"
name       = "Nom"
collective = "Collectif"
commune    = "Commune"
postcode   = "Code postal"
phone      = "Téléphone"

[consent]
headers         = "Envoi"
own_name        = "Oui, en mon nom"
collective_name = "Oui, au nom du collectif"
anonymous       = "Oui, sans nom"
reflection_only = "Non"
requires        = { donnees = "ok" }

[category]
headers     = "Qui"
collectives = ["association"]
[category.choices]
citoyen     = "Citoyen·ne"
association = "Association"

[pack]
organisation = "Les Canaris"

[publish]
public         = true
by_category    = true
by_departement = true
quotes         = true

[questions]
raisons.kind = "choices"
raisons.headers = "Raisons"
raisons.other = "Autre raison"
raisons.audience = "all"
raisons.choices = { prix = "Prix, coût", bruit = "Bruit", autre = "Autre" }
mode.kind = "choice"
mode.headers = "Mode"
mode.other = "Autre mode"
mode.audience = "all"
mode.choices = { velo = "Vélo", autre = "Autre façon" }
avis.kind = "grid"
avis.headers = "Avis"
avis.audience = "all"
avis.items = { ville = "En ville", champs = "Aux champs" }
avis.choices = { pour = "Pour", contre = "Contre" }
arguments = { kind = "text", headers = "Vos arguments", audience = "all" }
vecu = { kind = "text", headers = "Votre vécu", audience = "all" }
petition = { kind = "text", headers = "La pétition", audience = "all" }
metier = { kind = "text", families = false, headers = "Métier", audience = "all" }
entre_nous = { kind = "text", audience = "organisation", headers = "Un mot pour le collectif" }
suite.kind = "choices"
suite.audience = "organisation"
suite.headers = "Suite"
suite.other = "Autre suite"
suite.choices = { reunion = "Réunion INTERNE", lettre = "Lettre" }
combien = { kind = "number", headers = "Combien", audience = "all" }
jour = { kind = "date", headers = "Quel jour", audience = "all" }
heure = { kind = "time", headers = "Quelle heure", audience = "all" }
piece = { kind = "file", headers = "Pièce" }
piece_interne = { kind = "file", audience = "organisation", headers = "Pièce interne" }
donnees.kind = "choices"
donnees.headers = "Données"
donnees.audience = "all"
donnees.choices = { ok = "J'accepte" }
""".replace("Réunion INTERNE", INTERNAL_LABEL)

INTERNAL = (("reunion", INTERNAL_LABEL), ("lettre", "Lettre"))

CONSENTS: Pairs = (
    *(("own_name", "Oui, en mon nom"), ("collective_name", "Oui, au nom du collectif")),
    *(("anonymous", "Oui, sans nom"), ("reflection_only", "Non")),
)
RAISONS = (("prix", "Prix, coût"), ("bruit", "Bruit"), ("autre", "Autre"))
AVIS = (("pour", "Pour"), ("contre", "Contre"))
COMPONENTS = (
    Component("Source", "Source", "hidden"), Component("email", "Courriel", "email"),
    Component("name", "Nom"), Component("collective", "Collectif"),
    Component("commune", "Commune"), Component("postcode", "Code postal"),
    Component("phone", "Téléphone"),
    Component("consent", "Envoi", "select", options=CONSENTS),
    Component("who", "Qui", "select", (("citoyen", "Citoyen·ne"), ("association", "Association"))),
    Component("raisons", "Raisons", "multiple", RAISONS),
    Component("autre_raison", "Autre raison"),
    Component("mode", "Mode", "select", options=(("velo", "Vélo"), ("autre", "Autre façon"))),
    Component("autre_mode", "Autre mode"),
    Component("avis", "Avis", "grid", AVIS, (("ville", "En ville"), ("champs", "Aux champs"))),
    Component("arguments", "Vos arguments", "textarea"),
    Component("vecu", "Votre vécu", "textarea"),
    Component("petition", "La pétition", "textarea"), Component("metier", "Métier"),
    Component("entre_nous", "Un mot pour le collectif", "textarea"),
    Component("suite", "Suite", "multiple", INTERNAL), Component("autre_suite", "Autre suite"),
    Component("combien", "Combien"), Component("jour", "Quel jour", "date"),
    Component("heure", "Quelle heure", "time"), Component("piece", "Pièce", "file"),
    Component("piece_interne", "Pièce interne", "file"),
    Component("donnees", "Données", "multiple", options=(("ok", "J'accepte"),)),
    Component("jeton", "Jeton de suivi", "hidden"),
)  # fmt: skip
FORM = Form("Canaris : une consultation inventée", COMPONENTS)

# What is never sent to the regulator, whoever agreed to what.
NEVER = {"Source", "jeton", "email", "commune", "phone", "entre_nous", "autre_suite", "ip", "uid"}
NEVER |= {"user", "piece", "piece_interne"}
SENT = {"autre_raison", "autre_mode", "arguments", "vecu", "metier"}

# From most to least public: of several answers of one person, the least public holds.
PUBLICITY = ("own_name", "collective_name", "anonymous", "reflection_only")
AGREED = PUBLICITY[:3]
