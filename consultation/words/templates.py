"""Templates of pages, filled: French spaces where nobody types them, and everything escaped."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader

from consultation.words.french import with_no_break_spaces


class FrenchTemplates(FileSystemLoader):
    """Templates with no-break spaces where French sets them: nobody types them there either."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template as it is filled."""
        source, path, is_fresh = super().get_source(environment, template)
        return with_no_break_spaces(source), path, is_fresh
