"""The commands of `faire-masse` and their options: what a person types."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from consultation.french import span
from consultation.runs.schedule import schedule_of
from flows.commands import ask_options
from flows.commands.french_usage import FrenchParser

Command = Callable[[Namespace], int]

FOLDER_OPTIONS = {
    "inbox": "où sont déposés les exports, un dossier par formulaire",
    "data": "où l'outil garde ses données de travail",
    "outputs": "où les fichiers sont publiés",
    "forms": "où sont les descriptions des formulaires",
}
CRON = "0 6 * * *"
PORT = 4200

# What each command does, in the order of the help.
TEXTS = {
    "run": "lit les nouveaux exports, refait les tableaux, les contrôle et publie les fichiers",
    "serve": "fait la même chose chaque matin, et dès qu'un fichier est déposé",
    "status": "dit où en sont les choses\u00a0: dernier passage, ce qui attend, âge des exports",
    "verify": "compare une publication, ou un dossier à transmettre, à ses sommes de contrôle",
    "freeze": "garde la publication d'un formulaire telle qu'elle est, par exemple celle qu'on"
    " dépose",
    "backup": "garde les données de travail et la clé des références dans un seul fichier",
    "restore": "remet en place les données de travail et la clé d'une sauvegarde",
    "propose": "prépare la déclaration d'un nouveau formulaire à partir d'un export",
    "sql": "pose une question à la base publiée, en SQL ou par le nom d'une question toute prête",
}


def parser(commands: Mapping[str, Command]) -> FrenchParser:
    """A parser whose result has `command`, what to call, `name`, the options of the command, and
    `refuse`, which says what is wrong with them and exits 2."""
    top = FrenchParser(
        prog="faire-masse",
        description="Des exports Framaforms aux comptes et aux fichiers d'une consultation.",
    )
    below = top.add_subparsers(title="commandes", dest="name", metavar="COMMANDE", required=True)
    for name, text in TEXTS.items():
        command = below.add_parser(name, help=text, description=f"{text}.".capitalize())
        OPTIONS[name](command)
        for folder, help_text in FOLDER_OPTIONS.items():
            command.options.add_argument(f"--{folder}", metavar="DOSSIER", help=help_text)
        command.set_defaults(command=commands[name], refuse=command.refuse)
    return top


def _run(command: FrenchParser) -> None:
    command.options.add_argument(
        "--json", action="store_true", help="donne le bilan en JSON sur la sortie standard"
    )


def _serve(command: FrenchParser) -> None:
    command.options.add_argument(
        "--cron",
        metavar="HORAIRE",
        type=schedule_of,
        default=CRON,
        help="minute, heure, jour du mois, mois, jour de la semaine, dont l'un des deux jours est"
        f" «\u00a0*\u00a0»\u00a0; sinon «\u00a0{CRON}\u00a0»",
    )
    command.options.add_argument(
        "--port",
        metavar="PORT",
        type=port,
        default=PORT,
        help=f"où sont les pages de Prefect sur cette machine, sinon {PORT}",
    )


def _status(command: FrenchParser) -> None:
    command.options.add_argument(
        "--json", action="store_true", help="donne la même chose en JSON sur la sortie standard"
    )
    command.options.add_argument(
        "--max-age",
        metavar="DURÉE",
        type=span,
        help="échoue si le dernier passage ou le dernier export est plus vieux, par exemple 36h,"
        " ou si quelque chose est à corriger",
    )
    command.options.add_argument(
        "--max-export-age",
        metavar="DURÉE",
        type=span,
        help="la même chose pour les exports, s'ils arrivent moins souvent, par exemple 8j",
    )


def _verify(command: FrenchParser) -> None:
    command.arguments.add_argument(
        "folder", metavar="DOSSIER", type=Path, help="le dossier à vérifier"
    )


def _freeze(command: FrenchParser) -> None:
    command.arguments.add_argument("form_id", metavar="FORMULAIRE", type=form_id)
    command.options.add_argument(
        "--name", required=True, metavar="NOM", help="le nom du dépôt, par exemple depot-cnil"
    )


def _backup(command: FrenchParser) -> None:
    command.arguments.add_argument(
        "file", metavar="FICHIER", type=Path, help="le fichier à écrire, sur un disque chiffré"
    )


def _restore(command: FrenchParser) -> None:
    command.arguments.add_argument(
        "file", metavar="FICHIER", type=Path, help="un fichier fait par «\u00a0backup\u00a0»"
    )


def _propose(command: FrenchParser) -> None:
    command.arguments.add_argument(
        "export", metavar="EXPORT", type=Path, help="l'export téléchargé sur Framaforms"
    )
    command.options.add_argument(
        "--form-id",
        metavar="FORMULAIRE",
        type=form_id,
        help="le nom du formulaire (a à z, 0 à 9, - et _), sinon celui de l'export",
    )


OPTIONS: dict[str, Callable[[FrenchParser], None]] = {
    "run": _run,
    "serve": _serve,
    "status": _status,
    "verify": _verify,
    "freeze": _freeze,
    "backup": _backup,
    "restore": _restore,
    "propose": _propose,
    "sql": ask_options.add_options,
}


def form_id(text: str) -> str:
    """A name that a form file may have."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        raise ValueError
    return text


def port(text: str) -> int:
    """A port that an ordinary account may listen on."""
    number = int(text)
    if not 1024 <= number <= 65535:
        raise ValueError
    return number
