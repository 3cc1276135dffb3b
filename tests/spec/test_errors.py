"""Errors as organisers read them: where, what is wrong, what to do."""

from consultation.exports import match_columns, read_export
from consultation.forms.form import read_form
from tests.cases.errors import error_of

FORM = """
title = "Budget"
recipient = "La mairie"
time_zone = "Europe/Paris"

[questions.idees]
kind = "text"
headers = "Vos idées"
"""


def message(step) -> str:
    """What is said when a step fails. No-break spaces are drawn as plain spaces."""
    return error_of(step).message.replace("\u00a0", " ")


def form(folder, text=FORM):
    path = folder / "budget.toml"
    path.write_text(text, encoding="utf-8")
    return read_form(path)


def export(folder, text):
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    return read_export(path)


def test_a_file_with_nothing_in_it(tmp_path):
    said = message(lambda: export(tmp_path, ""))

    assert said == (
        "export.csv : ce fichier est vide.\n"
        "Téléchargez-le à nouveau là d’où il vient (sur Framaforms : Résultats, Téléchargement) et"
        " remplacez ce fichier, sans l’ouvrir ni l’enregistrer avec un tableur entre-temps."
    )


def test_a_column_that_the_form_file_does_not_mention(tmp_path):
    text = '"Budget","",""\n"","",""\n"SID","Vos idées","Vos craintes"\n"1","Un banc","Aucune"\n'
    new = export(tmp_path, text)

    assert message(lambda: match_columns(new, form(tmp_path))) == (
        "export.csv : 1 colonne n’est pas dans la déclaration de budget :\n"
        "- colonne 3 (C), « Vos craintes »\n"
        "Complétez la déclaration de budget, puis relancez. Une liste de cases à cocher se déclare"
        " plus vite sur la page.\n"
        "# Pour les laisser de côté, en haut du fichier, à la place de la ligne `ignored` :\n"
        'ignored = ["Vos craintes"]\n'
        "# Pour en compter une, à la fin du fichier"
        " (kind : choice, choices, grid, number, date, time, text, file) :\n"
        "[questions.vos_craintes]\n"
        'kind = "text"\n'
        'headers = ["Vos craintes"]'
    )


def test_one_word_of_a_form_file(tmp_path):
    said = message(lambda: form(tmp_path, FORM.replace('"text"', '"texte"')))

    assert said == (
        "budget.toml, ligne 7, clé `questions.idees.kind` : `texte` n’existe pas ici.\n"
        "Vouliez-vous écrire `text` ?"
    )


def test_several_lines_of_a_form_file(tmp_path):
    """Each value by itself; once these are right, what they say of one another."""
    wrong = FORM.replace("title", "titel").replace('"text"', '"texte"')
    twice = FORM.replace('"text"', '"choice"') + "families = true\n"

    assert message(lambda: form(tmp_path, wrong)) == (
        "budget.toml : 2 erreurs.\n"
        "- ligne 2, clé `titel` : `titel` n’existe pas ici. Vouliez-vous écrire `title` ?\n"
        "- ligne 7, clé `questions.idees.kind` : `texte` n’existe pas ici."
        " Vouliez-vous écrire `text` ?\n"
        "Corrigez ces lignes, enregistrez, puis relancez."
    )
    assert "- ligne 9, clé `questions.idees.families`" in message(lambda: form(tmp_path, twice))
