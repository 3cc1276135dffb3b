"""Questions in SQL to a published database: which one, what is asked, and how answers are shown.

rich is loaded to draw a table and openpyxl to write a workbook, polars never: a question is answered
at once.
"""
