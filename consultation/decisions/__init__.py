"""Decisions of organisers: filled review sheets in the inbox, and the page's files of lines.

A review sheet is a published sheet whose rows ask organisers something. A file of lines holds the
choices made on the local page. A workbook is ours if a sheet has the headings of a review sheet,
whatever the names of the workbook and of the sheet. A row with a wrong cell is set aside, and the
others are taken.
"""
