"""The console script `faire-masse`: parses, calls, prints."""

from __future__ import annotations

import atexit
import io
import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

from consultation.errors import OrganiserError
from consultation.lock import run_lock
from consultation.settings import Folders
from consultation.settings import folders as folders_of
from flows import ask_options
from flows.embedded_server import EmbeddedServer, prepare_environment, start_server
from flows.failures import for_organisers
from flows.french_usage import FrenchParser

if TYPE_CHECKING:
    from flows.report import RunReport

EXIT_PROBLEMS = 1
EXIT_ALREADY_RUNNING = 75  # EX_TEMPFAIL of sysexits.h: try again later
EXIT_INTERRUPTED = 130

FOLDER_OPTIONS = {
    "inbox": "où sont déposés les exports, un dossier par formulaire",
    "data": "où l'outil garde ses données de travail",
    "outputs": "où les fichiers sont publiés",
    "forms": "où sont les descriptions des formulaires",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the answer is the exit code."""
    # Before anything is written: all of it is personal data or leads to some.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except KeyboardInterrupt:
        say("Interrompu.")
        return EXIT_INTERRUPTED
    except Exception as error:
        problem = for_organisers(error, f"faire-masse {options.name}")
        say(f"Erreur\u00a0: {problem.message}")
        return EXIT_ALREADY_RUNNING if problem.code == "already_running" else EXIT_PROBLEMS


def parser() -> FrenchParser:
    """The commands and their options."""
    top = FrenchParser(
        prog="faire-masse",
        description="Des exports Framaforms aux comptes et aux fichiers d'une consultation.",
    )
    commands = top.add_subparsers(title="commandes", dest="name", metavar="COMMANDE", required=True)

    text = "lit les nouveaux exports, refait les tableaux, les contrôle et publie les fichiers"
    run_parser = commands.add_parser("run", help=text, description=f"{text}.".capitalize())
    run_parser.options.add_argument(
        "--json", action="store_true", help="donne le bilan en JSON sur la sortie standard"
    )
    run_parser.set_defaults(command=run)

    text = "compare une publication, ou un dossier à transmettre, à ses sommes de contrôle"
    verify_parser = commands.add_parser("verify", help=text, description=f"{text}.".capitalize())
    verify_parser.arguments.add_argument(
        "folder", metavar="DOSSIER", type=Path, help="le dossier à vérifier"
    )
    verify_parser.set_defaults(command=verify)

    text = "garde la publication d'un formulaire telle qu'elle est, par exemple celle qu'on dépose"
    freeze_parser = commands.add_parser("freeze", help=text, description=f"{text}.".capitalize())
    freeze_parser.arguments.add_argument("form_id", metavar="FORMULAIRE", type=form_id)
    freeze_parser.options.add_argument(
        "--name", required=True, metavar="NOM", help="le nom du dépôt, par exemple depot-cnil"
    )
    freeze_parser.set_defaults(command=freeze)

    text = "prépare la déclaration d'un nouveau formulaire à partir d'un export"
    propose_parser = commands.add_parser("propose", help=text, description=f"{text}.".capitalize())
    propose_parser.arguments.add_argument(
        "export", metavar="EXPORT", type=Path, help="l'export téléchargé sur Framaforms"
    )
    propose_parser.options.add_argument(
        "--form-id",
        metavar="FORMULAIRE",
        type=form_id,
        help="le nom du formulaire (a à z, 0 à 9, - et _), sinon celui de l'export",
    )
    propose_parser.set_defaults(command=propose)

    text = "pose une question à la base publiée, en SQL ou par le nom d'une question toute prête"
    sql_parser = commands.add_parser("sql", help=text, description=f"{text}.".capitalize())
    ask_options.add_options(sql_parser)
    sql_parser.set_defaults(command=partial(sql, refuse=sql_parser.refuse))

    for command in (run_parser, verify_parser, freeze_parser, propose_parser, sql_parser):
        for name, help_text in FOLDER_OPTIONS.items():
            command.options.add_argument(f"--{name}", metavar="DOSSIER", help=help_text)
    return top


def form_id(text: str) -> str:
    """A name that a form file may have."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        raise ValueError
    return text


def run(options: Namespace) -> int:
    """New exports in, tables rebuilt, checks passed, files published."""
    folders = folders_of(**{name: getattr(options, name) for name in FOLDER_OPTIONS})
    report = refreshed(folders)
    # Only now: the sentences need what the run has loaded.
    from flows import wording
    from flows.report import as_json

    if options.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    else:
        print(wording.summary(report, here=Path.cwd()))
    return 0 if report.went_well else EXIT_PROBLEMS


def refreshed(folders: Folders) -> RunReport:
    """The report of the Prefect flow, run in this process by one run at a time."""
    # Prefect's threads send their last words while the process ends: the server outlives them,
    # and the lock outlives the server.
    at_exit = ExitStack()
    atexit.register(at_exit.close)
    at_exit.enter_context(run_lock(folders.data))
    say("Mise en route…")
    prepare_environment(folders.data)
    if os.environ.get("PREFECT_API_URL"):
        return report_of_flow(folders)
    server = start_server(folders.data)
    at_exit.callback(server.stop)
    return report_of_flow(folders, server)


def report_of_flow(folders: Folders, server: EmbeddedServer | None = None) -> RunReport:
    """The report of the flow, once the server that was started for it answers."""
    # These imports take as long as the server takes to start, which it does meanwhile.
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.ingest import as_texts
    from flows.refresh import refresh

    if server:
        server.wait_until_ready()
    else:
        check_server_of_user()
    # Nobody watches a server that ends with the run, and the thread that tells it that the flow
    # is alive makes the flow wait for up to a second.
    no_heartbeat = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None} if server else {}
    with temporary_settings(no_heartbeat):
        # The keys are the environment's: Prefect need not know where they lie.
        texts = {name: as_texts(folders)[name] for name in FOLDER_OPTIONS}
        state = refresh(**texts, return_state=True)
    report: object = state.result(raise_on_failure=False)
    if isinstance(report, Exception):
        raise report
    return cast("RunReport", report)


