"""Limits on the size of a file and of a text in it. docs/cas-particuliers.md explains them.

Strangers write the answers. A long text must not exhaust memory or patience, and a wrong file in
the inbox (a film, a backup, a zip bomb) must be refused at once. Nothing is cut: a file beyond a
limit is refused, and a text beyond a limit is set aside for a person, while the rest of its
submission counts.
"""

from __future__ import annotations

# One text. Measured: a text below all three limits costs a run under 5 seconds and 200 MiB of
# memory more than an ordinary text.

# Sixty-five pages; a collective may paste sixty. The longest answer observed holds 44,170.
TEXT_CHARACTERS = 220_000

# Each line is a paragraph for the typesetter: 10 MB a thousand. Sixty-five pages have 4,000.
TEXT_LINES = 6_000

# Unusual characters: characters that no font has (a document shows their number), marks combined
# with a letter (é counts as a plain letter), invisible characters, and hyphens. Each costs the
# typesetter as much as a line of letters. In prose they are one character in a hundred.
TEXT_UNUSUAL_SIGNS = 15_000

# A name, an address or a number; a cell of a sheet holds 32,767 characters.
ROLE_CHARACTERS = 1_000

# One file.

# A delimited export of 2.1 GB is planned for; twice that, and hashing alone takes minutes.
FILE_BYTES = 4 * 1024**3

# PHP accepts 8 MB per answer sheet unless a site raises it; the longest answer observed holds
# 44,170 characters. A longer cell is a quote left open that swallows the rest of the file.
CELL_CHARACTERS = 16 * 1024**2

# A physical line is read whole before it is split into cells.
LINE_CHARACTERS = 64 * 1024**2

# Eight times the widest real form seen, which has 515 columns.
COLUMNS = 4_096

# The rows of an Excel sheet, which Webform's "Microsoft Excel" can't pass either.
SHEET_ROWS = 1_048_576

# Cells beyond the last column of the header, empty or not: as many as in thirty rows coloured from
# end to end. A file of 0.2 MB can hold a hundred million.
SHEET_CELLS_BEYOND = 500_000

# Empty rows above a filled row: each is a rejected row, and a single cell left at the bottom of a
# sheet makes a million of them.
SHEET_EMPTY_ROWS = 10_000

# XML elements of one row, or before and after all rows. A row is read whole: a cell has 3 of them,
# more where a word is in bold; Excel has at most 65,530 links after the rows.
SHEET_ROW_ELEMENTS = 100_000

# XML elements of any other part, all of which are read whole: two million shared strings.
PART_ELEMENTS = 4_000_000

# The first rows, where the header is looked for: the widest real form seen has 90,000 there.
HEADER_CHARACTERS = 1024**2

# Webform writes 5 parts and 5 folders; Excel some 15, more with pictures.
ZIP_ENTRIES = 1_000

# One million rows of a 43-column form are about 2 GB of XML, read as a stream.
SHEET_BYTES = 4 * 1024**3

# Every other part, shared strings first, is read whole into memory.
PART_BYTES = 256 * 1024**2

# A real sheet deflates 8 times, an almost empty one 50 times; deflate can't pass 1,032. Small parts
# are exempt: Webform pads its sheet with spaces.
ZIP_RATIO = 100
ZIP_RATIO_FROM_BYTES = 16 * 1024**2

# A heading is a question's text: enough of it to recognise the question in a message.
SHOWN_CHARACTERS = 120
