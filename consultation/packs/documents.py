"""The documents of the pack: one per contribution, and volumes of all of them to read; of very
many, the volumes alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal

from consultation.packs.contribution_values import Surroundings, read_contributions, surroundings
from consultation.packs.kept import KeptDocuments
from consultation.packs.places import Documents
from consultation.packs.typesetting import Contribution, Typeset
from consultation.packs.typesetting.binding import bindings_of, write_bindings
from consultation.packs.typesetting.many import volumes_of, write_contributions, write_volumes
from consultation.warehouse.build.publications import Tables

CONTRIBUTIONS = "contributions"
AT_ONCE = 10_000
"""Contributions that are in memory together."""


def write_documents(
    tables: Tables,
    folder: Path,
    cache: Path,
    executor: Executor,
    documents_max: int | Literal["all"] = "all",
) -> Documents:
    """The folder holds `contributions/<reference>.pdf` of each, and the volumes `recueil-01.pdf`…;
    where there are more than `documents_max`, the volumes alone.

    Volumes hold the pages of the documents, in the order of references, which does not tell who
    wrote first. `cache` holds the documents of this pack afterwards, and no other. Raises
    OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the document, for any
    other cause than what was typed.
    """
    around, kept = surroundings(tables), KeptDocuments(cache)
    count = tables["pack.document_contributions"].row_count
    if documents_max == "all" or count <= documents_max:
        written = _write_each(tables, around, kept, folder, executor)
    else:
        written = _write_bindings(tables, around, kept, folder, count, executor)
    kept.delete_the_rest()
    return written


def _write_each(
    tables: Tables, around: Surroundings, kept: KeptDocuments, folder: Path, executor: Executor
) -> Documents:
    own = folder / CONTRIBUTIONS
    own.mkdir(parents=True, exist_ok=True)
    typeset: dict[str, Typeset] = {}
    set_aside: set[str] = set()
    for some in _a_few_at_a_time(read_contributions(tables)):
        done, incomplete = kept.gather(some, own, partial(write_contributions, executor=executor))
        typeset |= done
        set_aside |= incomplete
    volumes = volumes_of(around.form_title, typeset, around.banner)
    kept.gather(volumes, folder, partial(write_volumes, contributions=own, executor=executor))
    return Documents(frozenset(set_aside))


def _a_few_at_a_time(contributions: Iterator[Contribution]) -> Iterator[list[Contribution]]:
    while some := list(islice(contributions, AT_ONCE)):
        yield some


def _write_bindings(
    tables: Tables,
    around: Surroundings,
    kept: KeptDocuments,
    folder: Path,
    count: int,
    executor: Executor,
) -> Documents:
    places: dict[str, tuple[str, int]] = {}
    set_aside: set[str] = set()
    contributions = read_contributions(tables)
    for some in bindings_of(around.form_title, contributions, count, around.banner):
        typeset, incomplete = kept.gather(some, folder, partial(write_bindings, executor=executor))
        set_aside |= incomplete
        for one in some:
            begins = zip(one.references, typeset[one.name].begins, strict=True)
            places |= {reference: (one.file_name, page) for reference, page in begins}
    return Documents(frozenset(set_aside), places)
