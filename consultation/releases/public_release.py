"""The public folder of a release: what it may show, knowing all that was shown before."""

from __future__ import annotations

from pathlib import Path

from consultation.forms.form import Form
from consultation.french import schema_text
from consultation.protection.audit import kept_back
from consultation.protection.history import keep_release, read_releases
from consultation.protection.release import protect_counts
from consultation.public.assembling import last_day, public_results
from consultation.public.counting import counts_of
from consultation.public.writing import PUBLIC, README, write_public_folder
from consultation.settings import Folders
from consultation.warehouse.build.publications import Tables


def write_public(tables: Tables, form: Form, folders: Folders, release: Path) -> None:
    """The release has its public folder, where the form file asks for one and somebody answered.

    What it shows is remembered before the release takes its place: a count that was once public is
    never forgotten, be it that the run is killed in between.
    """
    day = last_day(tables)
    if not form.publish.public or day is None:
        return
    history = folders.public_history(form.form_id)
    earlier = read_releases(history)
    counts = counts_of(tables, form)
    minimum = form.publish.public_minimum
    shown = protect_counts(counts, earlier, minimum, day.isoformat())
    shown = kept_back(counts, earlier, shown, minimum)
    is_waiting = shown.persons != counts.persons[counts.everybody]
    results = public_results(shown, tables, form, is_waiting=is_waiting)
    write_public_folder(results, release / PUBLIC)
    with (release / README).open("a", encoding="utf-8") as readme:
        readme.write(schema_text("lisezmoi-public.txt"))
    keep_release(history, earlier, shown)
