"""One table: what was refused, its status, and the sentences of its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from states.findings import Finding
from states.terms import Role, Spot, Text
from web.dependencies import find_visitor
from web.page import page, redirect_to
from web.security import (
    KEY_FIELD,
    SEEN_FIELD,
    ForgedForm,
    MalformedForm,
    NotSignedIn,
    Posted,
    TooLarge,
    WrongRole,
)
from workflow.errors import (
    InvalidInput,
    NotPossibleNow,
    Refused,
    StaleForm,
    UnknownCase,
    WorkflowError,
)

TO_THE_FIRST_PAGE = Text("Về trang đầu", "Go to the first page")


@dataclass(frozen=True, slots=True)
class Kept:
    """One text somebody typed into a form that was not taken."""

    field: str
    label: Text | str
    typed: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A page that tells what went wrong, and what can be done next."""

    title: Text
    says: Text
    advice: Text | None = None
    href: str = "/"
    leads_to: Text = TO_THE_FIRST_PAGE
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move the rules do not permit: every finding, and where each is mended."""

    says: Text
    findings: tuple[Finding, ...]
    mend: Mapping[str, str]
    kept: tuple[Kept, ...]
    back: str

    @property
    def remaining(self) -> int:
        """Return how many findings still stand in the way."""
        return sum(not finding.passes for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Stale:
    """A form opened before the case changed: what changed since, and what was typed."""

    says: Text
    number: str
    changes: tuple[Text, ...]
    kept: tuple[Kept, ...]
    redo: str


NOT_FOUND = Problem(
    Text("Không tìm thấy trang", "Page not found"),
    Text(
        "Địa chỉ này không có, hoặc nội dung nằm ngoài phạm vi của bạn.",
        "There is no such address, or it lies outside your territory.",
    ),
    Text(
        "Hãy kiểm tra lại địa chỉ, hoặc tìm từ danh sách địa bàn.",
        "Check the address, or start from the list of areas.",
    ),
)
FORGED = Problem(
    Text("Biểu mẫu không hợp lệ", "The form is not valid"),
    Text(
        "Biểu mẫu này không do phiên làm việc của bạn mở ra, nên chưa có gì được lưu.",
        "This form was not opened in your session, so nothing was saved.",
    ),
    Text("Hãy mở lại trang và thực hiện lại.", "Open the page again and repeat the step."),
)
MALFORMED = Problem(
    Text("Không đọc được biểu mẫu", "The form cannot be read"),
    Text(
        "Dữ liệu gửi lên không đúng dạng của biểu mẫu, nên chưa có gì được lưu.",
        "What was sent does not have the shape of the form, so nothing was saved.",
    ),
    Text("Hãy mở lại trang và nhập lại.", "Open the page again and fill it in once more."),
)
MALFORMED_ADDRESS = Problem(
    Text("Không đọc được địa chỉ", "The address cannot be read"),
    Text(
        "Địa chỉ này có phần không đúng dạng, chẳng hạn chữ ở chỗ cần số.",
        "A part of this address has the wrong form, such as letters where a number belongs.",
    ),
    NOT_FOUND.advice,
)
TOO_LARGE = Problem(
    Text("Nội dung gửi lên quá lớn", "Too much was sent"),
    Text("Mỗi biểu mẫu chỉ nhận tối đa 1 MB.", "A form holds at most 1 MB."),
    Text("Hãy rút ngắn nội dung rồi gửi lại.", "Shorten the text and send it again."),
)
FAILED = Problem(
    Text("Hệ thống gặp lỗi", "Something went wrong"),
    Text(
        "Yêu cầu vừa gửi chưa được thực hiện và chưa có gì được lưu.",
        "What you asked for was not done, and nothing was saved.",
    ),
    Text(
        "Hãy thử lại sau ít phút. Nếu lỗi lặp lại, hãy báo cho quản trị hệ thống.",
        "Try again in a few minutes. If it happens again, tell the administrator.",
    ),
)
OTHER_METHOD = Problem(
    Text("Không thực hiện được theo cách này", "This cannot be done in this way"),
    Text("Trang này không nhận yêu cầu vừa gửi.", "This page does not take such a request."),
)
SESSION_OVER = Problem(
    Text("Phiên làm việc đã kết thúc", "Your session has ended"),
    Text(
        "Bạn cần đăng nhập lại; nội dung vừa gửi chưa được lưu.",
        "Sign in again; what you sent was not saved.",
    ),
    Text(
        "Nội dung bạn đã nhập còn ở dưới đây để sao chép lại.",
        "What you typed is kept below, to be copied.",
    ),
    leads_to=Text("Đăng nhập lại", "Sign in again"),
)
NOT_APPOINTED = Text(
    "Tài khoản của bạn chưa được phân công nhiệm vụ nào.",
    "Your account has no appointment yet.",
)
STATUS: Mapping[type[Exception], int] = MappingProxyType(
    {
        NotSignedIn: 403,
        WrongRole: 403,
        ForgedForm: 403,
        UnknownCase: 404,
        Refused: 409,
        StaleForm: 409,
        NotPossibleNow: 409,
        TooLarge: 413,
        InvalidInput: 422,
        MalformedForm: 422,
        RequestValidationError: 422,
    }
)
PLAIN: Mapping[type[Exception], Problem] = MappingProxyType(
    {
        ForgedForm: FORGED,
        TooLarge: TOO_LARGE,
        MalformedForm: MALFORMED,
        RequestValidationError: MALFORMED_ADDRESS,
    }
)


def answer_errors(app: FastAPI) -> None:
    """Give every refusal its page."""
    for refusal in PLAIN:
        app.add_exception_handler(refusal, _plain)
    for refusal in (UnknownCase, NotPossibleNow, InvalidInput):
        app.add_exception_handler(refusal, _said)
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(WrongRole, _wrong_role)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(StaleForm, _stale)
    app.add_exception_handler(HTTPException, _by_status)
    app.add_exception_handler(Exception, _failed)


def _plain(request: Request, fault: Exception) -> Response:
    return _page(request, STATUS[type(fault)], PLAIN[type(fault)])


def _page(request: Request, status: int, problem: Problem) -> Response:
    find_visitor(request)
    return page(request, "problem.html", status, problem=problem)


def _said(request: Request, fault: Exception) -> Response:
    says = fault.says if isinstance(fault, WorkflowError) else FAILED.says
    titles = {
        UnknownCase: NOT_FOUND.title,
        NotPossibleNow: Text("Chưa thực hiện được", "Not possible now"),
        InvalidInput: Text("Nội dung nhập chưa đúng", "Something typed is not right"),
    }
    problem = Problem(titles[type(fault)], says, href=_back(request), kept=_kept(request))
    return _page(request, STATUS[type(fault)], problem)


def _not_signed_in(request: Request, _: Exception) -> Response:
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method == "GET":
        return redirect_to(f"/sign-in?next={quote(here, safe='')}")
    again = f"/sign-in?next={quote(_redo(request), safe='')}"
    problem = Problem(
        SESSION_OVER.title,
        SESSION_OVER.says,
        SESSION_OVER.advice if _kept(request) else None,
        href=again,
        leads_to=SESSION_OVER.leads_to,
        kept=_kept(request),
    )
    return _page(request, 403, problem)


def _wrong_role(request: Request, fault: Exception) -> Response:
    roles: tuple[Role, ...] = fault.roles if isinstance(fault, WrongRole) else ()
    says = Text(
        "Trang này dành cho: " + ", ".join(role.label.vi for role in roles) + ".",
        "This page is for: " + ", ".join(role.label.en for role in roles) + ".",
    )
    advice = Text(
        "Nếu công việc của bạn cần vai trò này, hãy đề nghị quản trị hệ thống phân công.",
        "If your work needs this role, ask the administrator to appoint you.",
    )
    title = Text("Bạn không có vai trò cần thiết", "You do not hold the role this needs")
    return _page(request, 403, Problem(title, says if roles else NOT_APPOINTED, advice))


def _refused(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, Refused):
        raise fault
    find_visitor(request)
    findings = fault.assessment.findings
    refusal = Refusal(fault.says, findings, _mend(request), _kept(request), _back(request))
    return page(request, "refused.html", 409, refusal=refusal)


def _stale(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, StaleForm):
        raise fault
    find_visitor(request)
    changes: tuple[Text, ...] = ()
    stale = Stale(fault.says, fault.number, changes, _kept(request), _redo(request))
    return page(request, "stale.html", 409, stale=stale)


def _by_status(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    problem = {404: NOT_FOUND, 405: OTHER_METHOD, 413: TOO_LARGE}.get(status, MALFORMED)
    return _page(request, status, problem)


def _failed(request: Request, _: Exception) -> Response:
    """Say nothing of the cause; the server's log has it. Look nothing up: that may have failed."""
    return page(request, "problem.html", 500, problem=FAILED)


def _kept(request: Request) -> tuple[Kept, ...]:
    posted: Posted = getattr(request.state, "posted", Posted())
    labels: Mapping[str, Text] = getattr(request.state, "labels", {})
    return tuple(
        Kept(name, labels.get(name, name), "\n".join(values))
        for name, values in posted.fields.items()
        if name not in (KEY_FIELD, SEEN_FIELD, "password") and any(map(str.strip, values))
    )


def _redo(request: Request) -> str:
    return str(getattr(request.state, "redo", request.url.path))


def _back(request: Request) -> str:
    number = request.path_params.get("number")
    return f"/cases/{number}" if number else "/"


def _mend(request: Request) -> Mapping[str, str]:
    mend: Mapping[str, str] = getattr(request.state, "mend", {})
    return {Spot.PLANS.value: "/plans", **mend}
