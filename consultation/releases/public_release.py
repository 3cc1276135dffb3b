"""The public folder of a release."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consultation.forms.form import Form
from consultation.notices.left_out import Parts
from consultation.public.assembling import public_results, why_nothing_is_public
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import schema_text, sentence
from schemas.form import ENDED

if TYPE_CHECKING:
    from consultation.charts import Picture
    from consultation.charts.chart import Chart

say_ended = partial(sentence, "public", "ended_key")


def write_public(tables: Tables, form: Form, release: Path, parts: Parts) -> None:
    """The release has its public folder, where the form file asks for one and enough answered; it
    says today's figures, whatever was published before."""
    if not form.publish.public or why_nothing_is_public(tables, form):
        return
    from consultation.charts import picture_of
    from consultation.public.public_folder import PUBLIC, README, write_public_folder

    def draw(chart: Chart) -> Picture | None:
        return parts.make(f"{PUBLIC}/images/{chart.id}.svg", picture_of, chart)

    write_public_folder(public_results(tables, form), release / PUBLIC, draw)
    with (release / README).open("a", encoding="utf-8") as readme:
        readme.write(schema_text("lisezmoi-public.txt"))


def public_notices(tables: Tables, form: Form) -> tuple[str, ...]:
    """What is said beside the numbers: why there is no public folder where one was asked for, and
    which keys of the form file do nothing any more."""
    ended = (key for key in ENDED if getattr(form.publish, key) is not None)
    told = (why_nothing_is_public(tables, form), *(say_ended(key=key) for key in ended))
    return tuple(filter(None, told))
