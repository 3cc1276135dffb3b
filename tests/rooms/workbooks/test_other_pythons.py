"""The same bytes from another Python."""

import re
import zipfile

from consultation.workbooks.writer import write_workbook
from tests.cases.workbook_example import example


def test_no_place_of_a_chart_has_digits_that_another_python_writes_otherwise(tmp_path):
    """From Python 3.12 on, floats are added otherwise."""
    write_workbook(tmp_path / "a.xlsx", example())
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/" in name]
    places = re.findall(r'<[xywh] val="([\d.]+)"', "".join(charts))

    assert places
    assert max(len(place.partition(".")[2]) for place in places) <= 6
