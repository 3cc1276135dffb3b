"""Why an export is refused, in an organiser's words."""

from __future__ import annotations

from consultation.errors import OrganiserError
from consultation.exports import limits

DOWNLOAD_AGAIN = (
    "Téléchargez-le à nouveau sur Framaforms (Résultats, Téléchargement) et remplacez ce fichier, "
    "sans l'ouvrir ni l'enregistrer avec un tableur entre-temps."
)
ALL_HEADERS = (
    "Dans Framaforms (Résultats, Téléchargement), choisissez «\u00a0Libellé\u00a0» ou "
    "«\u00a0Clé du formulaire\u00a0» comme format d'en-tête de colonne, jamais "
    "«\u00a0Aucun(e)\u00a0», et gardez cochées les informations sur la soumission."
)


def place(name: str, line: int | None = None) -> str:
    """The file, and the line where one is known."""
    return name if line is None else f"{name}, ligne {line}"


def empty(name: str) -> OrganiserError:
    """There is nothing in the file."""
    return OrganiserError(
        "empty_file", what="ce fichier est vide.", where=place(name), advice=DOWNLOAD_AGAIN
    )


def truncated(name: str, line: int | None = None) -> OrganiserError:
    """The end of the file is missing."""
    return OrganiserError(
        "truncated_file",
        what="ce fichier est incomplet\u00a0: sa fin manque.",
        where=place(name, line),
        advice=DOWNLOAD_AGAIN,
    )


def unreadable(name: str, what: str, line: int | None = None) -> OrganiserError:
    """The bytes, or the quotes and delimiters, are not those of a whole export."""
    return OrganiserError(
        "unreadable_file", what=what, where=place(name, line), advice=DOWNLOAD_AGAIN
    )


def unreadable_workbook(name: str) -> OrganiserError:
    """The .xlsx is damaged, or was made by something that is no spreadsheet."""
    return unreadable(name, "ce classeur est abîmé\u00a0: son contenu est illisible.")


def not_an_export(name: str, what: str, advice: str = DOWNLOAD_AGAIN) -> OrganiserError:
    """The file is something else, or its first rows were changed."""
    return OrganiserError("not_an_export", what=what, where=place(name), advice=advice)


def without_header(name: str) -> OrganiserError:
    """The file starts with answers."""
    return OrganiserError(
        "no_header",
        what="les trois lignes d'en-tête de Framaforms manquent\u00a0: rien ne dit ce que "
        "contient chaque colonne.",
        where=place(name, 1),
        advice=ALL_HEADERS,
    )


def unknown_header(name: str) -> OrganiserError:
    """Three rows stand where the header should, but none of Framaforms' column names."""
    return not_an_export(
        name,
        "ses trois premières lignes ne sont pas l'en-tête d'un export Framaforms, en français, en "
        "anglais ou en clés de formulaire.",
        ALL_HEADERS,
    )


def too_many_columns(name: str, line: int) -> OrganiserError:
    """No form has as many."""
    return too_large(name, f"une ligne a plus de {limits.COLUMNS} colonnes.", line)


def too_large(name: str, what: str, line: int | None = None) -> OrganiserError:
    """A limit of `limits.py` is passed."""
    return OrganiserError(
        "too_large",
        what=what,
        where=place(name, line),
        advice="Vérifiez que c'est bien un export de Framaforms. " + DOWNLOAD_AGAIN,
    )


def changed(name: str) -> OrganiserError:
    """Another file now stands where the export was."""
    return OrganiserError(
        "unreadable_file",
        what="ce fichier a changé pendant sa lecture.",
        where=place(name),
        advice="Attendez la fin de la copie ou de la synchronisation, puis relancez.",
    )
