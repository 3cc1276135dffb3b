"""Review sheets: what organisers read, and the cells that they fill and give back."""

from __future__ import annotations

from dataclasses import replace

from consultation.decisions import ReviewSheet, WithdrawalSheet
from consultation.workbooks.model import Choices, Column, Kind, Sheet, Table
from consultation.workbooks.published import Published, table_of

HOW_TO_FILL = (
    "Pour décider\u00a0: copiez ce classeur ailleurs, choisissez dans la liste de la colonne"
    " «\u00a0Votre choix\u00a0», ajoutez vos initiales, enregistrez au format .xlsx, puis déposez"
    " le fichier dans le dossier d'arrivée du formulaire, avec les exports, sous le nom que vous"
    " voulez. Au calcul suivant, les décisions sont appliquées.",
    "Une ligne sans choix n'est pas une décision. Sans date, c'est le jour où le classeur a été"
    " enregistré qui vaut. Pour changer d'avis, choisissez à nouveau\u00a0: la date la plus"
    " récente l'emporte. Ne modifiez ni «\u00a0Soumissions\u00a0» ni la clé.",
)
WIDTHS = {
    "who": 44.0,
    "words": 26.0,
    "choice": 22.0,
    "initials": 11.0,
    "date": 12.0,
    "remark": 26.0,
    "subject": 20.0,
}


def review_sheet(
    review: ReviewSheet, name: str, published: Published, intro: tuple[str, ...]
) -> Sheet:
    """The publication as a sheet to fill: its choices in lists, its cells to fill told apart."""
    table = table_of(name, published)
    columns = tuple(_column(review, column) for column in table.columns)
    return Sheet(review.title, (*intro, *HOW_TO_FILL), replace(table, columns=columns))


def _column(review: ReviewSheet, column: Column) -> Column:
    parts = {title: part for part, title in vars(review.columns).items()}
    part = parts.get(column.title)
    if part is None:
        return column
    choices = None
    if part == "choice":
        lists: dict[str | None, tuple[str, ...]] = {
            question.asked: tuple(question.choices) for question in review.questions
        }
        choices = Choices(by=review.asked, lists=lists)
    return replace(
        column,
        width=WIDTHS.get(part, column.width),
        is_to_fill=column.title in review.columns.to_fill,
        choices=choices,
    )


# Enough for a campaign; somebody who needs more copies the last row down.
BLANK_ROWS = 200
HOW_TO_WITHDRAW = (
    "Une ligne par demande. Recopiez le numéro (SID), l'adresse électronique ou la référence que la"
    " personne vous donne, choisissez la demande, enregistrez au format .xlsx, puis déposez le"
    " fichier dans le dossier d'arrivée du formulaire, avec les exports, sous le nom que vous"
    " voulez.",
    "La demande s'applique au calcul suivant, à toutes les réponses de la même personne, quels que"
    " soient les exports déposés ensuite, même après la clôture. Gardez ce fichier\u00a0: ajoutez-y"
    " les demandes suivantes et redéposez-le. Pour revenir sur une demande, ajoutez une ligne"
    " «\u00a0annuler la demande\u00a0». Sans date, c'est le jour où le classeur a été enregistré"
    " qui vaut\u00a0; la plus récente l'emporte.",
)


def withdrawal_sheet(withdrawals: WithdrawalSheet) -> Sheet:
    """The sheet of withdrawals to fill, with rows that nobody has filled yet."""
    names = {title: part for part, title in vars(withdrawals.columns).items()}
    columns = tuple(
        Column(
            title,
            Kind.DATE if part == "date" else Kind.TEXT,
            width=WIDTHS[part],
            is_to_fill=True,
            choices=(
                Choices(by=title, lists={None: tuple(withdrawals.requests)})
                if part == "choice"
                else None
            ),
        )
        for title, part in names.items()
    )
    blank = ((None,) * len(columns) for _ in range(BLANK_ROWS))
    table = Table("retraits", columns, blank, row_count=BLANK_ROWS)
    return Sheet(withdrawals.title, HOW_TO_WITHDRAW, table)
