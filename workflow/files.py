"""Files kept by their digest, outside everything that is served: written whole or not at all.

A file is written under a passing name, forced onto the disk and renamed; only then is the row
written that names it. So a row never names a file that is not there, whatever is killed when; a
file that no row names is harmless and is found by `chuyenhoa papers verify`.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from states.terms import Text
from workflow.errors import WorkflowError

PIECE = 1024 * 1024
HEX = frozenset("0123456789abcdef")


class FileGone(WorkflowError):
    """A kept file is not where it was kept, or is not what was kept: somebody changed the disk."""

    def __init__(self, digest: str) -> None:
        """Name the file by its digest."""
        super().__init__(
            Text(
                f"Tệp {digest[:16]}… không còn hoặc đã bị thay trong kho lưu trữ; báo quản trị.",
                f"The file {digest[:16]}… is gone from the store or was replaced; tell the office.",
            )
        )


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files, each named by the SHA-256 of its bytes."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Keep some bytes and return their digest; what is kept already is left as it is."""
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if place.exists():
            return digest
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        passing = place.parent / f".{digest[:16]}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(place)
        _settle(place.parent)
        return digest

    def read(self, digest: str) -> bytes:
        """Return the bytes of a digest; raises FileGone unless exactly they are there."""
        place = self._place(digest)
        content = place.read_bytes() if place.is_file() else b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise FileGone(digest)
        return content

    def wrong(self, digests: Iterable[str]) -> Iterator[str]:
        """Yield the digests whose file is missing or holds other bytes."""
        for digest in digests:
            place = self._place(digest)
            if not place.is_file():
                yield digest
                continue
            with place.open("rb") as file:
                if digest_of(file) != digest:
                    yield digest

    def kept(self) -> frozenset[str]:
        """Return the digests of all files that are there."""
        names = (path.name for path in self.folder.glob("??/*") if path.is_file())
        return frozenset(name for name in names if len(name) == 2 * 32)

    def _place(self, digest: str) -> Path:
        if len(digest) != 2 * 32 or not HEX.issuperset(digest):
            raise ValueError("no digest names a file")
        return self.folder / digest[:2] / digest


def digest_of(file: BinaryIO) -> str:
    """Return the SHA-256 of a file, piece by piece."""
    found = hashlib.sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def _settle(folder: Path) -> None:
    """Force the folder's own list of names onto the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
