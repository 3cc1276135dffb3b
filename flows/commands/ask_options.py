"""The options of the command `sql`; what answers is loaded only when it is asked."""

from __future__ import annotations

from pathlib import Path

from consultation.questions.formats import FORMATS
from flows.commands.french_usage import FrenchParser


def add_options(parser: FrenchParser) -> None:
    """The options of `sql`, but for those that all commands share."""
    parser.arguments.add_argument(
        "query",
        metavar="REQUÊTE",
        nargs="?",
        help="du SQL, ou le nom d'une question toute prête",
    )
    options = parser.options
    options.add_argument("--file", metavar="FICHIER", type=Path, help="lit le SQL dans un fichier")
    options.add_argument("--form-id", metavar="FORMULAIRE", help="la base de ce formulaire")
    options.add_argument(
        "--format",
        metavar="FORMAT",
        choices=FORMATS,
        help=f"forme de la réponse\u00a0: {', '.join(FORMATS)}",
    )
    options.add_argument(
        "--output", metavar="FICHIER", type=Path, help="écrit la réponse dans un fichier"
    )
    options.add_argument(
        "--param",
        metavar="NOM=VALEUR",
        action="append",
        default=[],
        help="donne une valeur à un paramètre, autant de fois qu'il le faut",
    )
    options.add_argument("--list", action="store_true", help="montre les questions toutes prêtes")
    options.add_argument(
        "--describe",
        metavar="TABLE",
        nargs="?",
        const="",
        help="montre les tables, ou les colonnes de l'une d'elles, ou une question toute prête",
    )
