"""What a form of a screen sends, read once, and never more than a screen can hold."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from consultation.words.errors import OrganiserError

# A declaration of thousands of columns.
MOST_BYTES = 1 << 22
MOST_FIELDS = 100_000


async def _sent_pairs(request: Request) -> list[tuple[str, str]]:
    """The fields, in their order. Raises OrganiserError when they are too long, or no form's."""
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_BYTES:
            raise OrganiserError("request_too_large")
    try:
        text = content.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise OrganiserError("request_too_large") from None


SentPairs = Annotated[list[tuple[str, str]], Depends(_sent_pairs)]


def number_in(text: str) -> int:
    """The number that a text is; 0 where it is none, or none of ours."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0
