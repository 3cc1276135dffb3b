"""What stands above and beside the tables on counting rules and families of texts."""

from __future__ import annotations

from consultation.french import counted, number
from consultation.workbooks.model import Chart, Shape
from consultation.workbooks.published import Published

MOST_BARS = 10
FAMILY_COLUMNS = tuple(f"Famille n° {rank}" for rank in range(1, 6))
WHAT_BECAME_OF_THE_LETTER = (
    "Repris tel quel",
    "Blancs ou phrases types",
    "Avec un ajout personnel",
)


def rules_explained(rules: Published) -> tuple[str, ...]:
    """A line per counting rule: what it counts, and how many contributions that makes."""
    return tuple(
        f"• {label}\u00a0: {explanation} ({number(count)})."
        for label, explanation, count in rules.rows()
    )


def three_counts(text_families: Published) -> tuple[str, ...]:
    """People, texts and families of each question: never one without the others."""
    return tuple(
        f"«\u00a0{title}\u00a0»\u00a0: {counted(people, 'personne a', 'personnes ont')} écrit,"
        f" {counted(texts, 'texte différent', 'textes différents')},"
        f" {counted(families, 'famille')} ({counted(in_families, 'personne')}\u00a0:"
        f" {number(as_is)} ont repris une lettre telle quelle, {number(blanks)} ont rempli des"
        f" blancs ou changé des phrases types, {number(own)} ont ajouté leurs propres mots)."
        for title, people, texts, families, in_families, as_is, blanks, own in text_families.rows()
    )


def families_chart(families: Published) -> tuple[Chart, ...]:
    """What became of the letter in the largest families."""
    nature = families.columns.index("Nature")
    found = sum(1 for row in families.rows() if row[nature] == "Famille de textes")
    if found == 0:
        return ()
    return (
        Chart(
            title="Ce que sont devenues les lettres les plus reprises",
            alt_text="Barres\u00a0: pour les plus grandes familles, combien de personnes ont repris"
            " le texte tel quel, rempli des blancs, ou ajouté leurs mots, comme dans le tableau à"
            " gauche.",
            first_row=0,
            last_row=min(found, MOST_BARS) - 1,
            label_column="Famille",
            value_columns=WHAT_BECAME_OF_THE_LETTER,
        ),
    )


def arrivals_chart(arrivals: Published) -> tuple[Chart, ...]:
    """The days on which the largest families arrived."""
    rows = list(arrivals.rows())
    used = tuple(
        title
        for place, title in enumerate(arrivals.columns)
        if title in FAMILY_COLUMNS and any(row[place] for row in rows)
    )
    if not used:
        return ()
    return (
        Chart(
            title="Arrivées des plus grandes familles, jour par jour",
            alt_text="Lignes\u00a0: personnes qui ont envoyé chacune des plus grandes lettres,"
            " jour par jour, comme dans le tableau à gauche.",
            first_row=0,
            last_row=len(rows) - 1,
            label_column="Jour",
            value_columns=used,
            shape=Shape.LINE,
            height=9.0,
        ),
    )
