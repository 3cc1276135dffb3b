"""Write the public folder from values that may be published."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.disk import write_text
from consultation.public.csv_file import write_figures
from consultation.public.page import page_of
from consultation.public.pictures.drawing import picture_of, write_pictures
from consultation.public.results import PublicResults
from consultation.public.sections import Draw, sections_of
from consultation.words.french import schema_text, sentence, with_values

PAGE, README = "resultats.html", "LISEZMOI.txt"


def write_public_folder(results: PublicResults, folder: Path, draw: Draw = picture_of) -> None:
    """Write the page, its figures and pictures to a new folder. The same results give the same
    bytes.

    `draw` returns None for a picture that can't be made.
    """
    (folder / "images").mkdir(parents=True, mode=0o700)
    sections = sections_of(results, draw)
    write_text(folder / README, _readme(results))
    write_text(folder / PAGE, page_of(results, sections))
    for section in sections:
        write_pictures(section.pictures, folder / "images")
    write_figures(results, folder)


def _readme(results: PublicResults) -> str:
    """The text of LISEZMOI.txt: the content of each file, and the statement that all may be
    published."""
    title = sentence("public", "readme_title", title=results.title)
    text = with_values(schema_text("public.txt"), results.rounding.words)
    return f"{title}\n{'=' * len(title)}\n\n{text}"
