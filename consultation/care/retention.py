"""What the form file's `[retention]` asks: originals put away, then deleted; working data erased.

Originals are moved (`archive`) or deleted (`inbox`) only when the raw store has all that they say:
refused files and files that nobody has read yet stay where they are. Neither changes what is
published. They go to the data folder, for it is closed, and what is backed up.

Working data (`data`) is erased whole, for what is deleted in a DuckDB file stays in its bytes. No
run erases what an earlier run has not announced: a date mistyped by ten years, or a machine that
was off for months, would erase everything at once. The form is not computed any more; its releases,
frozen or not, and the key are never touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from consultation import french
from consultation.care.erasure import Erasure, erasure_file, erasure_of, is_erased, remember_erasure
from consultation.care.originals import Retired, named, read_list, retired, unread_in
from consultation.errors import OrganiserError
from consultation.forms.form import Form
from consultation.machine.disk import settle
from consultation.settings import Folders
from consultation.warehouse.store.connection import opened
from consultation.warehouse.store.originals import Originals, originals_of
from consultation.warehouse.store.store import prepare

ANNOUNCED = timedelta(days=30)  # before the date
NOTICE = timedelta(days=7)  # at least, after the first announcement

WHAT_HAPPENS = {
    "archive": "les originaux déjà lus seront déplacés dans .data/archives",
    "inbox": "les originaux déjà lus seront supprimés, dans le dossier de dépôt et les archives",
    "data": "les données de travail seront effacées",
}


def retained(folders: Folders, form: Form, today: date) -> tuple[str, ...]:
    """All that `[retention]` asks for by `today`, the date where the form is, is done.

    Returns what was done, what will be and when, as French sentences. To be called once the form's
    files were read, by the one run that holds the data folder.

    Raises OrganiserError when a file that is due can't be moved or deleted; the others were.
    """
    erased_on = erasure_of(folders, form.form_id).erased_on
    if erased_on is not None:
        # An interrupted run may have left some.
        _erase(folders, form.form_id)
        done = _originals_due(folders, form, today)
        return (*done, *_no_more_computed(folders, form.form_id, erased_on))
    done = _originals_due(folders, form, today)
    return (*done, *_data_due(folders, form, today), *_next(form, today))


def postponed(form: Form, today: date) -> tuple[str, ...]:
    """What is said where nothing is done, because what was read last is not published: its
    originals may be needed, and working data too."""
    if not any(_is_due(form, key, today) for key in WHAT_HAPPENS):
        return ()
    return (
        "Conservation\u00a0: rien n'a été déplacé, supprimé ni effacé, puisque ce formulaire n'a"
        " pas pu être publié. Le prochain calcul qui le publie s'en chargera.",
    )


def _originals_due(folders: Folders, form: Form, today: date) -> tuple[str, ...]:
    inbox = folders.inbox / form.form_id
    archive = folders.archive(form.form_id)
    is_over = _is_due(form, "inbox", today)
    if not is_over and (not _is_due(form, "archive", today) or is_erased(folders, form.form_id)):
        return ()
    places, target = ((inbox, archive), None) if is_over else ((inbox,), archive)
    if not any(place.is_dir() and any(place.iterdir()) for place in places):
        return ()
    files = _retired(folders, form.form_id, places, target)
    if files.left:
        raise _not_removed(inbox, files.left)
    return (*_said_of(files.gone, target), *_said_of_incomplete(files.incomplete))


def _said_of(gone: list[str], target: Path | None) -> Iterator[str]:
    if not gone:
        return
    if target is None:
        words = ("original déjà lu a été supprimé", "originaux déjà lus ont été supprimés")
        yield f"{french.counted(len(gone), *words)}\u00a0: {named(gone)}."
        return
    words = ("original déjà lu a été déplacé", "originaux déjà lus ont été déplacés")
    where = f"{target.parents[1].name}/{target.parent.name}/{target.name}"
    yield f"{french.counted(len(gone), *words)} dans {where}\u00a0: {named(gone)}."


def _said_of_incomplete(names: list[str]) -> Iterator[str]:
    if names:
        words = ("original reste en place", "originaux restent en place")
        yield (
            f"{french.counted(len(names), *words)}, malgré [retention]\u00a0: {named(names)}. Des"
            " lignes rejetées (feuille Rejets) n'existent nulle part ailleurs. Un nouvel export où"
            " elles sont lisibles le permettra\u00a0; sinon, supprimez-les vous-même."
        )


def _retired(
    folders: Folders, form_id: str, places: tuple[Path, ...], target: Path | None
) -> Retired:
    database = folders.database(form_id)
    if not database.exists():
        read = read_list(folders.data, form_id) if is_erased(folders, form_id) else frozenset()
        return retired(places, target, Originals(read), None)
    with opened(database) as connection:
        prepare(connection)
        return retired(places, target, originals_of(connection), connection)


def _is_due(form: Form, key: str, today: date) -> bool:
    until = _until(form, key)
    return until is not None and today >= until


def _until(form: Form, key: str) -> date | None:
    until = form.retention.get(key)
    return until if isinstance(until, date) and until != date.max else None


# Working data.


def _data_due(folders: Folders, form: Form, today: date) -> tuple[str, ...]:
    until = _until(form, "data")
    if until is None or today < until - ANNOUNCED:
        return ()
    state = erasure_of(folders, form.form_id)
    # Announced in a time to come: the clock was wrong, and it would be put off for years.
    if state.announced_for != until or not (state.announced_on and state.announced_on <= today):
        state = Erasure(announced_on=today, announced_for=until)
        remember_erasure(folders, form.form_id, state)
    due = max(until, (state.announced_on or today) + NOTICE)
    if today < due:
        return (_announcement(form.form_id, due),)
    remember_erasure(folders, form.form_id, Erasure(state.announced_on, until, erased_on=today))
    _erase(folders, form.form_id)
    return (
        f"Les données de travail de {form.form_id} viennent d'être effacées (base, documents,"
        f" archives), comme le demande son fichier ([retention] data, {french.date(until)}). La"
        " publication reste en place\u00a0: elle contient aussi des réponses, comme vos"
        " sauvegardes. À supprimer à la main si vous l'avez promis.",
    )


def _announcement(form_id: str, due: date) -> str:
    return (
        f"Attention\u00a0: le {french.date(due)}, les données de travail de {form_id} (base,"
        " documents, archives) seront effacées, comme le demande son fichier ([retention] data)."
        " Plus rien ne sera alors calculé pour ce formulaire\u00a0; sa publication restera en"
        f" place. Pour l'éviter, changez cette date dans {form_id}.toml avant."
    )


def _erase(folders: Folders, form_id: str) -> None:
    """Of the form's working data, nothing is left but what says so."""
    kept = {erasure_file(folders, form_id).name, f"{form_id}.lus"}
    for path in [*folders.data.glob(f"{form_id}.*"), folders.archive(form_id)]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in kept:
            path.unlink(missing_ok=True)
    settle(folders.data)


