"""The command `faire-masse`: parses the command line, calls the function of its command, and prints
the result."""

from __future__ import annotations

import io
import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from consultation.words.french import sentence
from consultation.words.screen import escaped_json, harmless_streams
from flows.commands.backups import backup, restore
from flows.commands.commands import Command, folders_in, parser
from flows.commands.erase_command import erase

EXIT_PROBLEMS = 1
EXIT_ALREADY_RUNNING = 75  # EX_TEMPFAIL of sysexits.h: try again later
EXIT_INTERRUPTED = 130

words = partial(sentence, "commands")


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line (`sys.argv` if `arguments` is None) and run its command. Returns the
    exit code."""
    # Before anything is written, as it is personal data or leads to some.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    with harmless_streams():
        return do(parser(COMMANDS).parse_args(arguments))


def do(options: Namespace) -> int:
    """Run the command that the options name, and print its error in French.

    Returns the command's own exit code, 75 if another run goes on, 130 after Ctrl-C, and 1 for any
    other error. If the reader of the output ends first (`| head`): 0 for `sql`, else 1.
    """
    try:
        code = int(options.command(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader, such as `head`, closed the pipe. Python would write to it again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if options.name == "sql" else EXIT_PROBLEMS
    except KeyboardInterrupt:
        say(words("interrupted"))
        return EXIT_INTERRUPTED
    except Exception as error:
        problem = for_organisers(error, f"faire-masse {options.name}")
        say(words("error", message=problem.message))
        return EXIT_ALREADY_RUNNING if problem.code == "already_running" else EXIT_PROBLEMS


def run(options: Namespace) -> int:
    """Read new exports, rebuild and check the tables, publish the files. Returns 0, or 1 if there
    was any problem."""
    folders = folders_in(options)
    from consultation.runs.journal import failure_recorded
    from flows.commands.run_command import run_flow

    if options.example:
        from consultation.releases.examples import lay_example

        if lay_example(folders):
            say(words("example_laid", inbox=folders.inbox))
    # An error before the flow begins is recorded nowhere else.
    with failure_recorded(folders):
        report = run_flow(folders, say, rebuild=options.rebuild)
    # Imported only now: the sentences need modules that the run has loaded.
    from flows.report import phrases
    from flows.report.report import as_json

    if options.json:
        print_json(as_json(report))
    else:
        print(phrases.summary(report, folder=Path.cwd()))
    if options.check:
        from consultation.stages import check_keys

        for form in report.forms:
            if form.summary:
                check_keys(folders, form.form_id)
    return 0 if report.went_well else EXIT_PROBLEMS


def serve(options: Namespace) -> int:
    """Start runs on a schedule, and when files arrive, until the process is told to stop."""
    from flows.commands.serving import serve as keep_serving

    keep_serving(folders_in(options), options.cron, options.port, say)
    return 0


def open_page(options: Namespace) -> int:
    """Serve the local page until the process is told to stop."""
    from flows.page.opening import open_page as keep_page_open
    from flows.page.opening import open_socket

    folders = folders_in(options)
    if (options.socket is None) != (options.people is None) or (options.socket and options.port):
        options.refuse("--socket et --people vont ensemble, sans --port")
    if options.socket:
        open_socket(folders, options.socket, options.people, say)
        return 0
    keep_page_open(folders, options.port, say, has_browser=not options.no_browser)
    return 0


def fetch(options: Namespace) -> int:
    """Fetch the form's full export from its site into its inbox."""
    from flows.site_visits import fetch_now

    folders, form_id = folders_in(options), options.form_id
    fetched = fetch_now(folders, form_id)
    if not fetched.answer_count:
        print(words("fetched_none", form_id=form_id))
        return 0
    sentence_id = "fetched" if fetched.file_name else "fetched_same"
    path = f"{folders.inbox.name}/{form_id}/{fetched.file_name}"
    print(words(sentence_id, form_id=form_id, count=fetched.answer_count, path=path))
    return 0


