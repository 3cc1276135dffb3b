"""Templates of web pages, with no-break spaces as French needs them."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader

from consultation.words.french import with_no_break_spaces


class FrenchTemplates(FileSystemLoader):
    """A Jinja loader that adds the no-break spaces of French to each template, so that authors need
    not type them."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template with no-break spaces, its path, and a function that returns True while the
        file is unchanged."""
        source, path, is_fresh = super().get_source(environment, template)
        return with_no_break_spaces(source), path, is_fresh
