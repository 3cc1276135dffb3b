"""The documents of the pack: one per contribution, and volumes of all of them to read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.kept import KeptDocuments, key_of
from consultation.packs.typesetting.many import volumes_of, write_contributions, write_volumes
from consultation.warehouse.build.publications import Tables

CONTRIBUTIONS = "contributions"


def write_documents(tables: Tables, folder: Path, cache: Path) -> None:
    """`contributions/<reference>.pdf` of each, and `recueil-01.pdf` and so on, are in the folder.

    They come in the order of references, which tells no time. `cache` holds the documents of this
    pack afterwards, and no other. Raises OrganiserError `typesetting_failed` or
    `typesetting_timeout`, which name the document.
    """
    around = surroundings(tables)
    contributions = read_contributions(tables)
    kept = KeptDocuments(cache)
    (folder / CONTRIBUTIONS).mkdir(parents=True, exist_ok=True)

    def typeset_contributions(names: Collection[str], scratch: Path) -> object:
        wanted = frozenset(names)
        return write_contributions(
            [each for each in contributions if each.reference in wanted], scratch
        )

    pages = kept.gather(
        {each.reference: key_of(each) for each in contributions},
        folder / CONTRIBUTIONS,
        typeset_contributions,
    )
    volumes = volumes_of(around.form_title, contributions, pages, around.banner)

    def typeset_volumes(names: Collection[str], scratch: Path) -> object:
        wanted = frozenset(names)
        return write_volumes([each for each in volumes if each.name in wanted], scratch)

    kept.gather({each.name: key_of(each) for each in volumes}, folder, typeset_volumes)
    kept.delete_the_rest()
