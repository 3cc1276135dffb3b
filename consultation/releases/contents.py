"""The content of a release, without its seal: the pack, the organisers' folder, the addendum, the
public folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from consultation.forms.form import Form
from consultation.machine.disk import share_file
from consultation.machine.settings import PACK, PUBLIC, Folders, database_in
from consultation.machine.swap import clear
from consultation.notices.facts import Facts, PackState
from consultation.notices.left_out import Parts, facts_without
from consultation.organisation import folder as organisation
from consultation.organisation.contacts import Receipt
from consultation.packs.index_file import INDEX, OWN_WORDS, Entry, read_index
from consultation.packs.own_words.digests import salt_of
from consultation.packs.own_words.page import OwnWords
from consultation.packs.pack import write_pack
from consultation.public.assembling import public_results, why_nothing_is_public
from consultation.public.pictures.chart import Chart
from consultation.public.pictures.drawing import Picture, picture_of
from consultation.public.public_folder import README, write_public_folder
from consultation.public.rounding import Rounding
from consultation.releases.addenda import addendum_folder, write_addendum
from consultation.releases.freezing import Frozen
from consultation.releases.still_held import still_held
from consultation.runs.tombstones import read_register
from consultation.warehouse.published.published_copy import write_published_copy
from consultation.warehouse.store.connection import Connection, extra_cursor, interrupt_all
from consultation.warehouse.tables.consenting import consenting_database
from consultation.warehouse.tables.publications import Tables, tables_of
from consultation.words.french import date, schema_text, sentence

Write = Callable[[Path, Parts], dict[str, Any]]
"""A function that writes a release in the folder, without the parts left out. It returns values for
the release's manifest."""


def write_all_that_can_be(
    write: Write, write_public: Callable[[Path, Parts], None], folder: Path
) -> tuple[Mapping[str, str], dict[str, Any]]:
    """Write a release in `folder` without the parts that can't be made. Returns the left out parts
    (path → reason), and the values for the manifest.

    `write_public` writes the public folder, `write` all the rest. If a part fails, the whole
    release is written again without it, since files written before the failure may have to list the
    missing part.
    """
    parts = Parts()
    while True:
        manifest_values = write(folder, parts)
        parts.make(f"{PUBLIC}/", write_public, folder, parts)
        left_out = parts.left_out_now()
        if not parts.failures:
            return left_out, manifest_values
        parts = Parts(left_out)
        clear(folder)


def write_contents(
    connection: Connection,
    facts: Facts,
    form: Form,
    folders: Folders,
    frozen: Sequence[Frozen],
    executor: Executor,
    folder: Path,
    parts: Parts,
) -> dict[str, Any]:
    """Write the pack, the organisers' folder, the copy of the database and the addendum, without
    the parts that `parts` leaves out. The release is not sealed yet. Returns values for the
    manifest, such as `title` and `counts`. Others, such as the inputs, are added later."""
    facts = facts_without(facts, parts.left_out)
    organisation.make_folder(folder)
    tables = tables_of(connection)
    held = partial(still_held, frozen, facts.withdrawn_references)
    handed_in = read_register(folders.data, form.form_id).to_tell
    # Threads are enough: DuckDB has its own threads, and typesetting its own processes.
    with _side_by_side(executor) as pool:
        copy = pool.submit(write_published_copy, connection, database_in(folder))
        own_words = _own_words(form, folders, frozen, executor)
        pack = pool.submit(
            _write_pack, connection, facts, form, folders, executor, folder, parts, own_words
        )
        beside_them = pool.submit(
            organisation.write_beside, facts, tables, held, handed_in, folder, parts
        )
        first_pages = organisation.write_workbooks(facts, tables, (), folder, parts)
        beside_them.result()
        copy.result()
        set_aside = pack.result()
    receipts = partial(_receipts_of, pack=folder / PACK, frozen=frozen)
    organisation.write_contacts(facts, tables, receipts, folder, parts)
    if set_aside:  # the tasks name the documents that have a placeholder
        first_pages = organisation.write_workbooks(facts, tables, set_aside, folder, parts)
    if not (parts.failures or parts.lacks(f"{PACK}/")):
        _write_addendum(facts, form, frozen, folder, parts)
    return {
        "form_id": form.form_id,
        "title": facts.form.title,
        "counts": facts.counts,
        "pack": facts.pack,
        "left_out": parts.left_out,
        **first_pages._asdict(),
    }


@contextmanager
def _side_by_side(executor: Executor) -> Iterator[ThreadPoolExecutor]:
    """Yield a pool of threads that write parts of a release at the same time. If the block fails,
    tasks that `executor` has not begun are cancelled, and running queries are stopped."""
    with ThreadPoolExecutor() as pool:
        try:
            yield pool
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            interrupt_all()
            raise


