"""The physical lines of a file, some of which are read again.

None is too long for the memory: the file was read once already (content.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator


class Lines:
    """Lines on their way to the reader; those of the record being read are in `taken`.

    `before` counts the lines of the records that are done with.
    """

    def __init__(self, file: Iterable[str]) -> None:
        self._file = iter(file)
        self._given_back: deque[str] = deque()
        self.before = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        given_back, take = self._given_back, self.taken.append
        while True:
            while given_back:
                line = given_back.popleft()
                take(line)
                yield line
            for line in self._file:
                take(line)
                yield line
                if given_back:
                    break
            else:
                return

    @property
    def first(self) -> int:
        """The number of the line where the record being read begins."""
        return self.before + 1

    @property
    def text(self) -> str:
        """The record being read, as it stands in the file."""
        return "".join(self.taken)

    def release(self) -> None:
        """Forget the lines of the record: it is done with."""
        self.before += len(self.taken)
        self.taken.clear()

    def give_back(self) -> None:
        """Forget the record's first line; the others will be read again."""
        self._given_back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        self.release()

    def put_back(self, count: int) -> None:
        """The last `count` lines of the record will be read again: they are not its own."""
        if count:
            self._given_back.extendleft(reversed(self.taken[-count:]))
            del self.taken[-count:]

    def skip(self, count: int) -> None:
        """Pass over the first `count` lines."""
        lines = iter(self)
        while self.before < count and next(lines, None) is not None:
            self.release()


def end_last_line(lines: Iterable[str]) -> Iterator[str]:
    """The lines, the last one ended: some tools don't end theirs."""
    for line in lines:
        yield line if line.endswith(("\n", "\r")) else line + "\n"
