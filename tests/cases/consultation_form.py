"""A form with every kind of component and every trap of the headers, declared and answered.

The same eight submissions are exported with every option there is; `EXPECTED` is what each cell
means, written by hand: a row of `tests/promises/test_variants.py` only says what its variant loses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from tests.cases.framaforms_model import Component, File, Form, Submission, Value

FORM_ID = "quartier"

FORM = Form(
    "Votre quartier : « 1 »; 2, 3\t4",
    (
        Component("qui_etes_vous", "Qui êtes-vous ?", "fieldset"),
        Component("nom", "Nom"),
        Component("new_1644497312877", "Courriel", "email"),
        Component("code_postal", "Code postal"),
        Component("commune", "Commune"),
        Component("envoi", "Envoyer votre réponse ?", "select",
                  (("1", "Oui, en mon nom"), ("2", "Oui, sans nom"), ("3", "Non"))),
        Component("vous_etes", "Vous êtes", "select", (("h", "Habitant·e"), ("a", "Asso"))),
        Component("raisons", "Pour quelles raisons, <em>selon vous</em> ?", "multiple",
                  (("libertes", "Libertés : aller, venir, manifester"), ("cout", "Coût"),
                   ("cout_opacite", "Coût, opacité ; marchés\t(publics)"),
                   ("cliquet", 'Effet "cliquet"'), ("autre", "Autre"))),
        # A simple question after a group looks like its last option.
        Component("autre_raison", "Autre raison"),
        Component("suite", "Et ensuite ?", "multiple", (("oui", "Oui"), ("autre", "Autre"))),
        # Its label is an option of the group before it, and of another group.
        Component("autre", "Autre"),
        Component("avis", "Votre avis", "grid", (("1", "Pour"), ("2", "Contre")),
                  (("rue", "Rue | place"), ("parc", "Parc, jardin"))),
        Component("precision", "Précision"),
        Component("habitez", "Habitez-vous ici ?", "select", (("oui", "Oui"), ("non", "Non"))),
        Component("combien", "Combien ?", "number"),
        Component("budget", "Budget (€)", "number", decimals=2),
        Component("depuis", "Depuis quand ?", "date"),
        Component("heure", "Heure", "time"),
        Component("retour", "Heure de retour", "time", is_half_day=True),
        Component("arguments", "Vos arguments", "textarea"),
        Component("piece", "Pièce jointe", "file"),
        Component("total", "Total", "formula"),
        Component("source", "source", "hidden"),
        Component("accord", "Données personnelles", "multiple", (("oui", "Oui"),)),
    ),
)  # fmt: skip

DECLARED = """
title = "Votre quartier : « 1 »; 2, 3\t4"
recipient = "Mairie"
time_zone = "Europe/Paris"
ignored = ["source"]

[roles]
name = ["Nom", "nom"]
email = ["Courriel", "new_1644497312877"]
postcode = ["Code postal", "code_postal"]
commune = ["Commune", "commune"]

[consent]
headers = ["Envoyer votre réponse ?", "envoi"]
own_name = ["Oui, en mon nom", "1"]
anonymous = ["Oui, sans nom", "2"]
reflection_only = ["Non", "3"]
requires = { accord = "oui" }

[category]
headers = ["Vous êtes", "vous_etes"]
collectives = ["asso"]
[category.choices]
habitant = ["Habitant·e", "h"]
asso = ["Asso", "a"]

