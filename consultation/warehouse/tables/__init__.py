"""The selects of `sql/` and the computations between them: every table above `typed`."""
