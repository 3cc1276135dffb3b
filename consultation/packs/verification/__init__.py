"""A document that people edited, held against the pack: each claim, and what has none."""
