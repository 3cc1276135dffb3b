"""The documents of the pack: one per contribution, and volumes of all of them to read; of very
many, the volumes alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Literal

from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.index_file import DOCUMENTS
from consultation.packs.kept import Kept, KeptDocuments
from consultation.packs.places import Documents
from consultation.packs.typesetting import Volume
from consultation.packs.typesetting.many import write_contributions
from consultation.packs.typesetting.volumes import volumes_of, write_volumes
from consultation.warehouse.build.publications import Tables


def write_documents(
    tables: Tables,
    folder: Path,
    cache: Path,
    executor: Executor,
    documents_max: int | Literal["all"] = "all",
) -> Documents:
    """The folder holds `contributions/<reference>.pdf` of each, and the volumes `recueil-01.pdf`…;
    where there are more than `documents_max`, the volumes alone.

    Volumes hold the pages of the documents, in the order of references. `cache` holds the documents
    of this pack afterwards, and no other. Raises OrganiserError `typesetting_failed` or
    `typesetting_timeout`, which name the document, for any other cause than what was typed.
    """
    around, kept = surroundings(tables), KeptDocuments(cache)
    count = tables["pack.document_contributions"].row_count
    is_alone = documents_max != "all" and count > documents_max
    single = None if is_alone else folder / DOCUMENTS
    if single:
        single.mkdir(parents=True, exist_ok=True)
    files: dict[str, Kept] = {}
    places: dict[str, tuple[str, int]] = {}
    set_aside: set[str] = set()
    contributions = read_contributions(tables)
    for some in volumes_of(
        around.form_title, contributions, count, around.banner, is_alone=is_alone
    ):
        volumes = some
        if single:
            each = [one for volume in some for one in volume.contributions]
            made, incomplete = kept.gather(each, single, partial(write_contributions, executor))
            files |= {f"{DOCUMENTS}/{name}": one for name, one in made.items()}
            set_aside |= incomplete
            volumes = [volume.standing_in(incomplete) for volume in some]
        made, incomplete = kept.gather(volumes, folder, partial(write_volumes, executor, single))
        files |= made
        set_aside |= incomplete
        if is_alone:
            places |= _places_in(volumes, made)
    kept.delete_the_rest()
    sums = {name: one.sha256 for name, one in files.items()}
    return Documents(frozenset(set_aside), places, sums)


def _places_in(volumes: Sequence[Volume], made: Mapping[str, Kept]) -> dict[str, tuple[str, int]]:
    """The file and the page where each contribution of the volumes begins."""
    return {
        one.reference: (volume.file_name, page)
        for volume in volumes
        for one, page in zip(volume.contributions, made[volume.file_name].begins, strict=True)
    }
