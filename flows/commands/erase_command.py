"""The command `erase`: shows what the requests of people would erase, then erases it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from consultation.words.french import moment, sentence
from flows.commands.commands import folders_in

if TYPE_CHECKING:
    from consultation.care.erasing import Plan
    from consultation.releases.whole_erasure import Finished, Outlook
    from consultation.runs.tombstones import Register

EXIT_PROBLEMS = 1
words = partial(sentence, "erasure")


def erase(options: Namespace) -> int:
    """Show what the waiting requests would erase. With `--yes`, erase it and publish again.

    Then print the obeyed requests and the letters to send. With `--sent`, the letters of earlier
    erasures count as sent and are printed no more. Returns 1 if publishing failed, else 0. Raises
    OrganiserError if the form has no database, or if the file of `--receipt` exists already.
    """
    from consultation.runs.journal import end_run, failure_recorded
    from flows.commands.acts import recorded

    folders, form_id = folders_in(options), options.form_id
    if not folders.database(form_id).exists():
        raise OrganiserError("nothing_to_erase_from", where=form_id)
    if options.receipt and options.receipt.exists():
        raise OrganiserError("receipt_exists", where=str(options.receipt))
    with failure_recorded(folders):
        with recorded(folders, "erase" if options.yes else "foresee", form_id):
            if options.sent:
                from consultation.care.erasing import note_sent

                note_sent(folders, form_id)
            is_waiting = _show_and_erase(folders, form_id, is_wanted=options.yes)
        is_published = not options.yes or _is_published(folders, form_id)
        end_run(folders, "went_well", words("nothing", form_id=form_id))  # no run was needed
    if not is_published:
        is_left = _register(folders, form_id).is_under_way
        print(words("still_under_way" if is_left else "not_published", form_id=form_id))
        return EXIT_PROBLEMS
    if is_waiting:
        print(words("done" if options.yes else "not_done", form_id=form_id))
    _print_register(folders, form_id)
    _give_letters(folders, form_id, options)
    return 0


def _show_and_erase(folders: Folders, form_id: str, *, is_wanted: bool) -> bool:
    """Print what an erasure would delete. If `is_wanted`, also delete it everywhere except in the
    current release. Returns False if there was nothing to erase: no request, and no unfinished
    erasure."""
    from consultation.releases import whole_erasure
    from consultation.stages import read_and_build

    for original in read_and_build(folders, form_id):
        print(original.sentence("once_read"))
    is_unfinished = whole_erasure.is_under_way(folders, form_id)
    outlook = whole_erasure.outlook_of(folders, form_id)
    for line in _lines(outlook, form_id, is_unfinished=is_unfinished):
        print(line)
    if is_wanted and outlook.plan.requests:
        whole_erasure.begin_erasure(folders, form_id)
        if finished := whole_erasure.finish_erasure(folders, form_id):
            _tell_finished(finished)
    return is_unfinished or bool(outlook.plan.requests)


def _lines(outlook: Outlook, form_id: str, *, is_unfinished: bool) -> Iterator[str]:
    """Yield the lines that describe an erasure: its effects, in numbers and names of files, and the
    copies that organisers must delete themselves."""
    plan = outlook.plan
    if is_unfinished:
        yield words("unfinished")
    if plan.unknown_count:
        yield words("unknown", count=plan.unknown_count)
    if not plan.requests:
        yield words("nothing", form_id=form_id)
        if not is_unfinished:
            return
    else:
        yield from _plan_lines(plan, form_id)
    yield words("everywhere")
    if outlook.frozen:
        yield words("frozen", names=outlook.frozen)
    if last := outlook.backup:
        yield words("backup", path=last.path, made_at=moment(last.made_at))
    yield words("backups")


def _plan_lines(plan: Plan, form_id: str) -> Iterator[str]:
    """Yield the lines that list the requests to obey, and what would be deleted from the database
    and from received files."""
    from consultation.care.erasure_letters import figures_of

    counts = {"request_count": len(plan.requests), "submission_count": plan.submission_count}
    yield words("would_go", form_id=form_id, **counts)
    for request in plan.requests:
        yield words("asked", **figures_of(request))
    for file, count in sorted(plan.records.items()):
        yield words("records", file=file, count=count)
    yield from (original.sentence("later") for original in plan.originals)
    if any(original.fate == "deleted" for original in plan.originals):
        yield words("kept_elsewhere")


def _tell_finished(finished: Finished) -> None:
    """Print the frozen releases that the erasure reduced, and what happened to each received file
    that contains an erased person."""
    for name in finished.frozen:
        print(words("frozen_done", name=name))
    for original in finished.originals:
        print(original.sentence())


def _register(folders: Folders, form_id: str) -> Register:
    """The register of the form's erasures, read from the data folder."""
    from consultation.runs.tombstones import read_register

    return read_register(folders.data, form_id)


def _print_register(folders: Folders, form_id: str) -> None:
    """Print the requests that were obeyed, in the order of the register."""
    from consultation.care.erasure_letters import figures_of

    for request in _register(folders, form_id).requests:
        if request.done_on:
            print(words("register", **figures_of(request)))


def _is_published(folders: Folders, form_id: str) -> bool:
    """Publish again if the current release still contains an erased person, as the form's register
    of erasures says. Returns True if, in the end, it contains none."""
    from flows.commands.run_command import run_flow

    if not _register(folders, form_id).is_published:
        run_flow(folders, lambda line: print(line, file=sys.stderr, flush=True))
    return _register(folders, form_id).is_published


def _give_letters(folders: Folders, form_id: str, options: Namespace) -> None:
    """Print the letters to send after erasures. Also write them to the file of `--receipt`, if that
    option is given. The letters name nobody."""
    from consultation.care.erasure_letters import LETTERS, letters_to_send
    from consultation.forms.form import read_form

    letters = letters_to_send(folders, read_form(folders.form_file(form_id)))
    text = "".join(f"{LETTERS}{letter.title}\n\n{letter.text}\n" for letter in letters)
    if letters:
        print(text, end="")
        print(f"\n{words('say_sent', form_id=form_id)}")
        if options.receipt:
            options.receipt.write_text(text, encoding="utf-8")
