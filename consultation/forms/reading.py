"""The bytes of a TOML file -> its values, or what is wrong with it in French."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from consultation.errors import OrganiserError
from consultation.forms.problems import quoted, unreadable
from consultation.forms.texts import FormText, statements

# By the first words of what tomllib says.
SYNTAX = {
    "Cannot overwrite a value": (
        "cette clé est déjà écrite plus haut.",
        "Ne l'écrivez qu'une fois.",
    ),
    "Cannot declare": ("ce tableau est déjà ouvert plus haut.", "Réunissez les deux parties."),
    "Cannot mutate": ("ce tableau est déjà écrit plus haut.", "Réunissez les deux parties."),
    "Cannot redefine": ("ce tableau est déjà écrit plus haut.", "Réunissez les deux parties."),
    "Duplicate inline table key": (
        "la même clé est écrite deux fois.",
        "Ne l'écrivez qu'une fois.",
    ),
    "Expected ']": (
        "un crochet fermant manque.",
        "Écrivez `[nom]` ou `[[nom]]`, seul sur sa ligne.",
    ),
    "Expected '='": (
        "un signe = manque après la clé.",
        "Écrivez `clé = valeur`. Une clé n'a ni espace ni accent.",
    ),
    "Invalid initial character": (
        "cette clé n'est pas lisible.",
        "Une clé s'écrit en lettres sans accent, chiffres, _ ou -.",
    ),
    "Unclosed array": ("une liste n'est pas fermée.", "Vérifiez ses virgules et son crochet ]."),
    "Unclosed inline table": (
        "un tableau { … } n'est pas fermé.",
        "Vérifiez ses virgules et son accolade }, sur une seule ligne.",
    ),
    "Unescaped": (
        "une barre oblique inverse \\ n'est pas permise ici.",
        "Écrivez \\\\, ou mettez le texte entre apostrophes droites ('texte').",
    ),
    "Invalid hex value": ("un caractère \\u… est mal écrit.", "Écrivez le caractère lui-même."),
    "Escaped character": ("un caractère \\u… n'existe pas.", "Écrivez le caractère lui-même."),
    "Unterminated string": ("un guillemet n'est pas fermé.", 'Ajoutez " à la fin du texte.'),
    "Illegal character": (
        "un texte n'est pas fermé, ou contient un caractère invisible.",
        'Ajoutez " à la fin du texte, ou retirez ce caractère.',
    ),
    "Invalid date or datetime": ("cette date n'existe pas.", "Écrivez-la AAAA-MM-JJThh:mm:ss."),
    "Invalid value": (
        "cette valeur n'est pas lisible.",
        'Écrivez les textes entre guillemets droits ("texte"), pas entre «\u00a0» ou “ ”.',
    ),
    "Invalid statement": (
        "cette ligne n'est pas lisible.",
        'Écrivez `clé = "valeur"`, `[nom]`, ou # devant un commentaire.',
    ),
    "Expected newline": (
        "quelque chose suit la valeur.",
        "Écrivez une clé par ligne. Un guillemet droit dans un texte s'écrit \\\".",
    ),
}
# A form file has at most six levels; what is far deeper would exhaust Python's stack.
DEEPEST = 20
UNKNOWN_SYNTAX = ("cette ligne n'est pas lisible.", "Comparez-la à un formulaire qui fonctionne.")


def read_toml(path: Path, name: str) -> FormText:
    """The file as read, called `name` in messages; a UTF-8 mark at its start is left out."""
    content = _bytes(path, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "le fichier n'est pas enregistré en UTF-8."
        advice = "Enregistrez-le avec l'encodage «\u00a0UTF-8\u00a0» dans votre éditeur de texte."
        raise unreadable(name, what, advice, line) from None
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise _too_deep(name) from None
    except ValueError as error:
        raise _syntax_error(name, text, str(error)) from None
    if _depth(values) > DEEPEST:
        raise _too_deep(name)
    return FormText(name, content, text, values)


def _depth(values: dict[str, Any]) -> int:
    """How many tables and lists are inside one another, none followed far below `DEEPEST`."""
    depth = 0
    level: list[Any] = [values]
    while level and depth <= DEEPEST:
        inner = [list(one.values() if isinstance(one, dict) else one) for one in level]
        level = [one for values in inner for one in values if isinstance(one, dict | list)]
        depth += 1
    return depth


def _too_deep(name: str) -> OrganiserError:
    what = "trop de crochets ou d'accolades imbriqués."
    return unreadable(name, what, "Une liste ne contient que des textes.")


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        what = "ce fichier n'existe pas."
        advice = f"Créez {quoted(path)}, ou corrigez son nom."
        raise unreadable(name, what, advice) from None
    except OSError:
        what = "ce fichier ne peut pas être lu."
        advice = f"Vérifiez que {quoted(path)} est un fichier et que vous avez le droit de le lire."
        raise unreadable(name, what, advice) from None


def _syntax_error(name: str, text: str, said: str) -> OrganiserError:
    """The line that tomllib gives, and the one where what it could not read begins."""
    found = re.search(r"at line (\d+)", said)
    last = text.count("\n") + (not text.endswith("\n"))
    line = min(int(found[1]), last) if found else last
    told = (sentences for start, sentences in SYNTAX.items() if said.startswith(start))
    what, advice = next(told, UNKNOWN_SYNTAX)
    above = "\n".join(text.split("\n")[:line])
    began = max((first for first, _ in statements(above)), default=line)
    if began < line:
        advice = (
            f"Vérifiez d'abord ce qui commence ligne {began}\u00a0: virgules, guillemets, "
            f"crochet ] de la fin. {advice}"
        )
    return unreadable(name, what, advice, line)
