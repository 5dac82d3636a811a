"""The tree over the history: RFC 9162 (Certificate Transparency 2.0), section 2.1, on SHA-256.

A log of n leaves is kept as its frontier: the roots of the full subtrees that n splits into,
largest first. That is enough to append a leaf and to know the root of everything so far.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

LEAF = b"\x00"
NODE = b"\x01"
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the leaf of one entry's exact bytes."""
    return sha256(LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the node above two neighbours."""
    return sha256(NODE + left + right).digest()


@dataclass(slots=True)
class Tree:
    """The frontier of a growing log, about log2(n) hashes.

    A leaf and a node are marked differently before hashing, so that neither passes for the other.
    """

    size: int = 0
    frontier: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf at the end."""
        self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves at the end, one after another."""
        frontier, size = self.frontier, self.size
        for node in leaves:
            full = size
            while full & 1:
                node = sha256(NODE + frontier.pop() + node).digest()  # noqa: PLW2901 - it grows
                full >>= 1
            frontier.append(node)
            size += 1
        self.size = size

    def written(self) -> str:
        """Return the frontier as the head of the log keeps it."""
        return json.dumps([node.hex() for node in self.frontier])

    def root(self) -> bytes:
        """Return the root over all leaves so far; of none, the hash of nothing."""
        if not self.frontier:
            return EMPTY_ROOT
        *lefts, node = self.frontier
        for left in reversed(lefts):
            node = node_hash(left, node)
        return node
