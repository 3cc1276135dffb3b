"""The zip file that an .xlsx is: the same bytes whenever it is written, charts described."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from consultation.workbooks.texts import readable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_CHART_FRAME = re.compile(rb'(<(?:\w+:)?cNvPr id="\d+" name=)"Chart \d+"')


class ReproducibleArchive(ZipFile):
    """A zip file whose entries bear no date, and whose drawings say what their charts show.

    openpyxl writes the drawings in the order of the sheets that have charts, and has no way to
    give a chart an alternative text: `chart_texts` holds, drawing by drawing, the title and the
    alternative text of each chart.
    """

    def __init__(self, path: Path, chart_texts: Sequence[Sequence[tuple[str, str]]]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        self._chart_texts = iter(chart_texts)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """The file is in the archive, undated."""
        entry = _undated(str(arcname))
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def writestr(  # type: ignore[override]
        self, zinfo_or_arcname: str, data: str | bytes, *_unused: int | None
    ) -> None:
        """The part is in the archive, undated; a drawing is described first."""
        content = data.encode() if isinstance(data, str) else data
        if _DRAWING.fullmatch(zinfo_or_arcname):
            content = _described(content, iter(next(self._chart_texts)))
        super().writestr(_undated(zinfo_or_arcname), content)


def _undated(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def _described(drawing: bytes, texts: Iterator[tuple[str, str]]) -> bytes:
    def describe(frame: re.Match[bytes]) -> bytes:
        title, alt_text = (quoteattr(readable(text), {"\n": "&#10;"}) for text in next(texts))
        return frame[1] + f"{title} descr={alt_text}".encode()

    return _CHART_FRAME.sub(describe, drawing)
