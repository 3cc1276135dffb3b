"""Invented answers to the small form, of every sort: the example rows of the data dictionary."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.cases.coding_books import Unit, coded, coding_book, theme
from tests.cases.given_back import write
from tests.cases.pack import LETTER
from tests.cases.runs import Run, new_run
from tests.cases.small import FORM, FORM_ID, Row, export, row

CLOSING = FORM.replace(
    'time_zone = "Europe/Paris"', 'time_zone = "Europe/Paris"\ncloses_at = 2022-03-11T23:59:59'
).replace(
    "[questions.raisons.choices]",
    '[questions.raisons.groups]\n"Cadre de vie" = ["prix", "bruit"]\n[questions.raisons.choices]',
)
PASSAGE = "Personne ne nous a demandé notre avis avant de poser ces appareils devant l'école."
PRICE, NOISE, OTHER = {"Prix, coût": "X"}, {"Bruit": "X"}, {"Autre": "X"}


def letter(town: str, own: str = "") -> str:
    """The template letter, its blank filled."""
    return f"{LETTER.format(town=town)} {own}".strip()


def first_rows() -> list[Row]:
    """What the first export holds."""
    return [
        row(101, at="14/02/2022 - 09:15", Courriel="ada@example.org", Qui="Citoyen·ne",
            Envoi="Oui, sans nom", Code_postal="13001", Commune="Marseille", **PRICE,
            En_ville="Contre", Aux_champs="Pour", Mode="Vélo", Texte="Trop de caméras."),
        row(102, at="15/02/2022 - 18:40", Nom="Camille Durand", Courriel="camille@example.org",
            Qui="Citoyen·ne", Envoi="Oui, en mon nom", Code_postal="69007", Commune="Lyon",
            **PRICE, **NOISE, En_ville="Contre", Mode="Train", Texte=letter("Lyon"),
            Combien="12", Quand="01/06/2019", À_quelle_heure="08:30"),
        row(103, at="16/02/2022 - 20:05", Collectif="Les Yeux ouverts", Qui="Association",
            Envoi="Oui, au nom du collectif", Code_postal="34000", Commune="Montpellier",
            **NOISE, **OTHER, Autre_raison="Le débat a manqué", En_ville="Contre",
            Aux_champs="Contre", Mode="Autre", Autre_mode="Tramway",
            Texte=letter("Montpellier", f"{PASSAGE} Notre association suit ce dossier depuis 2018"
                         " et publiera bientôt la liste complète des lieux concernés."),
            Suite="Une réunion publique", Combien="40"),
        row(104, at="17/02/2022 - 20:06", Qui="Citoyen·ne", Envoi="Non", Code_postal="34070",
            Commune="Montpellier", **PRICE, En_ville="Pour", Mode="Vélo",
            Texte=letter("Montpellier"), Combien="quelques-unes"),
        row(105, at="18/02/2022 - 07:55", Nom="Nour Petit", Qui="Citoyen·ne",
            Envoi="Oui, en mon nom", Code_postal="1300", **NOISE, En_ville="Contre",
            Texte=f"{PASSAGE} La lumière clignote toute la nuit sous ma fenêtre."),
        row(106, at="19/02/2022 - 12:00", draft="1", **PRICE),
        row(107, at="19/02/2022 - 12:30", Qui="Citoyen·ne", Envoi="Oui, sans nom", **PRICE),
        row(108, at="20/02/2022 - 10:10", draft="peut-être", Qui="Citoyen·ne"),
    ]  # fmt: skip


def second_rows() -> list[Row]:
    """What a full export holds later: one was deleted, one was edited, others came."""
    remaining = [row for row in first_rows() if row[1] not in ("107", "105")]
    return [
        *remaining[:4],
        row(105, at="18/02/2022 - 07:55", modified="01/03/2022 - 09:00", Nom="Nour Petit",
            Qui="Citoyen·ne", Envoi="Oui, sans nom", Code_postal="13006", **NOISE, **PRICE,
            En_ville="Contre",
            Texte=f"{PASSAGE} La lumière clignote toute la nuit sous ma fenêtre."),
        *remaining[4:],
        row(109, at="01/03/2022 - 19:20", Courriel="ada@example.org", Qui="Citoyen·ne",
            Envoi="Oui, en mon nom", Code_postal="13001", Commune="Marseille", **PRICE,
            En_ville="Contre", Mode="Vélo", Texte=f"{PASSAGE} Et chez vous ?", Combien="7"),
        row(110, at="02/03/2022 - 19:25", Qui="Citoyen·ne", Envoi="Oui, sans nom",
            Code_postal="97400", Commune="Saint-Denis", **NOISE, Texte=letter("Saint-Denis")),
        row(111, at="12/03/2022 - 08:00", Qui="Citoyen·ne", Envoi="Oui, sans nom", **PRICE),
    ]  # fmt: skip


def invented_run(folder: Path, *, is_coded: bool = False) -> Run:
    """A published run of both exports, whose texts people have coded where `is_coded`."""
    run = new_run(folder, form_id=FORM_ID, form=CLOSING)
    run.write("export-1.tsv", export(first_rows()))
    run.write("export-2.tsv", export(second_rows()))
    if is_coded:
        run.build()
        write(_coded_texts(run), run.inbox / "a-coder.xlsx")
    run.publish()
    return run


def _coded_texts(run: Run) -> Workbook:
    """A workbook in which two people have coded the texts, and settled the first."""
    units = [
        Unit(*row)
        for row in run.query(
            "select question_id, text_digest, text from coding.units order by sample_rank"
        )
    ]
    grid = [
        theme("Libertés", definition="Être suivi ou reconnu dans la rue", example="chaque geste"),
        theme("Débat public", definition="Personne n'a été consulté", questions="texte"),
        theme("Nuisances", definition="Bruit, lumière"),
    ]
    themes = ["Libertés", "Débat public"]
    coders = {
        "A": [
            coded(unit, *themes[: number % 3] or ["aucun thème"])
            for number, unit in enumerate(units)
        ],
        "B": [coded(unit, *themes, coder="B", quotable="oui", remark="à relire") for unit in units],
    }
    return coding_book(grid, coders, [coded(units[0], *themes, coder=None, remark="relu à deux")])
