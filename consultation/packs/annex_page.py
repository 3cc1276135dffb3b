"""The first page of annexe-statistique.xlsx: method, counting rules, limits, contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consultation.packs.index_workbook import PackForm, count_sentence, draft_blocks
from consultation.workbooks.model import Block, Heading, KeyValueRows, Kind, Page, Paragraph
from consultation.workbooks.published import Published

CONTENTS = {
    "Questions": "Les réponses aux questions fermées. «\u00a0Part\u00a0» = l'ont choisi / ont"
    " répondu\u00a0; «\u00a0Question posée à\u00a0»\u00a0: les contributions reçues depuis qu'elle"
    " est dans le formulaire. Quand plusieurs choix sont permis, les parts ne font pas 100\u00a0%.",
    "Règles de comptage": "Chaque choix sous chaque règle de comptage, avec ses dénominateurs."
    " Sous «\u00a0une voix par famille\u00a0», les nombres de voix ne sont pas entiers.",
    "Conclusions": "La réponse en tête de chaque question sous chaque règle, si elle a plus de la"
    " moitié, et si cela change quand on compte autrement.",
    "Familles": "Les textes presque identiques\u00a0: une lettre type et ses copies. Le même texte"
    " n'est pas la même personne\u00a0: chacune reste comptée.",
    "Ajouts": "Ce que des personnes ont ajouté de leurs mots à une lettre type\u00a0: au moins huit"
    " mots de suite que presque personne d'autre n'a écrits. La référence mène à la contribution"
    " entière.",
    "Participation": "Les contributions semaine par semaine (le lundi), quand elles ont été"
    " terminées. Ni jour ni lieu\u00a0: ils pourraient désigner quelqu'un.",
    "Catégories": "Les qualités que les personnes ont cochées, et leur part sous chaque règle de"
    " comptage.",
    "Textes": "La longueur des réponses aux questions ouvertes, en mots.",
    "Nombres et dates": "Les questions qui demandent un nombre, une date ou une heure.",
}


def annex_page(form: PackForm, reasons: Sequence[str], published: Mapping[str, Published]) -> Page:
    """What the annex counts and how, what must not be concluded, and where things are."""
    return Page(
        "Lisez-moi",
        (
            *draft_blocks(reasons),
            Paragraph(f"{form.title} — annexe statistique", strong=True),
            count_sentence(form),
            Paragraph(
                "Tout ici est calculé sur les seules contributions transmises, une par une dans"
                " l'index (contributions.xlsx). Les mêmes tableaux sont dans statistiques/*.csv, où"
                " codebook.csv dit ce qu'est chaque colonne."
            ),
            _consents(published["consentements"]),
            *_method(),
            *_rules(published["regles"]),
            *_limits(),
            Heading("Les feuilles de ce classeur"),
            KeyValueRows(
                rows=tuple((words, title) for title, words in CONTENTS.items()),
                kinds=(Kind.TEXT, Kind.LINK),
                headings=("Ce qu'on y trouve", "Feuille"),
            ),
        ),
    )


def _consents(consents: Published) -> Block:
    return KeyValueRows(
        rows=tuple(
            (f"{consent} ({str(kind).lower()})", count) for consent, kind, count in consents.rows()
        ),
        kinds=(Kind.TEXT, Kind.INTEGER),
        headings=("Ce qui a été accepté", "Contributions"),
    )


def _method() -> list[Block]:
    return [
        Heading("Méthode"),
        Paragraph(
            "Une contribution par répondant·e\u00a0: les envois successifs d'une même personne avec"
            " la même adresse comptent pour un, le plus récent. Les brouillons et les réponses"
            " dont l'envoi n'a pas été accepté n'entrent dans aucun chiffre."
        ),
        Paragraph(
            "Une part se lit sur celles et ceux qui ont répondu à la question (pour une grille, à"
            " la sous-question), jamais sur le total. Trois dénominateurs sont donnés\u00a0: la"
            " question posée à, ont répondu, l'ont choisi."
        ),
        Paragraph(
            "Deux textes d'au moins douze mots sont d'une même famille quand au moins 80\u00a0% de"
            " leurs suites de trois mots sont communes (indice de Jaccard), ou que l'un contient"
            " presque tout l'autre. Accents, majuscules et ponctuation sont mis à part. Les textes"
            " plus courts ne sont dans aucune famille."
        ),
    ]


def _rules(rules: Published) -> list[Block]:
    """Every rule that a distrustful reader may prefer, each with its total."""
    rows = tuple((f"{label}\u00a0: {words}", count) for label, words, count in rules.rows())
    is_whole = all(float(count).is_integer() for _, count in rows)
    return [
        Heading("Règles de comptage"),
        Paragraph(
            "Chaque chiffre est donné sous toutes les règles, pour que personne n'ait à choisir à"
            " votre place. Tout ce qui est ici est transmis\u00a0: «\u00a0Toutes les"
            " contributions\u00a0» et «\u00a0À transmettre seulement\u00a0» donnent les mêmes"
            " nombres."
        ),
        KeyValueRows(
            rows=rows,
            kinds=(Kind.TEXT, Kind.INTEGER if is_whole else Kind.DECIMAL),
            headings=("Règle", "Contributions"),
        ),
    ]


def _limits() -> list[Block]:
    return [
        Heading("Limites"),
        Paragraph(
            "Les personnes ont choisi de répondre à un appel\u00a0: ces chiffres ne mesurent pas"
            " l'opinion de la population, et n'ont pas de marge d'erreur. Les identités, les"
            " qualités et les mandats sont déclarés, personne ne les a vérifiés. Deux envois sans"
            " adresse peuvent être de la même personne\u00a0: quand un doute n'est pas levé,"
            " l'index le dit. Les coordonnées écrites dans les textes sont masquées."
        ),
    ]
