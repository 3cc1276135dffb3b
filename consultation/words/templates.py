"""Templates of pages, with no-break spaces as French needs them."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader

from consultation.words.french import with_no_break_spaces


class FrenchTemplates(FileSystemLoader):
    """A loader of templates that adds no-break spaces where French sets them, as nobody types
    them."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template with no-break spaces, its path, and the function that tells if it is still
        the latest."""
        source, path, is_fresh = super().get_source(environment, template)
        return with_no_break_spaces(source), path, is_fresh
