"""The console script `faire-masse`: parses, calls, prints."""

from __future__ import annotations

import io
import json
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from consultation.machine.access import group_id, keep_closed
from consultation.machine.lock import run_lock
from consultation.settings import Folders
from consultation.settings import folders as folders_of
from flows.commands.commands import FOLDER_OPTIONS, Command, parser
from flows.failures import for_organisers

EXIT_PROBLEMS = 1
EXIT_ALREADY_RUNNING = 75  # EX_TEMPFAIL of sysexits.h: try again later
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the answer is the exit code."""
    # Before anything is written: all of it is personal data or leads to some.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = parser(COMMANDS).parse_args(arguments)
    try:
        code = int(options.command(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read has read enough, as `head` does; Python would write again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PROBLEMS
    except KeyboardInterrupt:
        say("Interrompu.")
        return EXIT_INTERRUPTED
    except Exception as error:
        problem = for_organisers(error, f"faire-masse {options.name}")
        say(f"Erreur\u00a0: {problem.message}")
        return EXIT_ALREADY_RUNNING if problem.code == "already_running" else EXIT_PROBLEMS


def run(options: Namespace) -> int:
    """New exports in, tables rebuilt, checks passed, files published."""
    folders = folders_in(options)
    from consultation.runs.journal import end_run
    from flows.commands.running import refreshed

    try:
        report = refreshed(folders, say)
    except Exception as error:
        # What stopped before the flow began has no other witness; on a full disk, none at all.
        with suppress(OSError):
            end_run(folders, "failed", for_organisers(error, "").message)
        raise
    # Only now: the sentences need what the run has loaded.
    from flows.report import wording
    from flows.report.report import as_json

    if options.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    else:
        print(wording.summary(report, here=Path.cwd()))
    return 0 if report.went_well else EXIT_PROBLEMS


def folders_in(options: Namespace) -> Folders:
    """The folders that the command line gives, or the environment."""
    return folders_of(**{name: getattr(options, name) for name in FOLDER_OPTIONS})


def serve(options: Namespace) -> int:
    """The same run on a schedule, and when files arrive, until the process is told to stop."""
    from flows.commands.serving import serve as keep_serving

    keep_serving(folders_in(options), options.cron, options.port, say)
    return 0


def status(options: Namespace) -> int:
    """How things are; a problem when they are older than asked, or something is to be mended."""
    from consultation.care.status import status_of
    from flows.report.status import as_json, to_mend, told, too_old

    found = status_of(folders_in(options))
    old = too_old(found, options.max_age, options.max_export_age or options.max_age)
    mend = to_mend(found) if options.max_age or options.max_export_age else []
    if options.json:
        print(json.dumps(as_json(found) | {"too_old": old}, ensure_ascii=False, indent=2))
    else:
        print(told(found))
    for sentence in (*old, *mend):
        say(sentence)
    return EXIT_PROBLEMS if old or mend else 0


def verify(options: Namespace) -> int:
    """A folder is what its checksums say."""
    from consultation.releases import publish as releases

    problems = releases.verify(options.folder)
    for problem in problems:
        say(problem)
    if problems:
        return EXIT_PROBLEMS
    print(f"{options.folder}\u00a0: tous les fichiers sont intacts.")
    return 0


def freeze(options: Namespace) -> int:
    """The form's release is kept under a name of its own, for good."""
    folders = folders_in(options)
    from consultation.releases.freezing import freeze as kept
    from consultation.releases.freezing import is_project

    with run_lock(folders.data):
        group_id(folders.group)
        folder = kept(folders.outputs, options.form_id, options.name)
        keep_closed(folders)
    if is_project(folder):
        say("Attention\u00a0: le dossier à transmettre de cette publication est un PROJET.")
    print(f"{folder}\u00a0: cette publication ne changera plus.")
    return 0


def backup(options: Namespace) -> int:
    """The working data and the key are in one file."""
    from flows.commands import keeping

    for line in keeping.backup(folders_in(options), options.file):
        print(line)
    return 0


def restore(options: Namespace) -> int:
    """The working data and the key are those of a backup."""
    from flows.commands import keeping

    for line in keeping.restore(folders_in(options), options.file):
        print(line)
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


def sql(options: Namespace) -> int:
    """A question to the published database is answered."""
    folders = folders_in(options)
    from flows.commands.ask import ask

    return ask(options, folders, options.refuse)


COMMANDS: dict[str, Command] = {
    "run": run,
    "serve": serve,
    "status": status,
    "verify": verify,
    "freeze": freeze,
    "backup": backup,
    "restore": restore,
    "propose": propose,
    "sql": sql,
}


def say(line: str) -> None:
    """The line is on standard error."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
