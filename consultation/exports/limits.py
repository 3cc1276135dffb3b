"""How large a part of an export may be, and why; past a limit the file is refused, not cut.

The answers are written by strangers: what they can make long (a cell) must not exhaust memory, and
a wrong file dropped in the inbox (a film, a backup, a zip bomb) must be told at once.
"""

from __future__ import annotations

# A delimited export of 2.1 GB is planned for; twice that, and hashing alone takes minutes.
FILE_BYTES = 4 * 1024**3

# PHP accepts 8 MB per answer sheet unless a site raises it; the longest answer observed holds
# 44,170 characters. A longer cell is a quote left open that swallows the rest of the file.
CELL_CHARACTERS = 16 * 1024**2

# A physical line is read whole before its cells are told apart.
LINE_CHARACTERS = 64 * 1024**2

# The columns and rows of an Excel sheet, which Webform's "Microsoft Excel" can't pass either. The
# widest real form seen has 515 columns.
COLUMNS = 16_384
SHEET_ROWS = 1_048_576

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
ZIP_RATIO = 200
ZIP_RATIO_FROM_BYTES = 16 * 1024**2

# A heading is a question's text: enough of it to recognise the question in a message.
SHOWN_CHARACTERS = 120
