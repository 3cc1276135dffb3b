"""A command line whose help and usage errors are in French."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

# The standard library's messages, in Python 3.11 to 3.14. Its own translations need compiled
# catalogues and the user's locale; one that is not listed here is said in general terms.
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
    """The same usage error, in French."""
    for english, french in MESSAGES.items():
        if match := re.fullmatch(english, message, flags=re.DOTALL):
            return french.format(*(group.replace("'", "") for group in match.groups()))
    return "la commande n’est pas comprise"


class FrenchParser(argparse.ArgumentParser):
    """An argument parser that speaks French; wrong usage exits 2."""

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
        """The usage line."""
        return super().format_usage().replace("usage:", "usage\u00a0:", 1)

    def format_help(self) -> str:
        """The whole help."""
        return super().format_help().replace("usage:", "usage\u00a0:", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to do it right, then exit 2."""
        self.refuse(in_french(message))

    def refuse(self, problem: str) -> NoReturn:
        """Say what is wrong, in French already, then exit 2."""
        self.exit(
            2,
            f"{self.format_usage()}{self.prog}\u00a0: {problem}.\n"
            f"Pour l’aide\u00a0: {self.prog} --help\n",
        )
