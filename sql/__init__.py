"""The SQL of the warehouse: one select per file; see README.md."""