def check_server_of_user() -> None:
    """The Prefect server that the environment names answers."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        if client.api_healthcheck() is not None:
            raise OrganiserError(
                "server_unreachable",
                where="PREFECT_API_URL",
                what="le serveur Prefect que cette variable désigne ne répond pas.",
                advice="Démarrez-le, ou retirez la variable\u00a0: un serveur propre à ce "
                "traitement sera alors utilisé.",
            )


def verify(options: Namespace) -> int:
    """A folder is what its checksums say."""
    from consultation import releases

    problems = releases.verify(options.folder)
    for problem in problems:
        say(problem)
    if problems:
        return EXIT_PROBLEMS
    print(f"{options.folder}\u00a0: tous les fichiers sont intacts.")
    return 0


def freeze(options: Namespace) -> int:
    """The form's release is kept under a name of its own, for good."""
    folders = folders_of(**{name: getattr(options, name) for name in FOLDER_OPTIONS})
    from consultation.freezing import freeze as kept
    from consultation.freezing import is_project

    with run_lock(folders.data):
        folder = kept(folders.outputs, options.form_id, options.name)
    if is_project(folder):
        say("Attention\u00a0: le dossier à transmettre de cette publication est un PROJET.")
    print(f"{folder}\u00a0: cette publication ne changera plus.")
    return 0


def propose(options: Namespace) -> int:
    """A drafted form file is on standard output, in UTF-8 whatever the locale."""
    from consultation import proposals

    proposal = proposals.propose(options.export, options.form_id)
    sys.stdout.flush()
    sys.stdout.buffer.write(proposal.text.encode())
    sys.stdout.buffer.flush()
    for line in proposals.summary(proposal):
        say(line)
    return 0


def sql(options: Namespace, refuse: Callable[[str], NoReturn]) -> int:
    """A question to the published database is answered."""
    folders = folders_of(**{name: getattr(options, name) for name in FOLDER_OPTIONS})
    from flows.ask import ask

    return ask(options, folders, refuse)


def say(line: str) -> None:
    """The line is on standard error."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
