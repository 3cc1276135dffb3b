"""The PDF of LibreOffice, whose objects it numbers by chance."""

from __future__ import annotations

from consultation.packs.contribution.conversion import order_objects
from tests.cases.poppler import needs_poppler, properties

CONTENTS = {
    "catalog": b"<</Pages {pages} 0 R/Lang(7 0 R)>>",
    "pages": b"<</Kids[{page} 0 R]/Count 1/Type/Pages/MediaBox[0 0 9 9]>>",
    "page": b"<</Type/Page/Parent {pages} 0 R/Resources<</Font<</F1 {one} 0 R/F2 {two} 0 R>>>>>>",
    "one": b"<</BaseFont/One/Descriptor {shape} 0 R>>",
    "two": b"<</BaseFont/Two/Descriptor {shape} 0 R>>",
    "shape": b"<</Length 12>>\nstream\n{kept} 0 R endobj\nendstream",
}


def written(names: list[str]) -> bytes:
    """A PDF as LibreOffice writes it, its objects numbered in the order of their names."""
    numbers = {name: number for number, name in enumerate(names, 1)}
    pdf, entries = b"%PDF-1.7\n", [b"0000000000 65535 f \n"]
    for name, number in numbers.items():
        content = CONTENTS[name]
        for other, its in numbers.items():
            content = content.replace(b"{%s}" % other.encode(), b"%d" % its)
        entries.append(b"%010d 00000 n \n" % len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n\n" % (number, content)
    table = b"xref\n0 %d\n%strailer\n" % (len(entries), b"".join(entries))
    end = b"<</Size %d/Root %d 0 R>>\n" % (len(entries), numbers["catalog"])
    return pdf + table + end + b"startxref\n%d\n%%%%EOF\n" % len(pdf)


def test_one_document_is_one_file_however_its_objects_were_numbered():
    made = {
        order_objects(written(names)) for names in ([*CONTENTS], sorted(CONTENTS, reverse=True))
    }

    (pdf,) = made
    assert order_objects(pdf) == pdf
    assert b"stream\n{kept} 0 R endobj\nendstream" in pdf
    assert b"/Lang(7 0 R)" in pdf


def test_another_programs_pdf_stays_as_it_is():
    pdf = written([*CONTENTS])
    for other in (b"", b"%PDF-1.7\n", pdf.replace(b"trailer", b"/trail"), pdf[:-40], pdf + b"\n%"):
        assert order_objects(other) == other


@needs_poppler
def test_a_reader_finds_every_object_where_the_table_says():
    assert properties(order_objects(written(sorted(CONTENTS))))["Pages"] == "1"
