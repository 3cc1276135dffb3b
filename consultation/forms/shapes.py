"""A form file's values -> the pydantic model, with every departure from it said in French."""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeGuard
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from consultation.forms.problems import (
    Problem,
    as_identifier,
    dotted,
    near,
    near_word,
    nearest,
    quoted,
)
from consultation.forms.texts import FormText, KeyPath
from schemas.form import CHOICES_FILE, FormFile

DATETIME_ADVICE = (
    "Écrivez une heure locale sans guillemets ni décalage, par exemple 2022-03-11T23:59:59."
)
RETENTION_ADVICE = (
    "Écrivez une date (2022-09-11), ou entre guillemets une durée après `closes_at` "
    '("P30D" = 30 jours, "P6M" = 6 mois, "P1Y" = 1 an).'
)
# A question without one of these can still be checked.
SPARE = ("title", "other", "asked_from", "audience", "families")
# Required keys, for the check of the rest of a file that lacks them.
STAND_INS = {"title": "-", "recipient": "-", "time_zone": "UTC"}
PLAIN: Mapping[str, tuple[str, str]] = {
    "blank": ("texte vide.", "Retirez-le ou écrivez-y quelque chose."),
    "string_type": ("un texte est attendu.", "Écrivez-le entre guillemets droits."),
    "bool_type": ("oui ou non est attendu.", "Écrivez true ou false, sans guillemets."),
    "int_type": ("un nombre entier est attendu.", "Écrivez-le sans guillemets ni virgule."),
    "greater_than_equal": ("ce nombre est négatif.", "Écrivez 0 ou plus."),
    "list_type": (
        "un texte ou une liste de textes est attendu.",
        'Écrivez "un texte" ou ["un texte", "un autre"].',
    ),
    "too_short": ("rien n'y est déclaré.", "Complétez cette clé ou retirez-la."),
    "offset_datetime": ("l'heure porte un décalage horaire.", DATETIME_ADVICE),
    "not_a_datetime": ("une date et une heure sont attendues.", DATETIME_ADVICE),
    "not_a_retention": ("une date ou une durée est attendue.", RETENTION_ADVICE),
}


def shape(file: FormText) -> tuple[FormFile | None, list[Problem], frozenset[str]]:
    """The model, the problems, and the questions left out for their problems.

    What has a problem is taken out, so that the rest can still be checked and the organiser
    sees all errors at once; without problem the model is the whole file.
    """
    try:
        return FormFile.model_validate(file.values), [], frozenset()
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = [_problem(file, detail, FormFile) for detail in _once(details)]
    sound, broken = _without(file.values, details)
    try:
        return FormFile.model_validate(sound), problems, broken
    except ValidationError:
        return None, problems, broken


def choices_shape(file: FormText) -> tuple[dict[str, list[str]], list[Problem]]:
    """The choices of a `choices_file`, and its problems."""
    try:
        return CHOICES_FILE.validate_python(file.values), []
    except ValidationError as error:
        return {}, [_problem(file, detail, None) for detail in error.errors(include_url=False)]


