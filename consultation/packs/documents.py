"""The documents of the pack: one per contribution, and volumes of all of them to read; of very
many, the volumes alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Literal

from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.document_places import Documents
from consultation.packs.index_file import DOCUMENTS
from consultation.packs.kept import Kept, KeptDocuments
from consultation.packs.typesetting import Volume
from consultation.packs.typesetting.many import write_contributions
from consultation.packs.typesetting.volumes import numbers_of, volumes_of, write_volumes
from consultation.warehouse.tables.publications import Tables


def write_documents(
    tables: Tables,
    folder: Path,
    cache: Path,
    executor: Executor,
    documents_max: int | Literal["all"] = "all",
) -> Documents:
    """The folder holds `contributions/<reference>.pdf` of each, and the volumes `recueil-01.pdf`…;
    where there are more than `documents_max`, the volumes alone.

    `cache` holds the documents of this pack afterwards, and no other. Raises OrganiserError where
    one can't be made for any other cause than what was typed.
    """
    around, kept = surroundings(tables), KeptDocuments(cache)
    numbers = numbers_of(
        (row["reference"], row["first_week"])
        for row in tables["pack.document_contributions"].each_record()
    )
    is_alone = documents_max != "all" and len(numbers) > documents_max
    if not is_alone:
        (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    files: dict[str, Kept] = {}
    places: dict[str, tuple[str, int]] = {}
    set_aside: set[str] = set()
    for volumes in volumes_of(
        around.form_title, read_contributions(tables), numbers, around.banner
    ):
        shown = volumes
        if not is_alone:
            single, incomplete = _gather_each(volumes, folder / DOCUMENTS, kept, executor)
            files |= {f"{DOCUMENTS}/{name}": one for name, one in single.items()}
            set_aside |= incomplete
            shown = [volume.standing_in(incomplete) for volume in volumes]
        made, incomplete = kept.gather(shown, folder, partial(write_volumes, executor))
        if is_alone:
            places |= _places_in(shown, made)
        files |= made
        set_aside |= incomplete
    kept.delete_the_rest()
    sums = {name: one.sha256 for name, one in files.items()}
    return Documents(frozenset(set_aside), places, sums)


def _gather_each(
    volumes: Sequence[Volume], folder: Path, kept: KeptDocuments, executor: Executor
) -> tuple[dict[str, Kept], frozenset[str]]:
    """The documents of the contributions are in the folder."""
    each = [one for volume in volumes for one in volume.contributions]
    return kept.gather(each, folder, partial(write_contributions, executor))


def _places_in(volumes: Sequence[Volume], made: Mapping[str, Kept]) -> dict[str, tuple[str, int]]:
    """The file and the page where each contribution of the volumes begins."""
    return {
        one.reference: (volume.file_name, page)
        for volume in volumes
        for one, page in zip(volume.contributions, made[volume.file_name].begins, strict=True)
    }
