"""A form file -> `Form`: read, checked, and its mistakes told."""
