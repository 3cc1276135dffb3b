"""Questions in SQL to a published database: which one, what is asked, and how answers are shown.

Nothing here loads polars or openpyxl unless a file needs them: a question is answered at once.
"""
