"""Public results of every kind of table, rounded, with counts of few and true zeros."""

from __future__ import annotations

import datetime as dt

from consultation.public.results import (
    Column,
    CountingRule,
    Kind,
    PublicNumber,
    PublicResults,
    PublicTable,
    Row,
)
from consultation.public.rounding import Cell, Rounding

DAY = dt.date(2022, 3, 11)
TOTAL = (Column("total", "Ensemble"),)
ANSWERS = (
    *(("very", "Très opposé·e"), ("rather", "Plutôt opposé·e")),
    *(("none", "Sans avis"), ("for", "Plutôt favorable")),
)
BASES = (840, 720, 120)
COUNTS = ((810, 700, 115), (None, None, None), (0, 20, None), (None, 0, 0))
ITEMS = (("street", "Dans la rue", 500), ("school", "=À l'école", 60))
TABLES = (
    # A true zero and counts of few, beside two categories.
    PublicTable(
        id="question-avis",
        kind=Kind.ANSWERS,
        title="Êtes-vous favorable à la vidéosurveillance automatisée dans l'espace public ?",
        question="Que pensez-vous de la vidéosurveillance automatisée dans l'espace public ?",
        question_id="avis",
        base="personnes qui ont répondu à cette question",
        row_title="Réponse",
        columns=(
            *TOTAL,
            Column("categorie-person", "Habitant·e"),
            Column("categorie-shop", "Commerçant·e"),
        ),
        rows=tuple(
            Row(code, label, tuple(map(Cell, counts, BASES)))
            for (code, label), counts in zip(ANSWERS, COUNTS, strict=True)
        ),
    ),
    # A grid of two items, several choices allowed.
    PublicTable(
        id="question-usages",
        kind=Kind.ANSWERS,
        title="Où l'accepteriez-vous ?",
        question="Où l'accepteriez-vous ?",
        question_id="usages",
        base="Personnes qui ont répondu à la sous-question.",
        row_title="Réponse",
        columns=TOTAL,
        rows=tuple(
            Row(code, label, (Cell(count, base),), item, item_label)
            for item, item_label, base in ITEMS
            for code, label, count in (("yes", "Oui", 20), ("no", "Non", base - 20))
        ),
        several="Plusieurs réponses étaient possibles.",
        notes=("La sous-question « À l'école » a été ajoutée en cours de route.",),
    ),
    # Who took part, week after week: no shares.
    PublicTable(
        id="weeks",
        kind=Kind.WEEKS,
        title="Participation par semaine",
        base="personnes comptées, par semaine de leur réponse",
        row_title="Semaine du",
        columns=TOTAL,
        rows=(
            Row("2022-02-28", "28/02/2022", (Cell(600),)),
            Row("2022-03-07", "07/03/2022", (Cell(240),)),
        ),
        has_shares=False,
    ),
)


def public_results(**changes: object) -> PublicResults:
    """Everything that may be said of an invented consultation."""
    values = {
        "title": "Consultation populaire contre la vidéosurveillance automatisée",
        "organisation": "Collectif d'exemple",
        "contact": "contact@example.org",
        "recipient": "CNIL",
        "opened_on": dt.date(2022, 2, 15),
        "closed_on": DAY,
        "counted_until": DAY,
        "person_count": 840,
        "rounding": Rounding(11),
        "tables": TABLES,
        "numbers": (PublicNumber("cameras", "Caméras", "Combien ?", 205, 2.5, 10.0, 20.0),),
        "rules": (CountingRule("Une personne, une voix", "chaque personne compte.", 840),),
        "limits": ("Ces chiffres ne mesurent pas l'opinion de la population.",),
        "licence": "CC-BY-4.0",
        "address": "https://example.org/resultats",
        "is_example": True,
    }
    return PublicResults(**{**values, **changes})
