"""A table of invented answers, and every way to spoil its file that the Pollock benchmark knows.

Pollock (Hasso Plattner Institute, 2023) changes one thing at a time in a file of nine columns:
its bytes, its delimiters and quotes, its header, what stands around its table, and in each row one
delimiter or quote more or less at each place. These are the same pollutions of another table,
written anew.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

HEADINGS = [
    *("Jour", "Heure", "Nombre", "Code", "Prix", "Lieu", "Vos idées", "Votre page", "Remarque"),
]
ALWAYS_QUOTED = ("Vos idées", "Votre page")
# As Webform writes them: the form's title, the groups, of which there are none, and the names.
HEADER = [["Relevés", *[""] * 8], [""] * 9, HEADINGS]
FORM = 'title = "Relevés"\nrecipient = "Mairie"\ntime_zone = "Europe/Paris"\n' + "".join(
    f'[questions.q{number}]\nkind = "text"\nfamilies = false\nheaders = ["{heading}"]\n'
    for number, heading in enumerate(HEADINGS)
)
WORDS = """
banc ombre rue, place école d'été l'eau plus moins. arbres vélo trottoir: large sûr propre; calme
bruit fontaine, marché halle pont rive jardin
"""
TOWNS = [
    *("Place d'Armes", "Halles", "Quai, rive gauche", "Rue de l'Église", 'Table ronde, 48"'),
    *('Le "Grand" Pont', "Pont"),
]

Row = list[str]


def rows(count: int, seed: int) -> list[Row]:
    """Answers full of commas, apostrophes and quotes; the last column is always empty."""
    chosen = random.Random(seed)  # noqa: S311
    made = []
    for number in range(count):
        idea = " ".join(chosen.choices(WORDS.split(), k=chosen.randint(4, 30)))
        if number % 9 == 0:
            idea = f"la \\'table\\' de 8'9\" {idea}"
        code = f"AB-{number:04}"
        day = f"{chosen.randint(1, 28):02}/{chosen.randint(1, 12):02}/2018"
        hour, price = f"{number % 24:02}:{number % 4 * 15:02}", f"{number}.{number % 10}0 €"
        page = f"https://example.org/{code}.html"
        town = TOWNS[number % len(TOWNS)]
        made.append([day, hour, str(number % 7), code, price, town, idea, page, ""])
    return made


@dataclass(frozen=True)
class Table:
    """A file as pieces: rows of cells and of the delimiters between them."""

    lines: list[list[str]]
    end: str = "\r\n"
    last_end: str | None = None

    def written(self) -> bytes:
        """The file."""
        last = self.end if self.last_end is None else self.last_end
        text = self.end.join("".join(line) for line in self.lines)
        return (text + last if self.lines else text).encode()

    def with_line(self, at: int, line: list[str]) -> Table:
        """The same, one row changed."""
        return replace(self, lines=[*self.lines[:at], line, *self.lines[at + 1 :]])


def table(answers: list[Row], delimiter: str = ",", quote: str = '"', escape: str = '"') -> Table:
    """A table whose cells are quoted where a comma asks for it, and in two columns always."""
    lines = []
    for cells in [*HEADER, *answers]:
        line: list[str] = []
        for heading, cell in zip(HEADINGS, cells, strict=True):
            is_quoted = heading in ALWAYS_QUOTED or "," in cell or '"' in cell
            text = cell.replace('"', escape + '"')
            line += [quote + text + quote if is_quoted else text, delimiter]
        lines.append(line[:-1])
    return Table(lines)


@dataclass(frozen=True)
class Polluted:
    """A file, and the answers that it was made of."""

    name: str
    content: bytes
    answers: list[Row]


def file_pollutions(answers: list[Row]) -> Iterator[Polluted]:
    """What is done to the whole file."""
    plain = table(answers)
    bare = [*",".join(HEADINGS)]
    header = len(HEADER)
    second = [",".join(cell.replace(",", "") for cell in row) for row in answers[:-1]]

    def polluted(name: str, made: Table, of: list[Row] = answers) -> Polluted:
        return Polluted(name, made.written(), of)

    def with_second(cut: int | None, more: str = "") -> Table:
        under = [",".join(line.split(",")[:cut]) + more for line in [",".join(HEADINGS), *second]]
        return replace(plain, lines=[*plain.lines, *([line] for line in under)])

    yield polluted("source", plain)
    yield Polluted("no payload", b"", [])
    yield polluted("no trailing newline", replace(plain, last_end=""))
    yield polluted("double trailing newline", replace(plain, last_end="\r\n\r\n"))
    yield polluted("no header", replace(plain, lines=plain.lines[header:]))
    yield polluted("two header rows", replace(plain, lines=[bare, *plain.lines]))
    yield polluted("three header rows", replace(plain, lines=[bare, bare, *plain.lines]))
    above = [["PREAMBULE,,,,,,,,"], [",,,,,,,,"]]
    yield polluted("preamble", replace(plain, lines=[*above, *plain.lines]))
    yield polluted("second table, narrower", with_second(8))
    yield polluted("second table", with_second(None))
    yield polluted("second table, wider", with_second(None, ",x"))
    yield polluted("header only", replace(plain, lines=plain.lines[:header]), [])
    yield polluted("one data row", replace(plain, lines=plain.lines[: header + 1]), answers[:1])
    yield polluted("LF", replace(plain, end="\n"))
    yield polluted("CR", replace(plain, end="\r"))
    for delimiter in (";", "\t", ", ", " "):
        yield polluted(f"delimiter {delimiter!r}", table(answers, delimiter))
    yield polluted("apostrophes as quotes", table(answers, quote="'"))
    yield polluted("backslash as escape", table(answers, escape="\\"))
    yield polluted("no escape", table(answers, escape=""))


def row_pollutions(answers: list[Row]) -> Iterator[Polluted]:
    """What is done to one row, the header among them, at each of its places."""
    plain = table(answers)
    for at, line in enumerate(plain.lines):
        for column in range(len(HEADINGS)):
            position = 2 * column
            more = [*line[:position], ",", *line[position:]]
            yield Polluted(f"more {at} {column}", plain.with_line(at, more).written(), answers)
            if column:
                less = [*line[: position - 1], *line[position:]]
                yield Polluted(f"less {at} {column}", plain.with_line(at, less).written(), answers)
            cell = line[position]
            stray = '""' + cell[1:] if cell.startswith('"') else '"' + cell
            quote = [*line[:position], stray, *line[position + 1 :]]
            yield Polluted(f"quote {at} {column}", plain.with_line(at, quote).written(), answers)
        spaced = [" " if character == "," else character for character in line]
        yield Polluted(f"spaces {at}", plain.with_line(at, spaced).written(), answers)
