"""Why a workbook that was given back is refused, in an organiser's words.

Only headings of ours, cells' addresses and choices of ours are named: a remark, a name or what
was typed instead of a choice never is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consultation.errors import OrganiserError

# The codes of all these refusals begin with it.
DECISIONS = "decisions_"
MOST_PROBLEMS = 5
GIVE_BACK_AGAIN = (
    "Aucune des décisions de ce fichier n'est appliquée. Corrigez-le, enregistrez-le au format"
    " .xlsx et redéposez-le\u00a0; ou repartez d'une copie de la feuille telle que publiée."
)


ONLY_WITHDRAWALS = (
    "Les autres demandes de retrait de ce fichier sont appliquées, aucune de ses décisions ne"
    " l'est. Corrigez-le, enregistrez-le au format .xlsx et redéposez-le."
)


class Problem(Exception):
    """What is wrong with one cell of a review sheet."""

    def __init__(self, code: str, where: str, what: str) -> None:
        self.code = code
        self.where = where
        self.what = what
        super().__init__(f"{where}\u00a0: {what}")


def place(sheet: str, cell: str = "") -> str:
    """« feuille À vérifier, cellule H12 »."""
    return f"feuille {sheet}, cellule {cell}" if cell else f"feuille {sheet}"


def refused(name: str, problems: Sequence[Problem]) -> OrganiserError:
    """The file, for its first problems; `what` says where, since the sheet Rejets shows it."""
    told = [f"{problem.where}\u00a0: {problem.what}" for problem in problems[:MOST_PROBLEMS]]
    others = len(problems) - MOST_PROBLEMS
    if others > 0:
        told.append(
            f"et {others} autre{'s' if others > 1 else ''} cellule{'s' if others > 1 else ''}."
        )
    return OrganiserError(
        DECISIONS + problems[0].code, where=name, what=" ".join(told), advice=GIVE_BACK_AGAIN
    )


def refused_in_part(name: str, problems: Sequence[Problem]) -> OrganiserError:
    """The file, of which the requests to withdraw that could be read are obeyed all the same."""
    whole = refused(name, problems)
    return OrganiserError(whole.code, where=name, what=whole.what, advice=ONLY_WITHDRAWALS)


def without_heading_row(sheet: str) -> Problem:
    """The sheet's title is ours, and nothing else."""
    return Problem(
        "missing_column",
        place(sheet),
        "la ligne des titres de colonnes manque\u00a0: rien ne dit ce que contient chaque colonne.",
    )


def missing_columns(sheet: str, row: int, titles: Iterable[str]) -> Problem:
    """A column without which nothing can be understood is not there."""
    missing = "\u00a0», «\u00a0".join(titles)
    return Problem(
        "missing_column",
        f"{place(sheet)}, ligne {row}",
        f"il manque «\u00a0{missing}\u00a0» parmi les titres de colonnes.",
    )


def repeated_column(sheet: str, cell: str, title: str) -> Problem:
    """Two columns have the same title: which one counts?"""
    return Problem(
        "repeated_column", place(sheet, cell), f"deux colonnes s'appellent «\u00a0{title}\u00a0»."
    )


def formula(sheet: str, cell: str) -> Problem:
    """What a formula gives may change from one program to the next."""
    return Problem(
        "formula",
        place(sheet, cell),
        "cette cellule contient une formule\u00a0; écrivez-y la valeur elle-même.",
    )


def changed_key(sheet: str, cell: str) -> Problem:
    """The key is not one of ours, or not one of this sheet's."""
    return Problem(
        "changed_row", place(sheet, cell), "la clé de la ligne a été modifiée ou effacée."
    )


def changed_subject(sheet: str, cell: str) -> Problem:
    """The submissions are not those that the key was made for."""
    return Problem(
        "changed_row",
        place(sheet, cell),
        "la liste des soumissions ne correspond plus à la clé de la ligne\u00a0: l'une des deux a"
        " été modifiée.",
    )


def other_form(sheet: str, cell: str) -> Problem:
    """The sheet came out of another form's workbook."""
    return Problem(
        "other_form",
        place(sheet, cell),
        "ces soumissions sont celles d'un autre formulaire\u00a0: déposez ce fichier dans le"
        " dossier de celui-là.",
    )


def unknown_choice(sheet: str, cell: str, choices: Iterable[str]) -> Problem:
    """What is written is no choice of this row's question."""
    allowed = "\u00a0», «\u00a0".join(choices)
    return Problem(
        "unknown_choice",
        place(sheet, cell),
        f"ce n'est pas un choix possible ici\u00a0; choisissez «\u00a0{allowed}\u00a0».",
    )


def unreadable_date(sheet: str, cell: str) -> Problem:
    """No day can be made of it."""
    return Problem(
        "unreadable_date",
        place(sheet, cell),
        "ce n'est pas une date\u00a0; écrivez-la comme 24/11/2026, ou laissez la cellule vide.",
    )


def unknown_date(sheet: str, cell: str) -> Problem:
    """Neither the row nor the workbook says when it was decided."""
    return Problem(
        "unreadable_date",
        place(sheet, cell),
        "la date de la décision manque, et le classeur ne dit pas quand il a été enregistré.",
    )


def too_long(sheet: str, cell: str) -> Problem:
    """Nobody writes that much beside a choice."""
    return Problem("too_long", place(sheet, cell), "ce texte est trop long.")


def two_choices(sheet: str, cell: str, other: str) -> Problem:
    """The same row stands twice, with different choices."""
    return Problem(
        "two_choices",
        place(sheet, cell),
        f"ces soumissions ont aussi un autre choix, en {other}.",
    )


def no_words_to_mask(sheet: str, cell: str, column: str) -> Problem:
    """To mask, but what?"""
    return Problem(
        "no_words",
        place(sheet, cell),
        f"il faut écrire les mots à masquer dans la colonne «\u00a0{column}\u00a0».",
    )


def words_without_mask(sheet: str, cell: str) -> Problem:
    """Words to mask beside another choice: which of the two is meant?"""
    return Problem(
        "words_without_mask",
        place(sheet, cell),
        "des mots à masquer sont donnés avec un autre choix que «\u00a0masquer ces mots\u00a0».",
    )


def unknown_identifier(sheet: str, cell: str) -> Problem:
    """Neither a number, nor an address, nor a reference."""
    return Problem(
        "unknown_identifier",
        place(sheet, cell),
        "ce n'est ni un numéro de soumission (SID), ni une adresse électronique, ni une"
        " référence comme 4GZ7-K2QM-X9TR.",
    )


def unreadable(name: str) -> OrganiserError:
    """The workbook is damaged after its first rows."""
    return OrganiserError(
        DECISIONS + "unreadable_file",
        where=name,
        what="ce classeur est abîmé\u00a0: son contenu est illisible.",
        advice=GIVE_BACK_AGAIN,
    )


def too_large(name: str) -> OrganiserError:
    """The sheet is longer than any that is published."""
    return OrganiserError(
        DECISIONS + "too_large",
        where=name,
        what="une de ses feuilles a bien plus de lignes qu'il n'en est publié.",
        advice=GIVE_BACK_AGAIN,
    )
