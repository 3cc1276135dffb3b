"""What a file that arrives is: told once, so that no export is tried as something else."""

from __future__ import annotations

import gzip
import zipfile

from openpyxl.xml.constants import DCORE_NS

from consultation.decisions.arrived_file import Kind, given_file, kind_of
from consultation.decisions.belonging import title_of
from tests.cases.given_back import asked, book, write
from tests.cases.places import FRAMAFORMS
from tests.cases.runs import EXCEL, FIRST

LINES = b'{"faire-masse": 1, "form": "petit"}\n'


def test_the_bytes_tell_the_kind_whatever_the_name(tmp_path):
    row = asked("petit:1", "petit:2", choice="même personne")
    filled = write(book(row), tmp_path / "retour.xlsx").read_bytes()
    kinds = {
        (FRAMAFORMS / FIRST).read_bytes(): Kind.EXPORT,
        (FRAMAFORMS / EXCEL).read_bytes(): Kind.EXPORT,
        gzip.compress(LINES): Kind.EXPORT,
        b"PK\x03\x04 no archive at all": Kind.EXPORT,
        b"": Kind.EXPORT,
        LINES: Kind.LINES,
        filled: Kind.WORKBOOK,
    }
    path = tmp_path / "arrived.csv"
    for content, kind in kinds.items():
        path.write_bytes(content)
        assert kind_of(path) is kind, content[:20]
        assert (given_file(path, "petit", "UTC") is None) == (kind is Kind.EXPORT)
    assert kind_of(tmp_path / "absent.xlsx") is Kind.EXPORT


def test_a_title_is_read_of_small_properties_alone(tmp_path):
    """What a stranger has packed is not unpacked to know what it is called."""
    path = tmp_path / "retour.ods"
    for comment, title in {"": "Petit", "x" * 100_000: ""}.items():
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            words = f"<m xmlns='{DCORE_NS}'><!--{comment}--><title>Petit</title></m>"
            archive.writestr("meta.xml", words)
        assert title_of(path) == title