def _once(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """A misspelt key is one error, not also the lack of the key that was meant."""
    meant = {
        (*detail["loc"][:-1], near_key)
        for detail in details
        if detail["type"] == "extra_forbidden"
        and (near_key := near_word(detail["loc"][-1], _keys(FormFile, detail["loc"][:-1])))
    }
    return [one for one in details if one["type"] != "missing" or one["loc"] not in meant]


def _without(
    values: dict[str, Any], details: list[ErrorDetails]
) -> tuple[dict[str, Any], frozenset[str]]:
    """The values without their faulty parts, and the ids of the questions that went with them."""
    sound = copy.deepcopy(values)
    broken: set[str] = set()
    for detail in details:
        path = detail["loc"]
        sound.update({path[0]: STAND_INS[path[0]]} if path[0] in STAND_INS else {})
        for gone in _gone(path, misspelt=detail["type"] == "extra_forbidden"):
            _drop(sound, gone)
            if gone[0] == "questions" and len(gone) == 2:
                broken.add(str(gone[1]))
    return sound, frozenset(broken)


def _gone(path: KeyPath, *, misspelt: bool) -> list[KeyPath]:
    """What can't be checked any further because of a fault."""
    match path:
        case _ if misspelt:
            return [path]
        case ("questions", _, key, *_) if key in SPARE:
            return [path[:3]]
        case ("questions" | "roles", _, *_):
            return [path[:2]]
        case ("questions",):
            return [path, ("consent",)]
        case ("closes_at",):
            return [path, ("retention",)]
        case (top, *_) if top in STAND_INS:
            return []
    return [path[:1]]


def _drop(values: dict[str, Any], path: KeyPath) -> None:
    inner: Any = values
    for part in path[:-1]:
        if isinstance(inner, dict) and part not in inner:
            return
        inner = inner[part]
    inner.pop(path[-1], None)


def _problem(file: FormText, detail: ErrorDetails, model: type[BaseModel] | None) -> Problem:
    path: KeyPath = detail["loc"]
    if path[-1] == "[key]":
        what, advice = _bad_identifier(path[-2])
        return Problem(file, path[:-1], what, advice)
    what, advice = _french(detail, model)
    # A list's element is shown by its line, its key is the list's.
    element = isinstance(path[-1], int) and not isinstance(detail["input"], dict)
    return Problem(file, path, what, advice, key=path[:-1] if element else path)


def _french(detail: ErrorDetails, model: type[BaseModel] | None) -> tuple[str, str]:
    path, written = detail["loc"], detail["input"]
    match detail["type"]:
        case "missing":
            return _missing(path, written)
        case "extra_forbidden":
            return _unknown_key(path, model)
        case "literal_error":
            words = _alternatives(detail["ctx"]["expected"])
            return f"{quoted(written)} n'est pas une valeur possible.", nearest(written, words)
        case "list_type" if (above := _enclosing(path, model)) is not None:
            what = f"`{path[-1]}` est lu comme un choix."
            return what, f"Cette clé se place sous `[{dotted(above)}]`, au-dessus de ses choix."
        case "string_pattern_mismatch":
            return _bad_identifier(written)
        case "unknown_zone":
            return _unknown_zone(written)
        case "model_type" | "dict_type":
            table = dotted(path)
            return "un tableau est attendu.", f"Écrivez `[{table}]`, puis ses clés en dessous."
        case kind:
            return PLAIN.get(
                kind, ("valeur non comprise.", "Comparez-la à un formulaire qui fonctionne.")
            )


def _alternatives(expected: str) -> list[str]:
    """The words of pydantic's "'a', 'b' or 'c'"."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _bad_identifier(word: object) -> tuple[str, str]:
    advice = "Seuls a à z sans accent, les chiffres et _ sont permis."
    proposal = as_identifier(word)
    if proposal:
        advice += f" Par exemple `{proposal}`."
    return f"{quoted(word)} n'est pas un identifiant possible.", advice


def _unknown_zone(written: object) -> tuple[str, str]:
    advice = near(written, sorted(available_timezones())) or "Par exemple `Europe/Paris`."
    return f"le fuseau horaire {quoted(written)} n'existe pas.", advice


def _missing(path: KeyPath, table: object) -> tuple[str, str]:
    what = f"la clé `{path[-1]}` manque."
    above = dotted(path[:-1])
    for inner in ("choices", "items"):
        below = table.get(inner) if isinstance(table, dict) else None
        if isinstance(below, dict) and path[-1] in below:
            stray = f"`[{above}.{inner}]`"
            return what, f"Elle est écrite sous {stray}\u00a0: remontez-la au-dessus de {stray}."
    return what, f"Ajoutez-la {f'sous `[{above}]`' if above else 'en haut du fichier'}."


def _unknown_key(path: KeyPath, model: type[BaseModel] | None) -> tuple[str, str]:
    what = f"la clé `{path[-1]}` n'existe pas ici."
    above = _enclosing(path, model)
    if above is not None:
        place = f"sous `[{dotted(above)}]`" if above else "en haut du fichier, avant tout `[…]`"
        return what, f"Elle se place {place}."
    return what, nearest(path[-1], _keys(model, path[:-1]))


def _enclosing(path: KeyPath, model: type[BaseModel] | None) -> KeyPath | None:
    """The nearest enclosing table that has such a key."""
    cuts = (path[:length] for length in range(len(path) - 2, -1, -1))
    return next((cut for cut in cuts if path[-1] in _keys(model, cut)), None)


def _keys(model: type[BaseModel] | None, path: KeyPath) -> list[str]:
    """The keys of the table at a path of the form file."""
    shape: object = model
    for part in path:
        shape = _inner(shape, part)
    return list(shape.model_fields) if _is_model(shape) else []


def _is_model(shape: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _inner(shape: object, part: str | int) -> object:
    """The type found under a key of a type, `Annotated` and optional taken off."""
    if _is_model(shape):
        field = shape.model_fields.get(str(part))
        return _bare(field.annotation) if field else None
    arguments = typing.get_args(shape)
    return _bare(arguments[-1]) if arguments else None


def _bare(shape: object) -> object:
    while typing.get_origin(shape) in (typing.Annotated, typing.Union, types.UnionType):
        shape = typing.get_args(shape)[0]
    return shape
