"""Documents of contributions, one PDF each, in one process: ours, WeasyPrint's or LibreOffice's.

python -m tests.bench.peers.typeset ours|weasyprint|libreoffice EXPORT FOLDER

The same text for all, on A4 with « page n/total » in the margin; ours and WeasyPrint's as PDF/UA-1.
LibreOffice is given documents that are filled already, all in one command: less than a mail merge.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from consultation.packs.typesetting.document_values import Answer, Contribution
from tests.bench import layout

STYLE = (
    "@page {size: A4; margin: 2cm;"
    " @bottom-right {content: 'page ' counter(page) '/' counter(pages)}}"
    " body {font: 10.5pt serif} h2 {font-size: 10.5pt} p {white-space: pre-line}"
)
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def contributions(export: Path) -> Iterator[Contribution]:
    """What the export's rows say: choices together, then each text."""
    csv.field_size_limit(1_000_000)
    with export.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t"))[3:]
    for number, row in enumerate(rows):
        chosen = tuple(
            layout.HEADINGS[at][1]
            for at in range(layout.FIRST_REASON, layout.REASON_OTHER)
            if row[at]
        )
        grid = tuple((layout.HEADINGS[at][1], row[at]) for at in range(24, 29) if row[at])
        texts = [Answer(title, text=row[at] or None) for at, title in layout.TEXT_TITLES.items()]
        yield Contribution(
            reference=f"C-{number:06}",
            form_title=layout.TITLE,
            how_sent=row[layout.NAME] or "Transmise sans nom",
            when=row[2],
            category=row[layout.CATEGORY] or None,
            answers=(Answer(layout.REASONS, chosen), Answer(layout.OPINIONS, rows=grid), *texts),
            consent_question=layout.HEADINGS[layout.CONSENT][1],
            consent_answer=row[layout.CONSENT] or None,
        )


def lines_of(one: Contribution) -> Iterator[tuple[str, str]]:
    """The contribution as headings (h1, h2) and paragraphs (p)."""
    yield "h1", f"CONTRIBUTION {one.reference}"
    yield from (
        ("p", text) for text in (one.form_title, one.how_sent, one.when, one.category or "–")
    )
    for answer in one.answers:
        yield "h2", answer.question
        yield from (("p", f"☑ {label}") for label in answer.chosen)
        yield from (("p", f"{item}\u00a0: {label}") for item, label in answer.rows)
        if answer.text:
            yield "p", answer.text
    yield "p", f"{one.consent_question}\u00a0: {one.consent_answer or '–'}"


def ours(found: Iterator[Contribution], folder: Path) -> None:
    """With typst, as a run does."""
    from consultation.packs.typesetting import contribution_pdf

    for one in found:
        (folder / one.file_name).write_bytes(contribution_pdf(one))


def weasyprint(found: Iterator[Contribution], folder: Path) -> None:
    """As HTML, fonts found once."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)
    for one in found:
        body = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in lines_of(one))
        page = f'<html lang="fr"><title>{one.reference}</title><body>{body}</body></html>'
        HTML(string=page).write_pdf(
            folder / one.file_name, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
        )


def libreoffice(found: Iterator[Contribution], folder: Path) -> None:
    """As flat OpenDocument, converted by one process."""
    paths = []
    for one in found:
        body = "".join(
            f'<text:p text:style-name="{tag}">{escape(_storable(text))}</text:p>'
            for tag, text in lines_of(one)
        )
        path = folder / f"{one.reference}.fodt"
        path.write_text(TEMPLATE.replace("BODY", body), encoding="utf-8")
        paths.append(str(path))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *paths], check=True, capture_output=True)


def _storable(text: str) -> str:
    return "".join(sign if sign >= " " or sign in "\n\t" else " " for sign in text)


TEMPLATE = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{OPEN}:office:1.0" xmlns:text="{OPEN}:text:1.0"
 xmlns:style="{OPEN}:style:1.0" xmlns:fo="{OPEN}:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="p" style:family="paragraph"><style:text-properties fo:font-size="10.5pt"/>
</style:style>
<style:style style:name="h1" style:family="paragraph"><style:text-properties fo:font-size="16pt"/>
</style:style>
<style:style style:name="h2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>
</style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties
 fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:footer-style/>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
<style:footer><text:p>page <text:page-number/>/<text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>"""

WAYS: dict[str, Callable[[Iterator[Contribution], Path], None]] = {
    way.__name__: way for way in (ours, weasyprint, libreoffice)
}


if __name__ == "__main__":
    way, export, folder = sys.argv[1:]
    WAYS[way](contributions(Path(export)), Path(folder))
    found = list(Path(folder).glob("*.pdf"))
    print(f"{len(found)} documents, {sum(path.stat().st_size for path in found) / 1e6:.1f} MB")
