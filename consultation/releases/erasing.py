"""An erasure from its beginning on the disk to its end, but for the release in place."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from consultation.care import erasing
from consultation.care.erased_originals import Original
from consultation.forms.form import Form
from consultation.releases.erased import covered_by, erased_submissions, releases_holding
from consultation.releases.rectifying import Rectification, rectify_releases
from consultation.settings import Folders


class Finished(NamedTuple):
    """What became of the originals, and of the frozen releases that held somebody erased."""

    originals: tuple[Original, ...]
    rectified: tuple[Rectification, ...]


def finish(folders: Folders, form: Form) -> Finished:
    """Nobody erased is anywhere but in the release in place, which the next publication replaces.

    The erasure stays under way, for the next run to try again, while a frozen release could not be
    made again without them.
    """
    originals = erasing.erase_stored(folders, form)
    today = dt.datetime.now(ZoneInfo(form.time_zone)).date()
    is_erased = erased_submissions(folders, form.form_id)
    rectified = rectify_releases(folders, form.form_id, is_erased, today)
    if all(one.is_done for one in rectified):
        erasing.note_stored(folders, form.form_id)
    return Finished(originals, rectified)


def frozen_to_rectify(folders: Folders, form_id: str, plan: erasing.Plan) -> tuple[str, ...]:
    """The names of the frozen releases that hold somebody whom the plan would erase."""
    held = releases_holding(folders, form_id, covered_by(plan.tombstones))
    return tuple(frozen.name for frozen in held)
