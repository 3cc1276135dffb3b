"""Everything that is made from the typed answers: the selects of `sql/` and the Python between
them."""
