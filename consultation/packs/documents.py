"""The documents of the pack: one per contribution, and volumes of all of them to read; of very
many, the volumes alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Literal

from consultation.notices.left_out import Parts
from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.index_file import DOCUMENTS, PACK
from consultation.packs.kept import Kept, KeptDocuments
from consultation.packs.places import Documents
from consultation.packs.typesetting import Contribution, Volume
from consultation.packs.typesetting.many import Unmade, write_contributions
from consultation.packs.typesetting.volumes import numbers_of, volumes_of, write_volumes
from consultation.warehouse.build.publications import Tables


def write_documents(
    tables: Tables,
    folder: Path,
    cache: Path,
    executor: Executor,
    parts: Parts,
    documents_max: int | Literal["all"] = "all",
) -> Documents:
    """The folder holds `contributions/<reference>.pdf` of each, and the volumes `recueil-01.pdf`…;
    where there are more than `documents_max`, the volumes alone.

    `cache` holds the documents of this pack afterwards, and no other. What can't be made, for any
    other cause than what was typed, is one of the `parts` that are left out: a volume, or the
    document of a contribution, which then is in no volume either.
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
    missing: set[str] = set()
    for given in volumes_of(around.form_title, read_contributions(tables), numbers, around.banner):
        volumes = [volume.without(_is_left_out(parts)) for volume in given]
        missing |= _references_in(given) - _references_in(volumes)
        shown = [one for one in volumes if one.contributions and not parts.lacks(_path(one))]
        single: dict[str, Kept] = {}
        try:
            if is_alone:
                missing |= _references_in(volumes) - _references_in(shown)
            else:
                single, incomplete = _gather_each(volumes, folder / DOCUMENTS, kept, executor)
                set_aside |= incomplete
                shown = [volume.standing_in(incomplete) for volume in shown]
            made, incomplete = kept.gather(shown, folder, partial(write_volumes, executor))
        except Unmade as unmade:
            for document, error in unmade.errors:
                parts.leave_out(_path(document), error)
            continue
        if is_alone:
            places |= _places_in(shown, made)
        files |= made | {f"{DOCUMENTS}/{name}": one for name, one in single.items()}
        set_aside |= incomplete
    kept.delete_the_rest()
    sums = {name: one.sha256 for name, one in files.items()}
    return Documents(frozenset(set_aside), places, sums, frozenset(missing))


def _path(document: Contribution | Volume) -> str:
    """Where a document is in the release: that of a contribution goes by its own file, be it that
    volumes alone have it."""
    below = f"{DOCUMENTS}/" if isinstance(document, Contribution) else ""
    return f"{PACK}/{below}{document.file_name}"


def _is_left_out(parts: Parts) -> Callable[[Contribution], bool]:
    return lambda one: parts.lacks(_path(one))


def _references_in(volumes: Iterable[Volume]) -> set[str]:
    return {one.reference for volume in volumes for one in volume.contributions}


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
