"""What may be shown to everybody: no count of few persons is read, or computed, from public tables.

`counts.py` says what is counted and what a release shows; `release.py` decides what the next one
shows; `history.py` keeps what was shown before.
"""
