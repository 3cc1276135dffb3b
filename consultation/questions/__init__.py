"""Questions in SQL to a published database: which one, what is asked, and how answers are shown.

rich is loaded to draw a table, openpyxl to write a workbook and polars never: a question is
answered at once.
"""
