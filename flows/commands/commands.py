"""The commands of `faire-masse` and their options, as `schemas/commands.toml` lists them."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import tomllib
from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from consultation.machine.settings import Folders
from consultation.machine.settings import folders as folders_of
from consultation.questions.formats import FORMATS
from consultation.runs.schedule import schedule_of
from consultation.words.french import span, with_values
from flows.commands.french_usage import FrenchParser

Command = Callable[[Namespace], int]

FOLDER_OPTIONS = ("inbox", "data", "outputs", "forms")
CRON = "0 6 * * *"
PORT = 4200


def form_id(text: str) -> str:
    """The text, when it is a name that a form file may have; else ValueError."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        raise ValueError
    return text


def day(text: str) -> dt.date:
    """« 2027-01-31 » or « 31/01/2027 »; ValueError for anything else."""
    return dt.datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date()  # noqa: DTZ007


def port(text: str) -> int:
    """The number, when it is a port that an ordinary account may listen on; else ValueError."""
    number = int(text)
    if not 1024 <= number <= 65535:
        raise ValueError
    return number


# What argparse is told of each kind of value.
KINDS: dict[str, dict[str, Any]] = {
    "text": {},
    "flag": {"action": "store_true"},
    "several": {"action": "append", "default": []},
    "path": {"type": Path},
    "span": {"type": span},
    "day": {"type": day},
    "form_id": {"type": form_id},
    "format": {"choices": FORMATS},
    "schedule": {"type": schedule_of, "default": CRON},
    "port": {"type": port, "default": PORT},
    "free_port": {"type": port, "default": 0},
}
HOLES = {"cron": CRON, "port": str(PORT), "formats": ", ".join(FORMATS)}


def parser(commands: Mapping[str, Command]) -> FrenchParser:
    """A parser whose result has `command`, what to call, `name`, the options of the command, and
    `refuse`, which says what is wrong with them and exits 2."""
    top = FrenchParser(
        prog="faire-masse",
        description="Des exports Framaforms aux comptes et aux fichiers d’une consultation.",
    )
    told = f"%(prog)s {version('faire-masse')}"
    say_version = "affiche la version et s’arrête"
    top.options.add_argument("--version", action="version", version=told, help=say_version)
    below = top.add_subparsers(title="commandes", dest="name", metavar="COMMANDE", required=True)
    tables = tomllib.loads(files("schemas").joinpath("commands.toml").read_text(encoding="utf-8"))
    for name, told in tables["commands"].items():
        text = with_values(told["text"], {})
        command = below.add_parser(name, help=text, description=f"{text}.".capitalize())
        for argument, settings in told.get("arguments", {}).items():
            add_argument(command.arguments, argument, settings)
        for option, settings in (told.get("options", {}) | tables["folders"]).items():
            add_argument(command.options, f"--{option}", settings)
        command.set_defaults(command=commands[name], refuse=command.refuse)
    return top


def add_argument(group: argparse._ArgumentGroup, name: str, settings: Mapping[str, Any]) -> None:
    """Declare an argument to argparse: read as its kind says, the holes of its help filled."""
    others = {key: value for key, value in settings.items() if key != "kind"}
    if "help" in others:
        others["help"] = with_values(others["help"], HOLES)
    group.add_argument(name, **KINDS[settings.get("kind", "text")], **others)


def folders_in(options: Namespace) -> Folders:
    """The folders that the command line gives, or the environment."""
    return folders_of(**{name: getattr(options, name) for name in FOLDER_OPTIONS})
