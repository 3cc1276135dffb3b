"""What hangs together: components of a graph that grows edge by edge."""

from __future__ import annotations


class Components:
    """Rows 0 to count - 1, each alone at first."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, row: int) -> int:
        """The smallest row of the component of a row."""
        parent = self._parent
        root = row
        while parent[root] != root:
            root = parent[root]
        while parent[row] != root:
            parent[row], row = root, parent[row]
        return root

    def are_one(self, row: int, other: int) -> bool:
        """Whether two rows are in one component."""
        return self.of(row) == self.of(other)

    def join(self, row: int, other: int) -> None:
        """The two rows, and all that hangs by them, are one component."""
        first, second = sorted((self.of(row), self.of(other)))
        self._parent[second] = first
