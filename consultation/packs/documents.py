"""The documents of the pack: one per contribution, and volumes of all of them to read."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.kept import KeptDocuments
from consultation.packs.typesetting.many import volumes_of, write_contributions, write_volumes
from consultation.warehouse.build.publications import Tables

CONTRIBUTIONS = "contributions"


def write_documents(
    tables: Tables, folder: Path, cache: Path, executor: Executor
) -> frozenset[str]:
    """The folder holds `contributions/<reference>.pdf` of each, and the volumes `recueil-01.pdf`…

    Volumes hold the pages of the documents, in the order of references, which does not tell who
    wrote first. `cache` holds the documents of this pack afterwards, and no other. Returns the
    names of those that what was typed kept from being made, of which stand-ins are there. Raises
    OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the document, for any
    other cause.
    """
    around = surroundings(tables)
    contributions = read_contributions(tables)
    kept = KeptDocuments(cache)
    own = folder / CONTRIBUTIONS
    own.mkdir(parents=True, exist_ok=True)
    write = partial(write_contributions, executor=executor)
    typeset, set_aside = kept.gather(contributions, own, write)
    volumes = volumes_of(around.form_title, typeset, around.banner)
    kept.gather(volumes, folder, partial(write_volumes, contributions=own, executor=executor))
    kept.delete_the_rest()
    return set_aside
