"""Volumes put together from documents: nothing of these is lost, and nothing leads nowhere."""

import re
import zlib
from collections import Counter
from dataclasses import replace

import pytest

from consultation.packs.typesetting import Answer, contribution_pdf
from consultation.packs.typesetting.assembling import fill_skeleton
from consultation.packs.typesetting.compiling import page_count, pdf_of
from tests.cases.poppler import needs_poppler, pages_of, properties, structure
from tests.cases.typeset import CONTRIBUTION

ODD = "Q 12 0 R ((a (b (c (d)))) U1x0y0 \\ ("
NESTED = "((((U1x0y0))))"


def document(reference: str, *answers: Answer) -> tuple[str, bytes]:
    own = (*CONTRIBUTION.answers, *answers)
    return reference, contribution_pdf(replace(CONTRIBUTION, reference=reference, answers=own))


DOCUMENTS = (
    document("A-1", Answer(ODD, text="Non. " * 1500)),
    document("B-2", Answer("U1x0y0", rows=(("Vol", "Pour"),)), Answer(NESTED, text="صورة 🙂")),
    document("C-3"),
    document("D-4"),
)


def skeleton(documents=DOCUMENTS) -> bytes:
    places, page = [], 1
    for reference, pdf in documents:
        places.append({"reference": reference, "page": page, "count": page_count(pdf)})
        page += page_count(pdf)
    said = {"title": "Recueil", "volume": "Recueil 1 sur 1", "form_title": "F", "extent": "4"}
    data = {**said, "contributions": places, "banner": [], "is_numbered": False}
    return pdf_of("volume.typ", data, "recueil-01.pdf")


@pytest.fixture(scope="module")
def volume() -> bytes:
    return fill_skeleton(skeleton(), DOCUMENTS)


def objects_in(pdf: bytes) -> dict[int, bytes]:
    """Every object as it is written, those packed in streams too; of streams, the dictionary."""
    found: dict[int, bytes] = {}
    for number, head, data in re.findall(
        rb"(?:\A|\n)(\d+) 0 obj\n(.*?)(?:\nstream\n(.*?)\nendstream)?\nendobj(?=\n)", pdf, re.DOTALL
    ):
        found[int(number)] = head
        if b"/Type/ObjStm" in head:
            packed = zlib.decompress(data)
            first = int(re.search(rb"/First (\d+)", head)[1])
            places = [int(one) for one in packed[:first].split()]
            ends = [*places[3::2], len(packed)]
            for one, start, end in zip(places[::2], places[1::2], ends, strict=True):
                found[one] = packed[first + start : first + end].rstrip(b"\n")
    return found


def without_strings(content: bytes) -> bytes:
    return re.sub(rb"\((?:[^()\\]|\\.|\(+U1x0y0\)+)*\)", b"()", content)


def test_every_reference_leads_to_an_object(volume):
    objects = objects_in(volume)
    asked = {
        int(number)
        for content in objects.values()
        for number in re.findall(rb"(\d+) 0 R", without_strings(content))
    }

    assert sorted(objects) == list(range(1, max(objects) + 1))
    assert asked <= objects.keys()


def test_what_titles_say_is_as_typed(volume):
    said = Counter(re.findall(rb"/S/H2[^\n]*?/T(.*?)/K", b"\n".join(objects_in(volume).values())))
    alone = Counter(
        title for _, pdf in DOCUMENTS for title in re.findall(rb"/S/H2[^\n]*?/T(.*?)/K", pdf)
    )

    assert alone[b"(U1x0y0)"] == alone[b"(%s)" % NESTED.encode()] == 1
    assert said == alone + Counter([b"(Sommaire)"])


def test_no_two_cells_have_one_name_and_each_is_found_by_its_own(volume):
    objects = objects_in(volume)
    (tree,) = [each for each in objects.values() if b"/Type/StructTreeRoot" in each]
    names = re.findall(rb"(\([A-D]-\d-U\d+x\d+y\d+\))(\d+) 0 R", tree)

    assert len(names) == 2 * 5  # two columns of each table
    assert [name for name, _ in names] == sorted({name for name, _ in names})
    assert all(b"/ID" + name in objects[int(number)] for name, number in names)
    headers = [each for each in objects.values() if b"/Headers[(" in each]
    assert all(any(name in each for name, _ in names) for each in headers)


def test_what_two_documents_have_alike_is_there_once():
    pdfs = [pdf for _, pdf in DOCUMENTS[2:]]
    before = skeleton(DOCUMENTS[2:])
    both = fill_skeleton(before, DOCUMENTS[2:])

    streams = [stream for pdf in pdfs for stream in streams_in(pdf) if stream[0] == ord("x")]
    assert len(set(streams)) < len(streams)
    found = Counter(streams_in(both))
    assert all(found[stream] == 1 + before.count(stream) for stream in streams)


def streams_in(pdf: bytes) -> list[bytes]:
    return re.findall(rb"\nstream\n(.*?)\nendstream\n", pdf, re.DOTALL)


@needs_poppler
def test_tags_and_pages_are_those_of_the_documents(volume):
    tags = structure(volume)
    own = [tag.replace("Document", "Part") for _, pdf in DOCUMENTS for tag in structure(pdf)]
    pages = [page for _, pdf in DOCUMENTS for page in pages_of(pdf)]

    assert tags[tags.index("Part") :] == own
    assert tags[0] == "Document"
    for number, (page, alone) in enumerate(zip(pages_of(volume)[1:], pages, strict=True), start=1):
        more = Counter(page.split()) - Counter(alone.split())
        assert more == Counter(f"Recueil 1 sur 1 page {number} du recueil".split())
    assert properties(volume)["Pages"] == str(1 + len(pages))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in volume


def test_a_document_that_changed_changes_the_name_that_the_file_gives_itself(volume):
    name = re.search(rb"/ID\[\(([^()]+)\)", volume[-4096:] + volume)
    other = fill_skeleton(skeleton(), (*DOCUMENTS[:3], document("D-4", Answer("Q", text="Oui"))))

    assert name is not None
    assert volume.count(name[1]) == 4  # twice in its end, twice in its description
    assert name[1] not in other
    assert fill_skeleton(skeleton(), DOCUMENTS) == volume


@pytest.mark.parametrize(
    "documents",
    [
        (*DOCUMENTS, document("E-5", Answer("Q", text="Non. " * 3000))),
        (("A-1", b"%PDF-1.7\n%%EOF"),),
        (("A-1", DOCUMENTS[0][1].replace(b"/Tabs/S", b"/Tabs/R")),),
    ],
    ids=["one too many", "no table", "another page"],
)
def test_what_is_not_as_expected_is_refused(documents):
    with pytest.raises(ValueError, match=r"page|table"):
        fill_skeleton(skeleton(), documents)
