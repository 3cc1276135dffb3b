"""Questions to a published database, in SQL. Here a question is a query, not a question of the
form.

rich is loaded only to draw a table, XlsxWriter only to write a workbook, and polars never, since
loading them takes longer than answering.
"""
