"""The domain of faire-masse: from Framaforms exports to counts that stand a hostile reading.

Its words, used unchanged in Python, SQL and tests, are those of `docs/glossary.md`. Each folder is
a room, which imports only the rooms below it (`[tool.importlinter]` in pyproject.toml).
"""
