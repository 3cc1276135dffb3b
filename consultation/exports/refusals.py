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


def unreachable(name: str, reason: str) -> OrganiserError:
    """The system does not give the file, for `reason`, its own words; that may pass."""
    return OrganiserError(
        "unreachable_file",
        what=f"ce fichier ne peut être lu ({reason}).",
        where=place(name),
        advice="Vérifiez que le compte qui lance le calcul a le droit de le lire, et que le dossier"
        " partagé ou la clé USB où il se trouve est bien là, puis relancez.",
    )


def unreadable_workbook(name: str) -> OrganiserError:
    """The .xlsx is damaged, or was made by something that is no spreadsheet."""
    return unreadable(name, "ce classeur est abîmé\u00a0: son contenu est illisible.")


def not_an_export(name: str, what: str, advice: str = DOWNLOAD_AGAIN) -> OrganiserError:
    """The file is something else, or its first rows were changed."""
    return OrganiserError("not_an_export", what=what, where=place(name), advice=advice)


def without_header(name: str, declaration: str = "") -> OrganiserError:
    """The file starts with answers; `declaration` is what to add to the form file."""
    paste = (
        "\nSi vous n'avez plus que ce fichier, dites ce que contient chaque colonne à la fin du "
        f"fichier du formulaire, une entrée par colonne et dans leur ordre\u00a0:\n{declaration}"
    )
    return OrganiserError(
        "no_header",
        what="les trois lignes d'en-tête de Framaforms manquent\u00a0: rien ne dit ce que "
        "contient chaque colonne.",
        where=place(name, 1),
        advice=ALL_HEADERS + (paste if declaration else ""),
    )


def broken_header(name: str, line: int) -> OrganiserError:
    """The rows that say what the columns hold can't be read themselves."""
    return OrganiserError(
        "broken_header",
        what="l'en-tête de ce fichier est abîmé\u00a0: ses guillemets ou sa fin manquent.",
        where=place(name, line),
        advice=DOWNLOAD_AGAIN,
    )


def changed_header(name: str, line: int) -> OrganiserError:
    """The first row holds headings of the form, but not as a row of headings."""
    return OrganiserError(
        "broken_header",
        what="l'en-tête de ce fichier a été modifié\u00a0: on y reconnaît des questions du "
        "formulaire, mais plus les colonnes.",
        where=place(name, line),
        advice=DOWNLOAD_AGAIN,
    )


def rows_above_header(name: str, line: int) -> OrganiserError:
    """Rows that may be answers stand above the header."""
    return OrganiserError(
        "rows_above_header",
        what="des lignes qui ressemblent à des réponses précèdent l'en-tête.",
        where=place(name, line),
        advice="Si deux exports ont été collés l'un sous l'autre, déposez-les plutôt séparément. "
        + DOWNLOAD_AGAIN,
    )


def other_sheet(name: str, sheet: str) -> OrganiserError:
    """The header is in another sheet of the workbook than the first."""
    return OrganiserError(
        "other_sheet",
        what=f"ses réponses sont dans la feuille «\u00a0{sheet}\u00a0»\u00a0; seule la première "
        "feuille d'un classeur est lue.",
        where=place(name),
        advice="Déplacez cette feuille en première place, ou supprimez les autres. "
        + DOWNLOAD_AGAIN,
    )


def other_width(name: str, declared: int, found: int) -> OrganiserError:
    """`[headerless]` declares another number of columns than the file has."""
    return OrganiserError(
        "headerless_width",
        what=f"ce fichier sans en-tête a {found} colonnes, et `[headerless]` en déclare "
        f"{declared}.",
        where=place(name, 1),
        advice="Corrigez `columns` sous `[headerless]` dans le fichier du formulaire\u00a0: une "
        "entrée par colonne, dans l'ordre du fichier. Ou refaites l'export avec son en-tête.",
    )


def other_order(name: str, column: str) -> OrganiserError:
    """`[headerless]` declares the columns in another order than the file's."""
    return OrganiserError(
        "headerless_order",
        what=f"la colonne que `[headerless]` déclare comme «\u00a0{column}\u00a0» ne contient pas "
        "d'identifiants\u00a0: l'ordre des colonnes n'est pas le bon.",
        where=place(name, 1),
        advice="Corrigez `columns` sous `[headerless]` dans le fichier du formulaire.",
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


def file_too_large(name: str) -> OrganiserError:
    """The file, or what is inside when it is compressed."""
    return too_large(name, f"ce fichier dépasse {limits.FILE_BYTES // 1024**3}\u00a0Go.")


def closed_file(name: str) -> OrganiserError:
    """The account that runs may not read the file."""
    return OrganiserError(
        "unreadable_file",
        what="ce fichier est fermé au compte qui lance le calcul\u00a0: il n'a pas été lu.",
        where=place(name),
        advice="La personne qui l'a déposé peut l'ouvrir (chmod g+rw, ou «\u00a0Propriétés\u00a0», "
        "«\u00a0Permissions\u00a0» dans le gestionnaire de fichiers), ou le redéposer depuis un "
        "dossier partagé.",
    )


def changed(name: str) -> OrganiserError:
    """Another file now stands where the export was."""
    return OrganiserError(
        "unreadable_file",
        what="ce fichier a changé pendant sa lecture.",
        where=place(name),
        advice="Attendez la fin de la copie ou de la synchronisation, puis relancez.",
    )
