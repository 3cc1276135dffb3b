"""The same bytes from another Python."""

import re
import zipfile
from dataclasses import replace

from tests.cases.workbook_example import questions, written


def test_no_place_of_a_chart_has_digits_that_another_python_writes_otherwise(tmp_path):
    """From Python 3.12 on, floats are added otherwise."""
    sheet = questions()
    charts = tuple(replace(chart, shows_values=False) for chart in sheet.table.charts)
    path = written(tmp_path, replace(sheet, table=replace(sheet.table, charts=charts)))
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "charts/" in name]
    places = re.findall(r'<[xywh] val="([\d.]+)"', "".join(parts))

    assert places
    assert max(len(place.partition(".")[2]) for place in places) <= 6
