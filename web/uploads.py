"""A form that brings a file: one file, a size of its own for each route, and little memory.

Put `takes_file(largest)` into the `dependencies` of a route, before `may(…)`: only such a route
reads `multipart/form-data`, and the file is closed however the request ends. The fields come as
those of any form do, the file as `web.dependencies.SentFile`.
"""

from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, cast

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from states.terms import Text
from web.filters import number
from web.security import (
    LARGEST_BODY,
    LONGEST_FIELD,
    LONGEST_NAME,
    ForgedForm,
    MalformedForm,
    Posted,
    TooLarge,
    comes_from_us,
)
from web.typed import words
from workflow.errors import InvalidInput, WorkflowError

MEBIBYTE = 1024 * 1024
FILE_TYPE = "multipart/form-data"
FILE_FIELD = "file"
MOST_TEXT_FIELDS = 40
# Read and thrown away, so that a browser still sending a file too large reads the answer.
READ_AT_MOST = 256 * MEBIBYTE
NO_FILE = Text(
    "Chưa chọn tệp nào. Hãy chọn một tệp rồi gửi lại.",
    "No file was chosen. Choose one and send it again.",
)
EMPTY_FILE = Text(
    "Tệp này rỗng (0 byte). Hãy mở tệp trên máy của bạn, lưu lại rồi gửi lại.",
    "This file is empty (0 bytes). Open it on your computer, save it and send it again.",
)


class FileTooLarge(WorkflowError):
    """A file is larger than its page takes."""

    def __init__(self, largest: int) -> None:
        """Say how large a file may be."""
        limit = number(largest // MEBIBYTE)
        super().__init__(
            Text(
                f"Tệp quá lớn: trang này nhận tệp đến {limit} MB. Chưa có gì được lưu.",
                f"The file is too large: this page takes up to {limit} MB. Nothing was saved.",
            )
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """The one file of a form: its name as the browser says it, its bytes on disk or in memory."""

    name: str
    size: int
    file: BinaryIO

    def digest(self) -> str:
        """Return the SHA-256 of the bytes."""
        found = sha256()
        self.file.seek(0)
        while piece := self.file.read(MEBIBYTE):
            found.update(piece)
        self.file.seek(0)
        return found.hexdigest()

    def content(self) -> bytes:
        """Return all bytes at once; no more than the route's limit."""
        self.file.seek(0)
        return self.file.read()


class TakesFile:
    """What stands before a route whose form brings a file of at most `largest` bytes."""

    def __init__(self, largest: int) -> None:
        """Keep the limit."""
        self.largest = largest

    def __call__(self, request: Request) -> Iterator[None]:
        """Close the file when the request has ended."""
        try:
            yield
        finally:
            sent: Sent | None = getattr(request.state, "sent", None)
            if sent is not None:
                sent.file.close()


def takes_file(largest: int) -> Dependency:
    """Declare that the form of a route brings one file of at most so many bytes."""
    return cast("Dependency", Depends(TakesFile(largest)))


def largest_file(request: Request) -> int:
    """Return how large a file the route of a request takes, 0 where it takes none."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute) or request.method != "POST":
        return 0
    called = (each.call for each in route.dependant.dependencies)
    return max((each.largest for each in called if isinstance(each, TakesFile)), default=0)


async def read_upload(request: Request, largest: int) -> Posted:
    """Read the fields of a request; its file is kept as `request.state.sent` when one was chosen.

    Raises ForgedForm when another site sent it, FileTooLarge, TooLarge for its other fields,
    and MalformedForm for several files or anything but a form with a file.
    """
    if not comes_from_us(request):
        raise ForgedForm
    typed, _, _ = request.headers.get("content-type", "").partition(";")
    if typed.strip().lower() != FILE_TYPE:
        raise MalformedForm("content type")
    parser = MultiPartParser(
        request.headers,
        _pieces(request, largest),
        max_files=1,
        max_fields=MOST_TEXT_FIELDS,
        max_part_size=LONGEST_FIELD,
    )
    try:
        given = (await parser.parse()).multi_items()
    except MultiPartException as fault:
        raise MalformedForm(fault.message) from fault
    request.state.sent = _sent([each for _, each in given if isinstance(each, UploadFile)])
    if request.state.sent is not None and request.state.sent.size > largest:
        raise FileTooLarge(largest)
    return _posted([(name, each) for name, each in given if isinstance(each, str)])


def required(sent: Sent | None) -> Sent:
    """Return the file of a form.

    Raises InvalidInput when none was chosen or it holds nothing.
    """
    if sent is None or not (sent.name or sent.size):
        raise InvalidInput(NO_FILE, field=FILE_FIELD)
    if not sent.size:
        raise InvalidInput(EMPTY_FILE, field=FILE_FIELD)
    return sent


async def _pieces(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    """Yield the body up to what the file and its fields may hold; read on, but keep no more."""
    read, allowed = 0, largest + LARGEST_BODY
    async for piece in request.stream():
        read += len(piece)
        if read <= allowed:
            yield piece
        elif read > READ_AT_MOST:
            break
    if read > allowed:
        raise FileTooLarge(largest)


def _sent(files: list[UploadFile]) -> Sent | None:
    if not files:
        return None
    (one,) = files
    name = words((one.filename or "").replace("\\", "/").rpartition("/")[2])
    return Sent(name[-LONGEST_NAME:], one.size or 0, one.file)


def _posted(pairs: list[tuple[str, str]]) -> Posted:
    """Return the fields; what a browser sends for a file that was not chosen is none of them."""
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if len(name) > LONGEST_NAME:
            raise TooLarge
        if name != FILE_FIELD or value:
            fields[name] = (*fields.get(name, ()), value)
    return Posted(fields)
