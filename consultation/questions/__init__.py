"""Questions in SQL to a published database: its choice, the question, and the display of answers.

rich is loaded only to draw a table, openpyxl only to write a workbook, and polars never: a question
is answered at once.
"""
