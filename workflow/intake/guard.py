"""What a file is by its content, and whether it may be opened: bombs and macros are not.

A spreadsheet is a zip archive or, the old kind, an OLE file. Nothing here trusts a name, an
extension or the sizes an archive states of itself: every member is unpacked once and counted.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

MOST_MEMBERS = 300
MOST_UNPACKED = 48 * 1024 * 1024
HIGHEST_RATIO, RATIO_COUNTS_FROM = 200, 4 * 1024 * 1024
PIECE = 256 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A stream of an encrypted workbook, and the folder of macros, as an OLE directory names them.
ENCRYPTED, OLE_MACROS = "EncryptedPackage".encode("utf-16-le"), "_VBA_PROJECT".encode("utf-16-le")
MACROS = re.compile(r"vbaproject\.bin|vbadata\.xml|^basic/|^scripts/|macrosheets/", re.IGNORECASE)
NESTED = re.compile(r"\.(zip|xlsx|xlsm|xlsb|ods|7z|gz|rar|docx|jar)$", re.IGNORECASE)
BINARY = re.compile(r"xl/workbook\.bin$", re.IGNORECASE)
_WORDS = ("<!DOCTYPE", "<!ENTITY")
DECLARES = tuple(word.encode(kind) for word in _WORDS for kind in ("ascii", "utf-16-le"))
LONGEST_DECLARED = max(map(len, DECLARES))
# All that zipfile says of an archive it cannot unpack.
UNSOUND = (BadZipFile, LargeZipFile, EOFError, OSError, RuntimeError, zlib.error)
KINDS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
)
WEB_PAGE = re.compile(rb"<(!doctype html|html|table|\?xml|head|body)", re.IGNORECASE)


class NotToOpen(Exception):
    """A file is no spreadsheet or is not opened; `why` is one word, `named` what it is about."""

    def __init__(self, why: str, named: str = "") -> None:
        """Keep the reason."""
        super().__init__(f"{why} {named}".strip())
        self.why, self.named = why, named


def inspect(content: bytes) -> str:
    """Return "zip" or "ole" for what may be opened.

    Raises NotToOpen for everything else.
    """
    if content.startswith(OLE):
        _inspect_ole(content)
        return "ole"
    if not content.startswith(ZIP):
        raise NotToOpen("other", _kind(content))
    try:
        with ZipFile(BytesIO(content)) as archive:
            _inspect_archive(archive, len(content))
    except UNSOUND as fault:
        # zipfile says of a member with a password nothing but RuntimeError.
        locked = type(fault) is RuntimeError
        raise NotToOpen("password" if locked else "broken") from fault
    return "zip"


def _kind(content: bytes) -> str:
    for beginning, kind in KINDS:
        if content.startswith(beginning):
            return kind
    beginning = content[:2048].replace(b"\0", b"")
    if WEB_PAGE.search(beginning):
        return "web page"
    try:
        beginning.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "unknown"
    return "text"


def _inspect_ole(content: bytes) -> None:
    if ENCRYPTED in content:
        raise NotToOpen("password")
    if OLE_MACROS in content:
        raise NotToOpen("macros")


def _inspect_archive(archive: ZipFile, size: int) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise NotToOpen("bomb")
    names = {member.filename for member in members}
    if len(names) < len(members) or _overlap(members):
        raise NotToOpen("bomb")
    for member in members:
        name = member.filename
        if MACROS.search(name):
            raise NotToOpen("macros")
        if BINARY.search(name):
            raise NotToOpen("other", "xlsb")
        if NESTED.search(name):
            raise NotToOpen("nested", name)
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise NotToOpen("other", "archive")
    _unpack(archive, members, size)


def _overlap(members: list[ZipInfo]) -> bool:
    """Whether one stretch of the file serves two members, as a zip bomb of one kernel does."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + member.compress_size
    return False


def _unpack(archive: ZipFile, members: list[ZipInfo], size: int) -> None:
    """Unpack everything once, keeping nothing, and stop at the first limit passed."""
    total = 0
    for member in members:
        before = b""
        for piece in _pieces(archive, member):
            total += len(piece)
            if total > MOST_UNPACKED:
                raise NotToOpen("bomb")
            if total > RATIO_COUNTS_FROM and total > HIGHEST_RATIO * size:
                raise NotToOpen("bomb")
            seen = before + piece
            if any(word in seen for word in DECLARES):
                raise NotToOpen("entities", member.filename)
            before = piece[-LONGEST_DECLARED:]


def _pieces(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as opened:
        yield from iter(lambda: opened.read(PIECE), b"")
