"""Volumes put together from documents that are typeset already.

typst makes a volume's skeleton: its contents, then a page with nothing but the volume's own number
for each page to come. On these come the pages of the documents, as they are: their drawing, their
fonts, their tags and their bookmarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from consultation.packs.typesetting.pdf_objects import (
    Pdf,
    identifier_of,
    is_stream,
    parts_of,
    read_pdf,
    reference_in,
    value_in,
    with_numbers,
    write_pdf,
)

PAGES = 1
"""The object that lists the pages: typst writes it first."""

_KIDS = rb"\[((?:\d+ 0 R ?)*)\]"
_BESIDE = re.compile(rb"/(?:Prev|Next) \d+ 0 R")
_NUMBER = re.compile(rb"(\d+) 0 R")
_PARENT = re.compile(rb"(\d+) (\d+) 0 R")
_CELL = re.compile(rb"\((U\d+x\d+y\d+)\) ?(\d+) 0 R")
_ROLE = re.compile(rb"(/\w+)(/\w+)")
_PAGE = re.compile(
    rb"<</Type/Page/Resources (\d+) 0 R/MediaBox(\[[^\]]+\])(?:/StructParents (\d+))?/Tabs/S"
    rb"/Parent 1 0 R/Contents (\d+) 0 R>>"
)


def fill_skeleton(
    skeleton: bytes, documents: Iterable[tuple[str, bytes]], begins: Sequence[int] = ()
) -> bytes:
    """The volume of the documents, given with the reference of each, in their order; it tells
    `begins_in` where its contributions begin.

    Raises ValueError when the skeleton has too few pages, or a file is not as typst writes them.
    """
    volume = _Volume(read_pdf(skeleton))
    given = [(reference, pdf, read_pdf(pdf)) for reference, pdf in documents]
    counts = [len(_pages(document)) for _, _, document in given]
    first = len(volume.pages) - sum(counts)
    if first < 1:
        raise ValueError("the skeleton has not a page for each")
    for (reference, _, document), count in zip(given, counts, strict=True):
        volume.add(reference.encode("ascii"), document, volume.pages[first : first + count])
        first += count
    return volume.write(identifier_of([skeleton, *(pdf for _, pdf, _ in given)]), begins)


def chapter_pages(written: bytes) -> list[int]:
    """The pages where the bookmarks of a PDF that typst made lead, counted from 1."""
    pdf = read_pdf(written)
    places = [pdf.objects[reference_in(pdf.objects[one], b"/Dest")] for one in _bookmarks(pdf)]
    pages = _pages(pdf)
    return [pages.index(_numbers(place)[0]) + 1 for place in places]


class _Volume:
    """The objects of a volume, to which documents are added one after another."""

    def __init__(self, skeleton: Pdf) -> None:
        self.skeleton = skeleton
        self.objects = dict(skeleton.objects)
        self.pages = _pages(skeleton)
        self.tree = reference_in(skeleton.objects[skeleton.catalog], b"/StructTreeRoot")
        tree = skeleton.objects[self.tree]
        self.top = _only_kid(tree)
        self.parents = _parents(tree)
        self.roles = dict(_ROLE.findall(_roles(tree)))
        self.cells: list[tuple[bytes, int]] = []
        self.chapters: list[int] = []
        self.bookmarks: list[int] = []
        self.shared: dict[bytes, int] = {}
        self.outline = reference_in(skeleton.objects[skeleton.catalog], b"/Outlines")
        self.before = self._put(b"<</Length 1>>\nstream\nq\nendstream")
        self.after = self._put(b"<</Length 12>>\nstream\nQ /cadre Do \nendstream")

    def add(self, reference: bytes, document: Pdf, places: Sequence[int]) -> None:
        """The document is in the volume, on these pages of the skeleton."""
        objects, pages = document.objects, _pages(document)
        catalog = objects[document.catalog]
        tree = objects[reference_in(catalog, b"/StructTreeRoot")]
        numbers = {
            PAGES: PAGES,
            reference_in(catalog, b"/StructTreeRoot"): self.top,
            reference_in(catalog, b"/Outlines"): self.outline,
            **dict(zip(pages, places, strict=True)),
        }
        left = {document.catalog, document.info, reference_in(catalog, b"/Metadata")}
        self._take(objects, numbers, left, reference)
        first = max(self.parents, default=-1) + 1
        shown = with_numbers((objects[page] for page in pages), numbers, reference)
        for page, place in zip(shown, places, strict=True):
            self._draw(page, place, first)
        self.parents |= {first + key: numbers[one] for key, one in _parents(tree).items()}
        self.roles |= dict(_ROLE.findall(_roles(tree)))
        self.cells += [
            (b"(%s-%s)" % (reference, name), numbers[int(cell)])
            for name, cell in _CELL.findall(tree)
        ]
        self.chapters.append(numbers[_only_kid(tree)])
        self.bookmarks += [numbers[mark] for mark in _bookmarks(document)]

    def write(self, identifier: bytes, begins: Iterable[int]) -> bytes:
        """The file of the volume and of all that was added to it; a comment says the numbers."""
        self._end_tree()
        self._end_outline()
        catalog = self.skeleton.catalog
        metadata = reference_in(self.objects[catalog], b"/Metadata")
        self.objects[metadata] = self.objects[metadata].replace(
            self.skeleton.identifier, identifier
        )
        return write_pdf(self.objects, catalog, self.skeleton.info, identifier, begins)

    def _put(self, content: bytes) -> int:
        number = len(self.objects) + 1
        self.objects[number] = content
        return number

    def _take(
        self,
        objects: Mapping[int, bytes],
        numbers: dict[int, int],
        left: set[int],
        reference: bytes,
    ) -> None:
        """The objects are here, but those that have a number here already and those left out;
        `numbers` says of each what it is here. A stream that an earlier document has too, as that
        of a font, is here once."""
        new = []
        for one in sorted(objects.keys() - numbers.keys() - left):
            is_alone = is_stream(objects[one]) and not _NUMBER.search(parts_of(objects[one])[0])
            if is_alone and objects[one] in self.shared:
                numbers[one] = self.shared[objects[one]]
                continue
            numbers[one] = self._put(b"")
            new.append(one)
            if is_alone:
                self.shared[objects[one]] = numbers[one]
        taken = with_numbers((objects[one] for one in new), numbers, reference)
        self.objects |= zip((numbers[one] for one in new), taken, strict=True)

    def _draw(self, shown: bytes, place: int, first: int) -> None:
        """A page of a document stands on one of the skeleton, and what this one shows is drawn
        over it, as a drawing of its own: both name their fonts alike."""
        resources, box, key, contents = _page(shown)
        kept, _, tagged, frame = _page(self.skeleton.objects[place])
        if key is None or tagged is not None:
            raise ValueError("the page of the skeleton is not blank")
        head, data = parts_of(self.skeleton.objects[int(frame)])
        form = b"/Type/XObject/Subtype/Form/BBox%s/Resources %s 0 R" % (box, kept)
        self.objects[int(frame)] = _with(head, form) + data
        fonts = _with(self.objects[int(resources)], b"/XObject<</cadre %s 0 R>>" % frame)
        drawn = _references([self.before, int(contents), self.after])
        self.objects[place] = (
            b"<</Type/Page/Resources%s/MediaBox%s/StructParents %d/Tabs/S/Parent %d 0 R"
            b"/Contents[%s]>>" % (fonts, box, first + int(key), PAGES, drawn)
        )

    def _end_tree(self) -> None:
        """The tags of the documents are parts of the volume, after its contents."""
        for chapter in self.chapters:
            self.objects[chapter] = self.objects[chapter].replace(b"/S/Document/", b"/S/Part/", 1)
        kids = _numbers(value_in(self.objects[self.top], b"/K", _KIDS))
        self.objects[self.top] = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (
            self.tree, _references([*kids, *self.chapters]),
        )  # fmt: skip
        parents = b" ".join(b"%d %d 0 R" % one for one in sorted(self.parents.items()))
        roles = b"".join(chain.from_iterable(sorted(self.roles.items())))
        cells = b"".join(b"%s%d 0 R " % one for one in sorted(self.cells))
        self.objects[self.tree] = (
            b"<</Type/StructTreeRoot/RoleMap<<%s>>/K[%d 0 R]/ParentTree<</Nums[%s]>>"
            b"/IDTree<</Names[%s]>>/ParentTreeNextKey %d>>"
            % (roles, self.top, parents, cells, max(self.parents) + 1)
        )

    def _end_outline(self) -> None:
        """The bookmarks follow one another."""
        marks = self.bookmarks
        for before, mark, after in zip([0, *marks], marks, [*marks[1:], 0], strict=False):
            beside = b"/Prev %d 0 R" % before if before else b""
            beside += b"/Next %d 0 R" % after if after else b""
            self.objects[mark] = _with(_BESIDE.sub(b"", self.objects[mark]), beside)
        self.objects[self.outline] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (
            marks[0], marks[-1], len(marks),
        )  # fmt: skip


def _pages(pdf: Pdf) -> list[int]:
    return _numbers(value_in(pdf.objects[PAGES], b"/Kids", _KIDS))


def _bookmarks(pdf: Pdf) -> Iterator[int]:
    """The bookmarks, none of which is below another."""
    mark = reference_in(
        pdf.objects[reference_in(pdf.objects[pdf.catalog], b"/Outlines")], b"/First"
    )
    while True:
        yield mark
        if b"/Next" not in pdf.objects[mark]:
            return
        mark = reference_in(pdf.objects[mark], b"/Next")


def _page(dictionary: bytes) -> tuple[bytes, bytes, bytes | None, bytes]:
    """Of a page, the number of its resources, its size, its key in the tree of tags (None when it
    has no tag) and the number of its drawing."""
    found = _PAGE.fullmatch(dictionary)
    if found is None:
        raise ValueError("the page is not as typst writes one")
    resources, box, key, contents = found.groups()
    return resources, box, key, contents


def _only_kid(tree: bytes) -> int:
    (kid,) = _numbers(value_in(tree, b"/K", _KIDS))
    return kid


def _parents(tree: bytes) -> dict[int, int]:
    found = value_in(tree, b"/ParentTree", rb"<</Nums\[((?:\d+ \d+ 0 R ?)*)\]>>")
    return {int(key): int(number) for key, number in _PARENT.findall(found)}


def _roles(tree: bytes) -> bytes:
    return value_in(tree, b"/RoleMap", rb"<<((?:/\w+)*)>>")


def _numbers(references: bytes) -> list[int]:
    return [int(number) for number in _NUMBER.findall(references)]


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _with(dictionary: bytes, entries: bytes) -> bytes:
    """The dictionary with more in it."""
    return dictionary.removesuffix(b">>") + entries + b">>"