def _no_more_computed(folders: Folders, form_id: str, erased_on: date) -> Iterator[str]:
    unread = unread_in(folders.inbox / form_id, read_list(folders.data, form_id))
    words = ("fichier déposé n'a pas été lu", "fichiers déposés n'ont pas été lus")
    files = french.counted(len(unread), *words)
    more = f" {files}\u00a0: {named(unread)}." if unread else ""
    yield (
        f"Les données de travail de {form_id} ont été effacées le {french.date(erased_on)}\u00a0:"
        f" ce formulaire n'est plus calculé, sa publication reste telle quelle.{more}"
    )


def _next(form: Form, today: date) -> Iterator[str]:
    """The next date on which something happens by itself; the last days of data are announced."""
    coming = sorted(
        (until, key)
        for key in WHAT_HAPPENS
        if (until := _until(form, key)) is not None and until > today
    )
    if coming and not (coming[0][1] == "data" and today >= coming[0][0] - ANNOUNCED):
        until, key = coming[0]
        yield f"Conservation\u00a0: le {french.date(until)}, {WHAT_HAPPENS[key]}."


def _not_removed(inbox: Path, names: list[str]) -> OrganiserError:
    return OrganiserError(
        "original_not_removed",
        where=f"{inbox.parent.name}/{inbox.name}",
        what="des originaux que [retention] demande de retirer n'ont pas pu l'être\u00a0:"
        f" {named(names)}.",
        advice="Le compte qui lance le calcul doit pouvoir écrire dans ce dossier\u00a0: demandez à"
        " qui administre la machine de le lui donner (chown), ou supprimez ces fichiers.",
    )
