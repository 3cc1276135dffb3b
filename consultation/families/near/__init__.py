"""Near-identical texts of a question, exactly: wordings, shingles, joins, families."""
