"""Questions to a published database, in SQL: here a question is a query, not one of the form's.

rich is loaded only to draw a table, openpyxl only to write a workbook, and polars never, since
loading them takes longer than answering.
"""
