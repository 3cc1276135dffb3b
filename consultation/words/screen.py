"""Text from strangers, printed so that it can't control the terminal.

Headings, titles, names of files and answers may hold characters that move the cursor, rename the
window or reverse the writing. All that commands print goes through this module.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

STAND_IN = "\ufffd"
# Control characters except tab and line feed, characters that reverse the writing, and the other
# line ends.
_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]"
)
_ALL = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
# In bytes: decoded, a long text takes four bytes a character as soon as it has one emoji.
_COMMANDS_IN_UTF8 = re.compile(
    b"|".join(re.escape(character.encode()) for character in _COMMANDS.findall(_ALL))
)


def harmless_text(text: str) -> str:
    """The text with U+FFFD for each character that a terminal obeys, such as ESC. Line feeds stay,
    tabs become spaces."""
    return _COMMANDS.sub(STAND_IN, text.replace("\r\n", "\n")).replace("\t", "    ")


def harmless_line(text: str) -> str:
    r"""The text, a name of a file for example, on a single line and without characters that a
    terminal obeys: `"a\nb"` → `a b`."""
    return harmless_text(text).replace("\n", " ")


def escaped_json(json: bytes) -> bytes:
    """The same JSON (UTF-8), with the characters that a terminal would obey escaped: U+009B →
    `\\u009b`."""
    return _COMMANDS_IN_UTF8.sub(lambda character: b"\\u%04x" % ord(character[0].decode()), json)


class _HarmlessStream:
    """A stream for text that replaces the characters that a terminal obeys. Bytes written to its
    `buffer` are not changed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text without characters that a terminal obeys."""
        return self._stream.write(harmless_text(text))

    def writelines(self, lines: Iterator[str]) -> None:
        """Write each line without characters that a terminal obeys."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the stream has
        return getattr(self._stream, name)


@contextmanager
def harmless_streams() -> Iterator[None]:
    """Context manager: in all that is printed during the `with` block, by libraries too, replace
    the characters that a terminal obeys."""
    out, err = (cast("TextIO", _HarmlessStream(each)) for each in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield
