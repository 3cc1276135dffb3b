"""Decisions of organisers: filled review sheets in the inbox, and the page's files of lines.

A review sheet is a published sheet whose rows ask organisers something. A file of lines holds the
choices made on the local page. A workbook is ours if a sheet has the headings, or at least the
title, of a sheet that organisers fill, whatever the name of the workbook. In a workbook, a row with
a wrong cell is set aside, and the others are taken.
"""
