"""The core of faire-masse: from Framaforms exports to counts that withstand a hostile reader.

`docs/glossary.md` explains its words, which are the same in Python, SQL and tests. Each folder is a
room, which imports only the rooms below it (`[tool.importlinter]` in pyproject.toml).
"""
