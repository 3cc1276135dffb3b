"""The public folder of a release: what it may show, knowing all that was shown before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consultation.charts import Picture, picture_of
from consultation.charts.chart import Chart
from consultation.forms.form import Form
from consultation.french import schema_text
from consultation.notices.left_out import Parts
from consultation.packs.index_file import PACK
from consultation.protection.beside_packs import protect_beside_packs
from consultation.protection.history import keep_release, read_releases
from consultation.public.assembling import last_day, public_results
from consultation.public.counted_rows import counted_rows
from consultation.public.counting import counts_of
from consultation.public.sent_counts import rows_beside_packs, sent_counts
from consultation.public.writing import PUBLIC, README, write_public_folder
from consultation.releases.freezing import Frozen
from consultation.settings import Folders
from consultation.warehouse.build.publications import Tables


def write_public(
    tables: Tables,
    form: Form,
    folders: Folders,
    frozen: Sequence[Frozen],
    release: Path,
    parts: Parts,
) -> None:
    """The release has its public folder, where the form file asks for one and somebody answered.

    Frozen packs are read as they are now where the form file says that they are public, and so is
    the pack of the release, which may be frozen next; an addendum tells what two packs tell. What
    the folder shows is remembered before the release takes its place: a count that was once public
    is never forgotten, be it that the run is killed in between.
    """
    day = last_day(tables)
    if not form.publish.public or day is None:
        return
    history = folders.public_history(form.form_id)
    earlier = read_releases(history)
    counted = counted_rows(tables)
    packs: list[Path] = []
    if form.publish.frozen_published:
        counted = rows_beside_packs(counted)
        packs += [one.pack for one in frozen if one.has_pack]
        packs += [pack for pack in (release / PACK,) if pack.is_dir()]
    counts = counts_of(counted, form)
    sent = [sent_counts(pack, counted, counts, form) for pack in packs]
    minimum = form.publish.public_minimum
    shown = protect_beside_packs(counts, earlier, sent, minimum, day.isoformat())
    is_waiting = shown.persons != counts.persons[counts.everybody]
    results = public_results(shown, tables, form, is_waiting=is_waiting)

    def draw(chart: Chart) -> Picture | None:
        return parts.make(f"{PUBLIC}/images/{chart.id}.svg", picture_of, chart)

    write_public_folder(results, release / PUBLIC, draw)
    with (release / README).open("a", encoding="utf-8") as readme:
        readme.write(schema_text("lisezmoi-public.txt"))
    keep_release(history, earlier, shown)
