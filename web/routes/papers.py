"""Papers by themselves: one is downloaded, and a copy or a code is checked."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from states.terms import Text
from web.dependencies import SEES_CASES, Form, Papers, Reading, SentFile, Signed, may
from web.page import page
from web.paper_pages import MEDIA, attachment
from web.parts import FieldFault
from web.security import TypedForm
from web.uploads import MEBIBYTE, takes_file
from workflow.errors import NotFound
from workflow.printed.content import read_code
from workflow.views.decision_sheet import seeing
from workflow.views.papers_kept import (
    IssuedLine,
    Suffix,
    checked_by_code,
    checked_by_file,
    issued_paper,
)

router = APIRouter(prefix="/papers", dependencies=[may(*SEES_CASES)])
LARGEST = 20 * MEBIBYTE
LONGEST_CODE = 60
NO_CODE = Text(
    "Mã kiểm tra có 16 chữ và số, in ở chân trang, ví dụ 5NRH-CGNQ-4TR4-80B2.",
    "A code has 16 letters and digits and stands at the foot of a page: 5NRH-CGNQ-4TR4-80B2.",
)
UNKNOWN_CODE = Text(
    "Không có giấy tờ nào mang mã này trong phạm vi của bạn.",
    "No paper within your territory bears this code.",
)
ALTERED = Text(
    "Không khớp: nội dung đã bị sửa hoặc không phải do hệ thống lập.",
    "It does not match: it was altered, or this system never issued it.",
)


class CheckForm(TypedForm):
    """The form of the check: the file alone."""


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What was checked and what was found; `by_file` tells that the bytes themselves agree."""

    typed: str = ""
    found: IssuedLine | None = None
    by_file: bool = False
    digest: str = ""
    refused: Text | None = None
    faults: tuple[FieldFault, ...] = ()


@router.get("/check")
def ask_check(request: Request, signed: Signed, session: Reading, code: str = "") -> Response:
    """Ask for a code or a file; with a code, say which paper bears it."""
    typed = code.strip()[:LONGEST_CODE]
    if not typed:
        return _shown(request, CheckPage())
    known = read_code(typed)
    if not known:
        return _shown(request, CheckPage(typed, faults=(FieldFault("code", NO_CODE),)), 422)
    try:
        found = checked_by_code(session, known, places=seeing(signed.held))
    except NotFound:
        return _shown(request, CheckPage(typed, refused=UNKNOWN_CODE), 404)
    return _shown(request, CheckPage(typed, found))


@router.post("/check", dependencies=[takes_file(LARGEST)])
def check_file(
    request: Request, form: Form, sent: SentFile, signed: Signed, session: Reading
) -> Response:
    """Say whether a file is, byte for byte, one that the system issued."""
    form.read(CheckForm)
    digest = sent.digest()
    try:
        found = checked_by_file(session, digest, places=seeing(signed.held))
    except NotFound:
        return _shown(request, CheckPage(digest=digest, refused=ALTERED), 404)
    return _shown(request, CheckPage(found=found, by_file=True, digest=digest))


@router.get("/{paper}/{suffix}")
def download(
    paper: UUID,
    suffix: Annotated[Suffix, Path()],
    signed: Signed,
    session: Reading,
    press: Papers,
) -> Response:
    """Send one of the two files of an issued paper, as it was issued."""
    line = issued_paper(session, paper, places=seeing(signed.held))
    content = press.store.read(line.pdf if suffix == "pdf" else line.docx)
    name = f"{line.kind.value}-{line.code}.{suffix}"
    return attachment(content, media=MEDIA[suffix], name=name)


def _shown(request: Request, checked: CheckPage, status: int = 200) -> Response:
    return page(request, "paper_check.html", status, checked=checked)
