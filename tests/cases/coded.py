"""A small form whose texts two people have coded: themes, codes that agree and that do not, a
settled line, texts that nobody coded; letters, an addition, consents of every sort, masks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from consultation.warehouse.store import store
from consultation.warehouse.store.connection import execute, open_database
from tests.cases.runs import Run, shared_run
from tests.cases.small import FORM, Row, row, small_run

CODED_FORM = FORM.replace(
    "[questions.raisons]", '[coding]\nquestions = ["texte", "suite"]\n\n[questions.raisons]', 1
)
CODED_AT = dt.datetime(2022, 3, 15, 18)  # noqa: DTZ001

LETTER = (
    "Madame, Monsieur, je refuse que des caméras automatisées suivent chacun de mes gestes dans la"
    " rue, et je demande leur retrait immédiat de toutes les places de notre commune."
)
ADDITION = "Notre association suit ce dossier depuis cinq ans et publiera la liste complète."
DEAR = "Ces caméras coûtent trop cher à la commune."
WATCHED = "😀 On est filmé·es partout, même devant l’école, et personne n’a demandé notre avis."
REFUSED = "Je ne veux pas que PASENVOI sorte d’ici : on nous surveille."
NO_THEME = "Merci de poser la question."
DISPUTED = "Payer pour être surveillé·es, non merci."
ONCE = "Avec cet argent, rouvrez la maternité."
NEVER_CODED = "Il pleut beaucoup ces temps-ci."
MASKED = "Écrivez-moi à camille@example.org : on nous suit sans raison."
OTHER_QUESTION = "Une réunion publique, vite."


@dataclass(frozen=True)
class Theme:
    """A line of the grid."""

    theme_id: str
    title: str
    definition: str
    example: str = ""
    question_ids: tuple[str, ...] = ()


THEMES = (
    Theme("cout", "Coût", "Ce que cela coûte, ou ce qu’on pourrait faire de l’argent.", DEAR),
    Theme("surveillance", "Être surveillé·e", "Se sentir regardé·e, suivi·e, fiché·e.", REFUSED),
    Theme("debat", "Débat public", "Demander un débat.", "", ("suite",)),
)
NONE: tuple[str, ...] = ()


@dataclass(frozen=True)
class Code:
    """What a coder found in a text, or what was settled of it (coder None)."""

    coder: str | None
    text: str
    theme_ids: tuple[str, ...]
    question_id: str = "texte"
    is_quotable: bool = False
    is_cancelled: bool = False
    remark: str | None = None


CODES = (
    Code("A", DEAR, ("cout",), is_quotable=True), Code("B", DEAR, ("cout",)),
    Code("A", WATCHED, ("surveillance",), is_quotable=True, remark="REMARQUEINTERNE"),
    Code("B", WATCHED, ("surveillance", "cout")),  # open: is it about costs?
    Code("A", LETTER, ("surveillance",)), Code("B", LETTER, ("surveillance",)),
    Code("A", ADDITION, ("surveillance",)), Code("B", ADDITION, NONE),
    Code(None, ADDITION, NONE, remark="REMARQUEINTERNE"),
    Code("A", REFUSED, ("surveillance",), is_quotable=True),
    Code("B", REFUSED, ("surveillance",)),
    Code("A", NO_THEME, NONE), Code("B", NO_THEME, NONE),
    Code("A", DISPUTED, ("cout",)), Code("B", DISPUTED, ("surveillance",)),
    Code(None, DISPUTED, ("cout", "surveillance")),
    Code("A", ONCE, ("cout",)),
    Code("A", MASKED, ("surveillance",)), Code("B", MASKED, ("surveillance",)),
    Code("A", NEVER_CODED, ("cout",)), Code("A", NEVER_CODED, NONE, is_cancelled=True),
    Code("A", OTHER_QUESTION, ("debat",), question_id="suite"),
    Code("B", OTHER_QUESTION, ("debat",), question_id="suite"),
)  # fmt: skip


def coded_rows() -> list[Row]:
    """Who wrote what: DEAR twice, the letter four times, once with an addition."""
    own, anonymous, no = "Oui, en mon nom", "Oui, sans nom", "Non"
    citizen = {"Qui": "Citoyen·ne"}
    return [
        row(201, Envoi=own, Nom="Camille Durand", Texte=DEAR, Suite=OTHER_QUESTION, **citizen),
        row(202, Envoi=anonymous, Texte=WATCHED, Code_postal="34000", **citizen),
        row(203, Envoi=anonymous, Texte=LETTER, **citizen),
        row(204, Envoi=anonymous, Texte=LETTER, **citizen),
        row(205, Envoi=no, Texte=LETTER, Suite=OTHER_QUESTION, **citizen),
        row(206, Envoi="Oui, au nom du collectif", Collectif="Les Yeux ouverts", Qui="Association",
            Texte=f"{LETTER} {ADDITION}"),
        row(207, Envoi=no, Texte=REFUSED, **citizen),
        row(208, Envoi=anonymous, Texte=NO_THEME),
        row(209, Envoi=anonymous, Texte=DISPUTED, **citizen),
        row(210, Envoi=own, Nom="Nour Petit", Texte=ONCE, **citizen),
        row(211, Envoi=anonymous, Texte=NEVER_CODED, **citizen),
        row(212, Envoi=anonymous, Texte=DEAR.upper(), **citizen),
        row(213, Envoi=own, Nom="Camille Moulin", Texte=MASKED, **citizen),
        row(214, Envoi=anonymous, **citizen),
    ]  # fmt: skip


def coded_run(folder: Path, form: str = CODED_FORM) -> Run:
    """A run of these texts, ingested with the grid and the codes; build or publish it."""
    run = small_run(folder, *coded_rows(), form=form)
    run.ingest()
    give_back(run, THEMES, CODES)
    return run


@shared_run
def published_coded_run(folder: Path) -> Run:
    """The same run, published with its pack, made once for all; no test changes it."""
    run = coded_run(folder)
    run.publish(with_pack=True)
    return run


def give_back(
    run: Run, themes: Iterable[Theme], codes: Iterable[Code], at: dt.datetime = CODED_AT
) -> None:
    """A workbook with this grid and these codes was read. Later workbooks outdo earlier
    workbooks."""
    file_id = hashlib.sha256(at.isoformat().encode()).hexdigest()
    grid, coded = list(themes), list(codes)
    with open_database(run.folders.database(run.form_id)) as connection:
        store.prepare(connection)
        given = "select $id as file_id, 'a-coder.xlsx' as file_name, $count as decision_count"
        counted = {"id": file_id, "count": len(grid) + len(coded)}
        execute(connection, f"insert into raw.decision_files by name {given}", counted)
        for position, theme in enumerate(grid, 1):
            connection.execute(
                "insert into raw.themes values (?, 'Grille', ?, ?, ?, ?, ?, ?, ?, ?, null, null)",
                [file_id, position + 1, theme.theme_id, position, theme.title, theme.definition,
                 theme.example or None, list(theme.question_ids), at],
            )  # fmt: skip
        for row_number, code in enumerate(coded, 2):
            connection.execute(
                "insert into raw.codes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, false)",
                [file_id, f"Codage {code.coder}" if code.coder else "Désaccords", row_number,
                 code.coder, code.question_id, digest_of(code.text), list(code.theme_ids),
                 code.is_quotable, code.is_cancelled, code.remark, at, _asked_ids(grid, code)],
            )  # fmt: skip


def _asked_ids(grid: Iterable[Theme], code: Code) -> list[str]:
    """The themes of a grid that are for the question of a code."""
    return [
        theme.theme_id
        for theme in grid
        if not theme.question_ids or code.question_id in theme.question_ids
    ]


def digest_of(text: str) -> str:
    """The digest by which a text's codes are found (sql/06_coding/steps/texts.sql)."""
    letters = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    folded = letters.lower().replace("œ", "oe").replace("æ", "ae")
    words = " ".join(re.findall(r"[^\W_]+", folded))
    return hashlib.sha256(words.encode()).hexdigest()[:16]
