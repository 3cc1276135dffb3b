"""The commands of `faire-masse` and their options, as `schemas/commands.toml` lists them."""

from __future__ import annotations

import argparse
import re
import tomllib
from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from consultation.machine.settings import Folders
from consultation.machine.settings import folders as folders_of
from consultation.runs.schedule import schedule_of
from consultation.words.french import schema_text, span, with_values

Command = Callable[[Namespace], int]

FOLDER_OPTIONS = ("inbox", "data", "outputs", "forms")
FORMATS = ("table", "csv", "xlsx")
CRON = "0 6 * * *"
PORT = 4200


def form_id(text: str) -> str:
    """Return the text if it can be the name of a form file: `vsa-2022`. Raises ValueError
    otherwise."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        raise ValueError
    return text


def port(text: str) -> int:
    """The number of a port that an ordinary account may listen on: `"8080"` → 8080. Raises
    ValueError otherwise."""
    number = int(text)
    if not 1024 <= number <= 65535:
        raise ValueError
    return number


# The arguments of `add_argument` for each kind of value.
KINDS: dict[str, dict[str, Any]] = {
    "text": {},
    "flag": {"action": "store_true"},
    "several": {"action": "append", "default": []},
    "path": {"type": Path},
    "span": {"type": span},
    "form_id": {"type": form_id},
    "format": {"choices": FORMATS},
    "schedule": {"type": schedule_of, "default": CRON},
    "port": {"type": port, "default": PORT},
    "free_port": {"type": port, "default": 0},
}
PLACEHOLDER_VALUES = {"cron": CRON, "port": str(PORT), "formats": ", ".join(FORMATS)}


# The standard library's messages, in Python 3.11 to 3.14. Its own translations need compiled
# catalogues and the user's locale. A message that is not listed here becomes a general one.
MESSAGES = {
    r"the following arguments are required: (.*)": "il manque\u00a0: {}",
    r"unrecognized arguments: (.*)": "argument inconnu\u00a0: {}",
    r"argument (.*?): expected one argument": "{}\u00a0: il manque la valeur",
    r"argument (.*?): ignored explicit argument .*": "{}\u00a0: cette option est sans valeur",
    r"argument (.*?): invalid (?:.*?) value: '?(.*?)'?": (
        "{}\u00a0: «\u00a0{}\u00a0» n’est pas une valeur possible"
    ),
    r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)": (
        "{}\u00a0: «\u00a0{}\u00a0» n’existe pas, au choix\u00a0: {}"
    ),
}


def in_french(message: str) -> str:
    """Translate a usage error of argparse into French: « the following arguments are required:
    form_id » → `il manque : form_id`. An unknown error → `la commande n’est pas comprise`."""
    for english, french in MESSAGES.items():
        if match := re.fullmatch(english, message, flags=re.DOTALL):
            return french.format(*(group.replace("'", "") for group in match.groups()))
    return "la commande n’est pas comprise"


class FrenchParser(argparse.ArgumentParser):
    """An argument parser with French messages. Wrong usage ends the process with exit code 2."""

    # Sub-commands are made by argparse, with settings that vary with Python's version.
    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(**settings, add_help=False, allow_abbrev=False)
        # Groups of our own: argparse's default ones have English titles, and stay empty.
        self.arguments = self.add_argument_group("arguments")
        self.options = self.add_argument_group("options")
        self.options.add_argument(
            "-h", "--help", action="help", help="affiche cette aide et s’arrête"
        )

    def format_usage(self) -> str:
        """The usage line, with a no-break space before its colon."""
        return super().format_usage().replace("usage:", "usage\u00a0:", 1)

    def format_help(self) -> str:
        """The whole help, with a no-break space before the colon of its usage line."""
        return super().format_help().replace("usage:", "usage\u00a0:", 1)

    def error(self, message: str) -> NoReturn:
        """Translate a message of argparse into French, print it with the usage, then exit
        with 2."""
        self.refuse(in_french(message))

    def refuse(self, problem: str) -> NoReturn:
        """Print a problem, already in French, with the usage, then exit with 2."""
        self.exit(
            2,
            f"{self.format_usage()}{self.prog}\u00a0: {problem}.\n"
            f"Pour l’aide\u00a0: {self.prog} --help\n",
        )


def parser(commands: Mapping[str, Command]) -> FrenchParser:
    """The parser of the command line. A parsed line has `command` (the function to call), `name`
    (such as `run`), the options, and `refuse`, which prints a usage error and exits 2."""
    top = FrenchParser(
        prog="faire-masse",
        description="Des exports Framaforms aux comptes et aux fichiers d’une consultation.",
    )
    description = f"%(prog)s {version('faire-masse')}"
    say_version = "affiche la version et s’arrête"
    top.options.add_argument("--version", action="version", version=description, help=say_version)
    below = top.add_subparsers(title="commandes", dest="name", metavar="COMMANDE", required=True)
    tables = tomllib.loads(schema_text("commands.toml"))
    for name, description in tables["commands"].items():
        text = with_values(description["text"], {})
        command = below.add_parser(name, help=text, description=f"{text}.".capitalize())
        for argument, settings in description.get("arguments", {}).items():
            add_argument(command.arguments, argument, settings)
        for option, settings in (description.get("options", {}) | tables["folders"]).items():
            add_argument(command.options, f"--{option}", settings)
        command.set_defaults(command=commands[name], refuse=command.refuse)
    return top


def add_argument(group: argparse._ArgumentGroup, name: str, settings: Mapping[str, Any]) -> None:
    """Declare an argument or option to argparse, as `settings` (from `commands.toml`) describe it.
    `kind` becomes settings of argparse: `path` → `type=Path`. The placeholders of the help are
    filled."""
    others = {key: value for key, value in settings.items() if key != "kind"}
    if "help" in others:
        others["help"] = with_values(others["help"], PLACEHOLDER_VALUES)
    group.add_argument(name, **KINDS[settings.get("kind", "text")], **others)


def folders_in(options: Namespace) -> Folders:
    """The folders that the options name. A folder that they do not name is taken from the
    environment."""
    return folders_of(**{name: getattr(options, name) for name in FOLDER_OPTIONS})