[questions]
raisons.kind = "choices"
raisons.headers = ["Pour quelles raisons, <em>selon vous</em> ?"]
raisons.other = ["Autre raison", "autre_raison"]
raisons.audience = "all"
raisons.choices.libertes = ["Libertés : aller, venir, manifester"]
raisons.choices.cout = ["Coût"]
raisons.choices.cout_opacite = ["Coût, opacité ; marchés\\t(publics)"]
raisons.choices.cliquet = ['Effet "cliquet"']
raisons.choices.autre = ["Autre"]
suite.kind = "choices"
suite.headers = ["Et ensuite ?"]
suite.audience = "all"
suite.choices = { oui = ["Oui"], autre = ["Autre"] }
suite_autre.kind = "text"
suite_autre.headers = ["Autre", "Et ensuite ? > Autre", "suite > autre", "autre"]
suite_autre.audience = "all"
avis.kind = "grid"
avis.headers = ["Votre avis"]
avis.audience = "all"
avis.items = { rue = ["Rue / place"], parc = ["Parc, jardin"] }
avis.choices = { pour = ["Pour", "1"], contre = ["Contre", "2"] }
precision = { kind = "text", headers = ["Précision"], audience = "all" }
habitez.kind = "choice"
habitez.headers = ["Habitez-vous ici ?"]
habitez.audience = "all"
habitez.choices = { oui = ["Oui"], non = ["Non"] }
combien = { kind = "number", headers = ["Combien ?"], audience = "all" }
budget = { kind = "number", headers = ["Budget (€)"], audience = "all" }
depuis = { kind = "date", headers = ["Depuis quand ?"], audience = "all" }
heure = { kind = "time", headers = ["Heure"], audience = "all" }
retour = { kind = "time", headers = ["Heure de retour"], audience = "all" }
arguments = { kind = "text", headers = ["Vos arguments"], audience = "all" }
piece = { kind = "file", headers = ["Pièce jointe"] }
total = { kind = "number", headers = ["Total"], audience = "all" }
accord.kind = "choices"
accord.headers = ["Données personnelles"]
accord.audience = "all"
accord.choices = { oui = ["Oui"] }
"""


def at(day: int, hour: int, minute: int, second: int = 0) -> dt.datetime:
    """A local time of March 2022."""
    return dt.datetime(2022, 3, day, hour, minute, second)  # noqa: DTZ001 - exports say no zone


def filled_in(sid: int, submitted, completed=None, modified=None, **data: Value) -> Submission:
    """A submission sent at once, unless said otherwise; its serial goes with the SID."""
    completed = completed or submitted
    return Submission(sid, sid - 412_870, submitted, completed, modified or completed, data)


SUBMISSIONS = (
    filled_in(
        412_871, at(14, 9, 5, 7), nom="Ana Martin", new_1644497312877="ana@example.org",
        code_postal="01000", commune="Bourg-en-Bresse", envoi="1", vous_etes="h",
        raisons=("libertes", "cout_opacite", "autre"), autre_raison="le bruit, la nuit",
        suite=("oui", "autre"), autre="Je veux bien aider", avis={"rue": "2", "parc": "1"},
        precision="Côté « rue »; n°\t3", habitez="oui", combien="12", budget="2.5",
        depuis=dt.date(2021, 1, 25), heure=dt.time(7, 30), retour=dt.time(19, 5),
        arguments='Ligne 1\r\n\r\n"cité"; a,b\tc | d: e. f',
        piece=File("https://example.org/system/files/plan de rue.pdf", 12), total="14.5",
        source="affiche", accord=("oui",),
    ),
    # Without the box that consent requires; sent in the same minute as the next was begun.
    filled_in(
        412_872, at(15, 10, 0, 59), envoi="2", vous_etes="a", raisons=("cout",), habitez="non"
    ),
    replace(filled_in(412_873, at(15, 10, 0, 1), nom="Léo", suite=("autre",)), completed=None),
    # Begun, sent the next day, edited the day after.
    filled_in(
        412_874, at(16, 23, 59), at(17, 0, 1), at(18, 8, 0), nom="0", envoi="2", arguments="0",
        combien="0", budget="0", total="-3", depuis=dt.date(2022, 2, 3), accord=("oui",),
    ),
    filled_in(
        412_876, at(19, 12, 0), nom="🌻", commune="12:30", envoi="3", precision="2022-03-14",
        arguments="=1+1 🌻 \x0b<script>alert(1)</script> fin", accord=("oui",),
    ),
    filled_in(
        412_877, at(19, 12, 1), code_postal="2A004", vous_etes="Élu·e", envoi="1",
        depuis=dt.date(1850, 5, 1), heure=dt.time(12, 0), retour=dt.time(0, 10), accord=("oui",),
    ),
    filled_in(
        412_878, at(20, 7, 0), raisons=("cout", "cout_opacite", "cliquet"), code_postal="75011"
    ),
    # Two o'clock and a half came twice in that night.
    filled_in(412_879, dt.datetime(2022, 10, 30, 2, 30), precision="oui"),  # noqa: DTZ001
)  # fmt: skip

# Of each submission, what its answers mean: `question=choice`, `question/item=choice`.
EXPECTED: Mapping[int, Mapping[str, object]] = {
    412_871: {
        "name": "Ana Martin", "email": "ana@example.org", "postcode": "01000",
        "commune": "Bourg-en-Bresse", "consent": "own_name", "category_id": "habitant",
        "raisons=libertes": True, "raisons=cout_opacite": True, "raisons=autre": True,
        "raisons, other": "le bruit, la nuit", "suite=oui": True, "suite=autre": True,
        "suite_autre": "Je veux bien aider", "avis/rue=contre": True, "avis/parc=pour": True,
        "precision": "Côté « rue »; n°\t3", "habitez=oui": True, "combien": 12.0, "budget": 2.5,
        "depuis": dt.date(2021, 1, 25), "heure": "07:30", "retour": "19:05",
        "arguments": 'Ligne 1\n\n"cité"; a,b\tc | d: e. f',
        "piece": "https://example.org/system/files/plan de rue.pdf", "total": 14.5,
        "accord=oui": True,
    },
    412_872: {"consent": "unclear", "category_id": "asso", "raisons=cout": True,
              "habitez=non": True},
    412_873: {"name": "Léo", "consent": "unclear", "suite=autre": True},
    412_874: {"name": "0", "consent": "anonymous", "combien": 0.0, "budget": 0.0, "total": -3.0,
              "depuis": dt.date(2022, 2, 3), "accord=oui": True},
    412_876: {"name": "🌻", "commune": "12:30", "consent": "reflection_only",
              "precision": "2022-03-14",
              "arguments": "=1+1 🌻 \x0b<script>alert(1)</script> fin", "accord=oui": True},
    412_877: {"consent": "own_name", "depuis": dt.date(1850, 5, 1), "heure": "12:00",
              "retour": "00:10", "accord=oui": True},
    412_878: {"postcode": "75011", "consent": "unclear", "raisons=cout": True,
              "raisons=cout_opacite": True, "raisons=cliquet": True},
    412_879: {"consent": "unclear", "precision": "oui"},
}  # fmt: skip
# (submission, field, rule) of the cells that no reading can make sense of.
SET_ASIDE = {
    (412_877, "postcode", "not_a_postcode"),
    (412_877, "category", "unknown_choice"),
}
