"""A small form with a question of each kind, and its exports as Webform writes them."""

from __future__ import annotations

from pathlib import Path

from tests.cases.runs import Run, new_run
from tests.cases.webform import delimited, header

FORM_ID = "petit"

FORM = """
title = "Petit formulaire"
recipient = "CNIL"
time_zone = "Europe/Paris"
ignored = ["source"]

[roles]
email = ["Courriel"]
name = ["Nom"]
collective = ["Collectif"]
commune = ["Commune"]
postcode = ["Code postal"]
phone = ["Téléphone"]

[consent]
headers = ["Envoi"]
own_name = ["Oui, en mon nom"]
collective_name = ["Oui, au nom du collectif"]
anonymous = ["Oui, sans nom"]
reflection_only = ["Non"]

[category]
headers = ["Qui"]
collectives = ["association"]
[category.choices]
citoyen = ["Citoyen·ne"]
association = ["Association"]

[pack]
organisation = "Les Riverain·es"
contact = "au local, 12 rue des Lilas"
sent_on = 2022-03-20
spread_by = "notre site"
opened_on = 2022-02-14
asks = ["Retirer les caméras", "Publier les marchés"]

[questions.raisons]
kind = "choices"
headers = ["Raisons"]
other = ["Autre raison"]
audience = "all"
[questions.raisons.choices]
prix = ["Prix, coût"]
bruit = ["Bruit"]
autre = ["Autre"]

[questions.avis]
kind = "grid"
headers = ["Avis"]
audience = "all"
items = { ville = ["En ville"], champs = ["Aux champs"] }
choices = { pour = ["Pour"], contre = ["Contre"] }

[questions.mode]
kind = "choice"
headers = ["Mode"]
other = ["Autre mode"]
audience = "all"
[questions.mode.choices]
velo = ["Vélo"]
train = ["Train"]
autre = ["Autre"]

[questions.texte]
kind = "text"
headers = ["Texte"]
audience = "all"

[questions.suite]
kind = "text"
headers = ["Suite"]
families = false
audience = "all"

[questions.combien]
kind = "number"
headers = ["Combien"]
audience = "all"

[questions.quand]
kind = "date"
headers = ["Quand"]
audience = "all"

[questions]
heure = { kind = "time", headers = ["À quelle heure"], audience = "all" }
piece = { kind = "file", headers = ["Pièce"] }
"""

COLUMNS = [
    *(("", name) for name in ("Courriel", "Nom", "Collectif", "Commune", "Code postal")),
    *(("", name) for name in ("Téléphone", "Envoi", "Qui")),
    ("Raisons", "Prix, coût"),
    *(("", name) for name in ("Bruit", "Autre", "Autre raison")),
    ("Avis", "En ville"),
    *(("", name) for name in ("Aux champs", "Mode", "Autre mode", "Texte", "Suite")),
    *(("", name) for name in ("Combien", "Quand", "À quelle heure")),
    ("Pièce", "Nom"),
    *(("", name) for name in ("Taille du fichier (KB)", "source")),
]
# « Nom » stands twice: the person's, and the file's under its group.
NAMES = [f"{label} du fichier" if group == "Pièce" else label for group, label in COLUMNS]

Row = list[str]


def row(sid: int, **cells: str) -> Row:
    """A submission; `cells` are named after their columns, `_` standing for a space.

    `at`, `completed`, `modified`, `draft`, `ip`, `uid` and `user` are Framaforms' own.
    """
    own = {name: cells.pop(name, None) for name in ("at", "completed", "modified", "draft")}
    ip = cells.pop("ip", "0.0.0.0")  # noqa: S104
    uid, user = cells.pop("uid", "0"), cells.pop("user", "Anonymous")
    at = own["at"] or f"{14 + sid % 10}/02/2022 - 10:{sid % 60:02}"
    draft = own["draft"] or "0"
    completed = ("" if draft == "1" else at) if own["completed"] is None else own["completed"]
    named = {name.replace("_", " "): cell for name, cell in cells.items()}
    unknown = named.keys() - set(NAMES)
    assert not unknown, unknown
    times = [at, completed, own["modified"] or at]
    return [str(sid), str(sid), *times, draft, ip, uid, user, *(named.get(n, "") for n in NAMES)]


def export(rows: list[Row], delimiter: str = "\t", title: str = "Petit formulaire") -> bytes:
    """The file that Webform makes of them."""
    return delimited([*header(COLUMNS, title=title), *rows], delimiter)


def small_run(folder: Path, *rows: Row, form: str = FORM) -> Run:
    """A run of the small form on one export."""
    run = new_run(folder, form_id=FORM_ID, form=form)
    run.write("export.tsv", export(list(rows)))
    return run