def status(options: Namespace) -> int:
    """Print the state of the tool in French, or with `--json` in JSON.

    Without a limit of age, returns 0. With a limit (`--max-age 36h`), returns 1 if the last run,
    export or backup is older, or if there is a problem that somebody must solve. Else 0.
    """
    from consultation.care.status import status_of
    from flows.report.status_report import Limits, as_json, text_of, to_mend, too_old

    state = status_of(folders_in(options))
    limits = Limits(
        options.max_age, options.max_export_age or options.max_age, options.max_backup_age
    )
    old = too_old(state, limits)
    mend = to_mend(state) if any(limits) else []
    if options.json:
        print_json(as_json(state) | {"too_old": old})
    else:
        print(text_of(state))
    for problem in (*old, *mend):
        say(problem)
    return EXIT_PROBLEMS if old or mend else 0


def verify(options: Namespace) -> int:
    """Compare a folder with its checksums, or a document with the pack it was made from. Returns 0,
    or 1 for any difference."""
    is_document = options.path.is_file() or options.path.suffix == ".docx"
    if is_document and not options.path.is_dir():
        return verify_document(options.path, options.pack, folders_in(options))
    from consultation.releases import manifest
    from consultation.releases.freezing import is_project

    problems = manifest.verify(options.path)
    for problem in problems:
        say(problem)
    if problems:
        return EXIT_PROBLEMS
    if is_project(options.path):
        say(words("frozen_draft"))
    print(words("intact", folder=options.path))
    return 0


def verify_document(path: Path, pack: Path | None, folders: Folders) -> int:
    """Print the bookmarks of a document that differ from its pack, and what to do about them.
    Returns 1 if there are any, else 0. If `pack` is None, the pack is searched: first the pack that
    contains the document, then the pack of the form's current release."""
    from consultation.packs.verification.checking import check_file

    checked, folder = check_file(path, pack, folders)
    say_checked = partial(sentence, "checking")
    counts = {state: checked.count(state) for state in ("changed", "gone", "unknown")}
    for finding in checked.problems:
        say(finding.text)
    for state in filter(counts.get, counts):
        say(say_checked(f"do_{state}"))
    print(say_checked("by_hand"), say_checked("compared", folder=folder), sep="\n")
    named = {f"{state}_count": count for state, count in counts.items()}
    print(say_checked("summary", file=path.name, same_count=checked.same_count, **named))
    return EXIT_PROBLEMS if checked.problems else 0


def freeze(options: Namespace) -> int:
    """Freeze the form's release under the given name. Returns 0. Without `--project`, a release
    that is marked PROJET (not ready to send) is refused. Any release is refused while a file of the
    inbox waits for a run."""
    from consultation.releases.freezing import freeze_release, is_project
    from consultation.runs.journal import failure_recorded
    from flows.commands.acts import recorded

    folders, form_id = folders_in(options), options.form_id
    with failure_recorded(folders), recorded(folders, "freeze", form_id):
        folder = freeze_release(folders, form_id, options.name, even_a_project=options.project)
    if is_project(folder):
        say(words("frozen_draft"))
    print(words("frozen", folder=folder))
    return 0


def propose(options: Namespace) -> int:
    """Print a draft of a form file for an export, in UTF-8 whatever the locale."""
    from consultation import proposals

    proposal = proposals.propose(options.export, options.form_id)
    sys.stdout.flush()
    sys.stdout.buffer.write(proposal.text.encode())
    sys.stdout.buffer.flush()
    for line in proposals.summary(proposal):
        say(line)
    return 0


def service(options: Namespace) -> int:
    """Write the systemd units of this project."""
    from flows.commands.service_units import service as write_units

    return write_units(options)


def sql(options: Namespace) -> int:
    """Print or write the answer to a query of the published database."""
    folders = folders_in(options)
    from flows.commands.ask import ask

    return ask(options, folders, options.refuse)


COMMANDS: dict[str, Command] = {
    "run": run,
    "serve": serve,
    "open": open_page,
    "fetch": fetch,
    "status": status,
    "verify": verify,
    "freeze": freeze,
    "backup": backup,
    "restore": restore,
    "erase": erase,
    "service": service,
    "propose": propose,
    "sql": sql,
}


def print_json(values: Mapping[str, object]) -> None:
    """Print the values as JSON on standard output."""
    content = json.dumps(values, ensure_ascii=False, indent=2)
    print(escaped_json(content.encode(errors="replace")).decode())


def say(line: str) -> None:
    """Print the line on standard error."""
    print(line, file=sys.stderr, flush=True)
