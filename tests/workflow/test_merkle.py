"""The tree against the definition of RFC 9162, section 2.1.1, written down once more."""

import hashlib
from functools import cache

from workflow.merkle import Tree, leaf_hash

ENTRIES = tuple(f"bút toán {number}".encode() for number in range(300))


@cache
def defined_root(start: int, end: int) -> bytes:
    """MTH(D[start:end]), recursively, word for word."""
    size = end - start
    if size == 0:
        return hashlib.sha256().digest()
    if size == 1:
        return hashlib.sha256(bytes([0]) + ENTRIES[start]).digest()
    split = 1
    while split * 2 < size:
        split *= 2
    left, right = defined_root(start, start + split), defined_root(start + split, end)
    return hashlib.sha256(bytes([1]) + left + right).digest()


def test_the_root_is_the_defined_one_after_each_of_300_leaves() -> None:
    tree = Tree()

    roots = [tree.root()]
    for entry in ENTRIES:
        tree.append(leaf_hash(entry))
        roots.append(tree.root())

    assert [defined_root(0, size) for size in range(301)] == roots


def test_a_tree_goes_on_from_its_frontier_at_every_size() -> None:
    tree = Tree()
    for size, entry in enumerate(ENTRIES[:-1]):
        tree.append(leaf_hash(entry))
        resumed = Tree(tree.size, list(tree.frontier))
        resumed.append(leaf_hash(ENTRIES[size + 1]))
        assert defined_root(0, size + 2) == resumed.root()


def test_the_frontier_has_one_root_for_each_full_subtree() -> None:
    tree = Tree()
    for entry in ENTRIES:
        tree.append(leaf_hash(entry))

    full = ((0, 256), (256, 288), (288, 296), (296, 300))
    assert [defined_root(*span) for span in full] == tree.frontier


def test_a_leaf_cannot_pass_for_a_node() -> None:
    tree = Tree()
    leaves = [leaf_hash(entry) for entry in ENTRIES[:2]]
    for leaf in leaves:
        tree.append(leaf)

    assert tree.root() != leaf_hash(b"".join(leaves))
