"""DuckDB's complaints about a query, in French and without any cell's text.

What DuckDB says while it reads a query (syntax, names, types) quotes the query only, and may be
repeated. What it says while it reads the data quotes people's answers: the kind alone is told.
"""

from __future__ import annotations

import re

import duckdb

from consultation.errors import OrganiserError
from consultation.warehouse.published.catalogue import Catalogue, nearest

DESCRIBE = "Pour voir les tables et leurs colonnes\u00a0: faire-masse sql --describe [TABLE]"
QUOTES = "Si c'est un texte, il s'écrit entre apostrophes simples\u00a0: 'ainsi'.\n"
SHOWN = 4

_LINE = re.compile(r"^LINE (\d+):", flags=re.MULTILINE)

_TABLE = re.compile(r"Table with name \"?([^\"]+?)\"? does not exist")
_COLUMN = re.compile(
    r'Referenced column "(?P<a>.+?)" (?:was )?not found'
    r'|does not have a column named "(?P<b>.+?)"'
    r'|Column "(?P<c>.+?)" does not exist'
)
_FUNCTION = re.compile(r"Function with name \"?(\w+)\"? (?:does not exist|is not in)")
_ALIAS = re.compile(r'Referenced table "(.+?)" not found')
_AMBIGUOUS = re.compile(r'Ambiguous reference to column name "(.+?)" \(use: (.+?)\)')
_UNGROUPED = re.compile(r'column "(.+?)" must appear in the GROUP BY clause')
_NEAR = re.compile(r'at or near "(.+?)"')
_CANDIDATES = re.compile(r"Candidate bindings: :? ?(.+)")


def missing_value(name: str) -> OrganiserError:
    """The query asks for a value that nobody gave."""
    return OrganiserError(
        "missing_value",
        where=f"${name}",
        what="la requête demande cette valeur.",
        advice=f"Donnez-la\u00a0: --param {name}=…",
    )


def not_a_reading(kind: str) -> OrganiserError:
    """The statement would do something else than read."""
    return OrganiserError(
        "not_a_reading",
        where=f"requête {kind}",
        what="la base publiée se lit et ne se change pas.",
        advice="Une requête commence par SELECT, WITH, FROM, DESCRIBE, SHOW, SUMMARIZE, PIVOT ou"
        " EXPLAIN. Pour calculer autre chose, copiez le fichier et ouvrez la copie avec DuckDB.",
    )


def in_french(error: duckdb.Error, catalogue: Catalogue, time_limit: float) -> OrganiserError:
    """The error to show instead of DuckDB's."""
    text = str(error)
    # An interruption while a result is handed over is wrapped in another error.
    if isinstance(error, duckdb.InterruptException) or "INTERRUPT" in text:
        return _too_long(time_limit)
    if isinstance(error, duckdb.OutOfMemoryException):
        return _too_heavy()
    if isinstance(error, duckdb.PermissionException):
        return _out_of_reach()
    if isinstance(error, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException):
        return _about_names(text, catalogue) or _about_words(text, _where(text))
    return _about_values(error)


def _about_names(text: str, catalogue: Catalogue) -> OrganiserError | None:
    """The error that names a table, a column or a function, with the nearest that exists."""
    if found := _TABLE.search(text):
        return _unknown_table(found[1], _where(text), catalogue)
    if found := _COLUMN.search(text):
        name = found["a"] or found["b"] or found["c"]
        return _unknown_column(name, text, catalogue)
    if found := _ALIAS.search(text):
        return OrganiserError(
            "unknown_alias",
            where=_where(text),
            what=f"la requête parle de «\u00a0{found[1]}\u00a0» sans la lire.",
            advice="Chaque table nommée devant un point doit figurer après FROM ou JOIN, sous ce"
            " nom.",
        )
    if found := _FUNCTION.search(text):
        return OrganiserError(
            "unknown_function",
            where=_where(text),
            what=f"la fonction «\u00a0{found[1]}\u00a0» n'existe pas ici.",
            advice="Les fonctions sont celles de DuckDB, sans extension.",
        )
    return None


def _unknown_table(name: str, where: str, catalogue: Catalogue) -> OrganiserError:
    near = catalogue.nearest_tables(name)
    return OrganiserError(
        "unknown_table",
        where=where,
        what=f"la table «\u00a0{name}\u00a0» n'existe pas.",
        advice=f"{_nearest(near)}{DESCRIBE}",
    )


