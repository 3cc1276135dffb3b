"""The commands `backup` and `restore`: the working data in one file, and back in place."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from functools import partial

from consultation.machine.access import close_to_others
from consultation.machine.lock import awaited_run_lock, run_lock
from consultation.machine.settings import Folders
from consultation.words.french import moment, sentence
from flows.commands.commands import folders_in

words = partial(sentence, "commands")


def backup(options: Namespace) -> int:
    """Write the working data and the key to the file of the options, after the current run if there
    is one. Returns 0."""
    from consultation.care.backup import backup as write_backup

    folders = folders_in(options)
    with awaited_run_lock(folders.data, lambda: print(words("backup_waits"), flush=True)):
        size = write_backup(folders, options.file, dt.datetime.now(dt.UTC))
    print(words("backed_up", file=options.file, size=max(1, size // 1_000_000)))
    print(words("keep_backup"))
    print(words("not_backed_up"))
    return 0


def restore(options: Namespace) -> int:
    """Restore the working data, the key and the form files of a backup. Returns 0. Raises
    OrganiserError during a run, if there is working data or another key already, or if the file is
    no sound backup.

    With `--withdrawals-given`, restore nothing and call `note_withdrawals_given`.
    """
    from consultation.care.restoring import restore as restore_backup
    from consultation.runs.journal import failure_recorded
    from consultation.runs.safekeeping import restored_from
    from flows.commands.acts import recorded

    if options.withdrawals_given == bool(options.file):
        options.refuse("il faut FICHIER, ou --withdrawals-given\u00a0: l’un des deux")
    folders = folders_in(options)
    if options.withdrawals_given:
        return note_withdrawals_given(folders)
    with failure_recorded(folders), recorded(folders, "restore"):
        differing = restore_backup(folders, options.file)
        close_to_others(folders)
    print(words("restored", file=options.file))
    for name in differing:
        print(words("other_form_file", name=name, file=options.file))
    if since := restored_from(folders.data):
        print(words("withdrawals_to_give", day=moment(since)))
    print(words("publish_again"))
    return 0


def note_withdrawals_given(folders: Folders) -> int:
    """Note that organisers have entered again the withdrawals that this machine lost. They are lost
    if a backup made before them is restored, or if a working database is lost. Prints which of
    these losses is now settled, and what to do next. Returns 0. Raises OrganiserError during a
    run."""
    from consultation.care.originals import forget_lost
    from consultation.runs.safekeeping import note_given_again, restored_from

    with run_lock(folders.data):
        since = restored_from(folders.data)
        note_given_again(folders.data)
        had_lost = forget_lost(folders.data)
    if since:
        print(words("withdrawals_given", day=moment(since)))
    if had_lost:
        print(words("lost_given"))
    print(words("publish_again" if since or had_lost else "nothing_to_give"))
    return 0
