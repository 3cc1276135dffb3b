"""An error for organisers, as a value to look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consultation.words.errors import OrganiserError


def error_of(act: Callable[..., object], *arguments: object, **keywords: object) -> OrganiserError:
    """The error that the call raises: `error_of(freeze, outputs, "petit", "a b").code`."""
    with pytest.raises(OrganiserError) as raised:
        act(*arguments, **keywords)
    return raised.value