def _unknown_column(name: str, text: str, catalogue: Catalogue) -> OrganiserError:
    """Columns of the tables that are read come first; then where else the name is known."""
    candidates = _CANDIDATES.search(text)
    read = re.findall(r'"(.+?)"', candidates[1]) if candidates else []
    near = nearest(name, read)
    if not near and (owners := catalogue.tables_with(name)):
        hint = f"Elle est dans\u00a0: {', '.join(owners[:SHOWN])}{'…' if owners[SHOWN:] else '.'}\n"
    elif near:
        hint = _nearest(near)
    else:
        hint = _nearest(catalogue.nearest_columns(name)) + QUOTES
    return OrganiserError(
        "unknown_column",
        where=_where(text),
        what=f"la colonne «\u00a0{name}\u00a0» n'existe pas dans ce que la requête lit.",
        advice=f"{hint}{DESCRIBE}",
    )


def _nearest(names: list[str]) -> str:
    if not names:
        return ""
    return "Nom le plus proche\u00a0: {}.\n".format(
        " ou ".join(f"«\u00a0{name}\u00a0»" for name in names)
    )


def _about_words(text: str, where: str) -> OrganiserError:
    """The error about how the query is written; DuckDB's own words help those who know it."""
    said = f"DuckDB dit\u00a0: {_first_line(text)}"
    if found := _AMBIGUOUS.search(text):
        what = f"plusieurs tables lues ont une colonne «\u00a0{found[1]}\u00a0»."
        advice = "Dites laquelle\u00a0: {}.".format(found[2].replace("' or '", "' ou '"))
        return OrganiserError("ambiguous_column", where=where, what=what, advice=advice)
    if found := _UNGROUPED.search(text):
        what = f"la colonne «\u00a0{found[1]}\u00a0» n'est ni comptée, ni regroupée."
        advice = "Ajoutez-la à GROUP BY, ou écrivez GROUP BY ALL à la fin de la requête."
        return OrganiserError("ungrouped_column", where=where, what=what, advice=advice)
    if found := _NEAR.search(text):
        what = f"la requête n'est plus comprise à partir de «\u00a0{found[1]}\u00a0»."
        return OrganiserError("sql_syntax", where=where, what=what, advice=said)
    what = "la requête n'est pas comprise."
    return OrganiserError("sql_syntax", where=where, what=what, advice=said)


def _about_values(error: duckdb.Error) -> OrganiserError:
    if isinstance(error, duckdb.ConversionException):
        what = "une valeur n'est pas du type que la requête lui donne (nombre, date, oui ou non)."
        advice = "try_cast(… as …) laisse vides les valeurs qui n'en sont pas."
    elif isinstance(error, duckdb.OutOfRangeException):
        what = "un nombre est trop grand, ou un calcul impossible."
        advice = "try(…) laisse vide un calcul qui échoue."
    else:
        what = f"DuckDB n'a pas pu calculer la réponse ({type(error).__name__})."
        advice = "Division par zéro, motif mal formé ou fonction mal employée\u00a0? try(…) laisse"
        advice += " vide un calcul qui échoue."
    return OrganiserError("sql_value", where=_where(str(error)), what=what, advice=advice)


def _too_long(time_limit: float) -> OrganiserError:
    return OrganiserError(
        "query_too_long",
        where="requête",
        what=f"elle a été arrêtée au bout de {time_limit:g} secondes de calcul.",
        advice="Lisez moins de lignes (WHERE, LIMIT), ou copiez le fichier et ouvrez la copie avec"
        " DuckDB.",
    )


def _too_heavy() -> OrganiserError:
    return OrganiserError(
        "query_too_heavy",
        where="requête",
        what="elle demande plus de mémoire qu'il ne lui en est laissé (1\u00a0Go).",
        advice="Lisez moins de lignes ou de colonnes (WHERE, LIMIT), ou copiez le fichier et ouvrez"
        " la copie avec DuckDB.",
    )


def _out_of_reach() -> OrganiserError:
    return OrganiserError(
        "out_of_reach",
        where="requête",
        what="elle sort de la base publiée (un fichier, le réseau, une extension)\u00a0: c'est"
        " fermé ici.",
        advice="Pour écrire le résultat dans un fichier\u00a0: --output FICHIER.",
    )


def _where(text: str) -> str:
    line = _LINE.search(text)
    return f"requête, ligne {line[1]}" if line else "requête"


def _first_line(text: str) -> str:
    return text.partition("\n")[0].partition(": ")[2] or text.partition("\n")[0]
