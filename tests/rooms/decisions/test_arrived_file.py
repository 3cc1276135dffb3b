"""What a file that arrives is: told once, so that no export is tried as something else."""

from __future__ import annotations

import gzip
import zipfile

from consultation.decisions.arrived_file import Kind, decision_file, kind_of
from consultation.decisions.workbook_properties import form_named_in
from tests.cases.errors import error_of
from tests.cases.given_back import asked, book, write
from tests.cases.places import FRAMAFORMS
from tests.cases.runs import EXCEL, FIRST

META_NS = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
LINES = b'{"faire-masse": 1, "form": "petit"}\n'


def test_the_bytes_tell_the_kind_whatever_the_name(tmp_path):
    row = asked("petit:1", "petit:2", choice="même personne")
    filled = write(book(row), tmp_path / "retour.xlsx").read_bytes()
    exports = [(FRAMAFORMS / name).read_bytes() for name in (FIRST, EXCEL)]
    exports += [gzip.compress(LINES), b"PK\x03\x04 no archive at all", b""]
    kinds = dict.fromkeys(exports, Kind.EXPORT) | {LINES: Kind.LINES, filled: Kind.WORKBOOK}
    path = tmp_path / "arrived.csv"
    for content, kind in kinds.items():
        path.write_bytes(content)
        assert kind_of(path) is kind, content[:20]
        assert (decision_file(path, "petit", "UTC") is None) == (kind is Kind.EXPORT)
    assert kind_of(tmp_path / "absent.xlsx") is Kind.EXPORT


def test_the_form_is_read_of_small_properties_alone(tmp_path):
    """What a stranger has packed is not unpacked to know which form it names."""
    path = tmp_path / "retour.ods"
    for comment, form_id in {"": "petit", "x" * 100_000: ""}.items():
        words = f"<m xmlns='{META_NS}'><!--{comment}--><keyword>petit</keyword></m>"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("meta.xml", words)
        assert form_named_in(path) == form_id


def test_a_workbook_that_was_published_for_another_form_is_refused_whole(tmp_path):
    """Its requests name people by number, and another form has other people of that number."""
    workbook = book(asked("petit:1", "petit:2", choice="même personne"))
    workbook.properties.keywords = "petit"
    path = write(workbook, tmp_path / "retour.xlsx")

    assert decision_file(path, "petit", "UTC").decisions
    assert error_of(decision_file, path, "quartier", "UTC").code == "decisions_other_form"
