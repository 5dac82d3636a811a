"""One table: what was refused, its status, and the sentences of its page."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from states.terms import Role, Spot, Text
from web.confirming import Confirming, NotConfirmed, carried
from web.dependencies import find_visitor
from web.page import page, redirect_to
from web.problems import (
    FAILED,
    FORGED,
    MALFORMED,
    MALFORMED_ADDRESS,
    NOT_FOUND,
    OTHER_METHOD,
    SESSION_OVER,
    TO_THE_CASE,
    TOO_LARGE,
    Kept,
    Problem,
    Refusal,
    Stale,
    kept_words,
)
from web.security import (
    KEY_FIELD,
    SECRET_FIELDS,
    SEEN_FIELD,
    ForgedForm,
    MalformedForm,
    NotSignedIn,
    Posted,
    SecondFactorNeeded,
    TooLarge,
    WrongRole,
)
from web.uploads import FileTooLarge
from workflow.database import reading
from workflow.errors import (
    InvalidInput,
    NotFound,
    NotPossibleNow,
    Refused,
    StaleForm,
    UnknownCase,
    WorkflowError,
)
from workflow.views.casefile import changes_since

STATUS: Mapping[type[Exception], int] = MappingProxyType(
    {
        NotSignedIn: 403,
        WrongRole: 403,
        ForgedForm: 403,
        UnknownCase: 404,
        NotFound: 404,
        Refused: 409,
        StaleForm: 409,
        NotPossibleNow: 409,
        TooLarge: 413,
        FileTooLarge: 413,
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
    for refusal in (UnknownCase, NotFound, NotPossibleNow, FileTooLarge, InvalidInput):
        app.add_exception_handler(refusal, _said)
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(SecondFactorNeeded, _second_factor_needed)
    app.add_exception_handler(NotConfirmed, _not_confirmed)
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
        NotFound: NOT_FOUND.title,
        NotPossibleNow: Text("Chưa thực hiện được", "Not possible now"),
        FileTooLarge: Text("Tệp quá lớn", "The file is too large"),
        InvalidInput: Text("Nội dung nhập chưa đúng", "Something typed is not right"),
    }
    problem = Problem(titles[type(fault)], says, kept=_kept(request))
    back = _back(request)
    if back != problem.href and not isinstance(fault, UnknownCase | NotFound):
        problem = replace(problem, href=back, leads_to=TO_THE_CASE)
    return _page(request, STATUS[type(fault)], problem)


def _not_signed_in(request: Request, _: Exception) -> Response:
    """Lead to the sign-in and back; what was typed when the session ended is shown first."""
    kept, here = _kept(request), _redo(request)
    if request.method == "GET" and request.url.query:
        here = f"{here}?{request.url.query}"
    again = f"/sign-in?next={quote(here, safe='')}"
    return (
        _page(request, 403, replace(SESSION_OVER, href=again, kept=kept))
        if kept
        else redirect_to(again)
    )


def _second_factor_needed(_request: Request, _: Exception) -> Response:
    return redirect_to("/account/second-factor")


def _not_confirmed(request: Request, fault: Exception) -> Response:
    """Ask who sits there: before a form is opened, or with all that a form brought."""
    if not isinstance(fault, NotConfirmed):
        raise fault
    here = _here(request)
    if request.method == "GET":
        return redirect_to(f"/confirm-identity?next={quote(here, safe='')}")
    signed = find_visitor(request)
    posted: Posted = request.state.posted
    asks_code = signed is not None and signed.has_codes
    asked = Confirming(here, tuple(carried(posted.fields)), asks_code, fault.fault)
    return page(request, "confirm_identity.html", fault.status, asked=asked)


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


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
    return _page(request, 403, Problem(title, says, advice))


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
    with reading(request.app.state.engine) as session:
        changes = changes_since(session, fault.number, fault.seen)
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
    choices: Mapping[str, Mapping[str, Text]] = getattr(request.state, "choices", {})
    return tuple(
        Kept(name, labels.get(name, name), kept_words(values, choices.get(name, {})))
        for name, values in posted.fields.items()
        if name not in {KEY_FIELD, SEEN_FIELD, *SECRET_FIELDS} and any(map(str.strip, values))
    )


def _redo(request: Request) -> str:
    return str(getattr(request.state, "redo", request.url.path))


def _back(request: Request) -> str:
    number = request.path_params.get("number")
    return f"/cases/{number}" if number else "/"


def _mend(request: Request) -> Mapping[str, str]:
    mend: Mapping[str, str] = getattr(request.state, "mend", {})
    return {Spot.PLANS.value: "/plans", **mend}