def clear_pack(form_id: str, folders: Folders) -> None:
    """Delete the files that former runs kept to write the pack: its database, its typeset
    documents, and the digests for the page of own words. Called when nobody agrees any more that
    their contribution is sent, and when all results are to be computed again."""
    database = folders.consenting_database(form_id)
    leftovers = database.parent.glob(f"{database.name}.*")
    for path in (database, folders.own_words(form_id), *leftovers):
        path.unlink(missing_ok=True)
    shutil.rmtree(folders.documents(form_id), ignore_errors=True)


def _write_pack(
    connection: Connection,
    facts: Facts,
    form: Form,
    folders: Folders,
    executor: Executor,
    release: Path,
    parts: Parts,
    own_words: OwnWords | None,
) -> Collection[str]:
    """Write the pack. If nobody agrees any more that their contribution is sent, call `clear_pack`
    instead. Returns the names of the documents that could not be typeset and have a placeholder."""
    if facts.pack is None:
        clear_pack(form.form_id, folders)
        return ()
    if parts.lacks(f"{PACK}/"):
        return ()
    database, reasons = folders.consenting_database(form.form_id), facts.pack.reasons
    with (
        extra_cursor(connection) as own,
        consenting_database(own, database, reasons, executor) as consenting,
    ):
        arguments = (tables_of(consenting), form, folders, release, executor, parts, own_words)
        return parts.make(f"{PACK}/", write_pack, *arguments) or ()


def _write_addendum(
    facts: Facts, form: Form, frozen: Sequence[Frozen], release: Path, parts: Parts
) -> None:
    """Write the addendum: what changed in the pack since the latest frozen release."""
    reasons = facts.pack.reasons if facts.pack else ()
    folder = addendum_folder(release, frozen)
    arguments = (release / PACK, frozen, folder, form.title, reasons)
    parts.make(f"{folder.name}/", write_addendum, *arguments)


def _own_words(
    form: Form, folders: Folders, frozen: Sequence[Frozen], executor: Executor
) -> OwnWords | None:
    """The page on which people find their own text, with counts rounded as in the public folder,
    which has the same page. None unless the form file asks for it."""
    if not form.pack.own_words_page:
        return None
    salt = salt_of(form.form_id, len(frozen))
    rounded = Rounding(form.publish.public_minimum).of
    return OwnWords(form, salt, rounded, folders.own_words(form.form_id), executor)


def write_public(
    tables: Tables, pack: PackState | None, form: Form, release: Path, parts: Parts
) -> None:
    """Write the public folder, if the form file asks for it and enough people answered.

    The page of own words is copied into it only if the pack may be sent. Its answer « oui, votre
    texte part » would be wrong while the pack is a PROJET.
    """
    if not form.publish.public or why_nothing_is_public(tables, form):
        return

    def draw(chart: Chart) -> Picture | None:
        return parts.make(f"{PUBLIC}/images/{chart.id}.svg", picture_of, chart)

    write_public_folder(public_results(tables, form), release / PUBLIC, draw)
    own_words = release / PACK / OWN_WORDS
    if own_words.exists() and pack and not pack.reasons and not parts.left_out:
        share_file(own_words, release / PUBLIC / OWN_WORDS)
        with (release / PUBLIC / README).open("a", encoding="utf-8") as readme:
            readme.write(schema_text("public-la-mienne.txt"))
    with (release / README).open("a", encoding="utf-8") as readme:
        readme.write(schema_text("lisezmoi-public.txt"))


def _receipts_of(
    addresses: Iterable[tuple[str, str]], pack: Path, frozen: Sequence[Frozen]
) -> Iterator[Receipt]:
    """Yield a row for each of `addresses` (e-mail, reference) whose contribution is in the pack.
    The row has its file and page in the latest frozen release that contains the contribution, or
    in the present pack if no frozen release does."""
    now = {each.reference: each for each in read_index(pack)} if (pack / INDEX).is_file() else {}
    latest_first = sorted(frozen, key=attrgetter("number"), reverse=True)
    for email, reference in addresses:
        if reference in now:
            sent = next((each for each in latest_first if reference in each.entries), None)
            entry = sent.entries[reference] if sent else now[reference]
            yield _receipt(email, entry, sent)


def _receipt(email: str, entry: Entry, sent: Frozen | None) -> Receipt:
    cells = (email, entry.reference, entry.document, entry.page or None, entry.consent)
    if sent is None:
        return (*cells, None, sentence("workbooks", "not_sent"))
    return (*cells, sent.name, date(sent.frozen_on) if sent.frozen_on else None)
