"""What a route asks for by type: the transaction, the person, the time, the plans.

One request is one transaction, opened and closed here; it commits before the response starts.
Every route says who may use it with `may(…)`; one that does not stops the start of the product.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from sqlmodel import Session

from states.terms import Role, Text
from web.confirming import PROOF_FIELD, takes_proof, without_proof
from web.cookies import hand_out, session_cookie, stranger_cookie
from web.parts import NavLink, Visitor
from web.security import (
    KEY_FIELD,
    NotSignedIn,
    Posted,
    SecondFactorNeeded,
    WrongRole,
    check_key,
    form_token,
    key_for,
    read_form,
)
from web.uploads import Sent, largest_file, read_upload, required
from workflow import database
from workflow.book import PlanBook
from workflow.calendar import HANOI
from workflow.deeds.sessions import renew_token
from workflow.deeds.signing_in import SEEN_EVERY, SignedIn, find_signed_in, keep_open
from workflow.settings import Settings

PUBLIC: tuple[Role, ...] = ()
EVERYONE = tuple(Role)
SEES_CASES = (
    Role.OFFICER,
    Role.SECRETARY,
    Role.COMMITTEE_OFFICE,
    Role.REGISTRAR,
    Role.AUDITOR,
    Role.MEMBER,
)
SEES_SITTINGS = (Role.MEMBER, Role.SECRETARY, Role.COMMITTEE_OFFICE, Role.AUDITOR)
LINKS = (
    (EVERYONE, NavLink(Text("Việc cần làm", "To do"), "/inbox")),
    (SEES_CASES, NavLink(Text("Địa bàn", "Areas"), "/cases")),
    ((Role.OFFICER,), NavLink(Text("Đề xuất mới", "New proposal"), "/cases/new")),
    ((Role.REGISTRAR,), NavLink(Text("Nhập hồ sơ kế thừa", "Inherit a case"), "/cases/inherit")),
    (SEES_SITTINGS, NavLink(Text("Phiên họp", "Sittings"), "/sittings")),
    (SEES_CASES, NavLink(Text("Quyết định", "Decisions"), "/decisions")),
    (SEES_CASES, NavLink(Text("Nhật ký xử lý", "Processing log"), "/history")),
    (
        (Role.COMMITTEE_OFFICE, Role.AUDITOR),
        NavLink(Text("Miễn, đính chính", "Waivers, corrections"), "/waivers"),
    ),
    (
        (Role.ADMINISTRATOR, Role.AUDITOR),
        NavLink(Text("Người dùng", "People"), "/people"),
    ),
    ((Role.ADMINISTRATOR,), NavLink(Text("Chờ duyệt", "Waiting for approval"), "/grants")),
    (EVERYONE, NavLink(Text("Hội đồng", "Councils"), "/councils")),
    (EVERYONE, NavLink(Text("Ủy quyền", "Delegations"), "/delegations")),
    (EVERYONE, NavLink(Text("Căn cứ pháp lý", "Legal basis"), "/plans")),
)
AT_ONCE = 8
# The one character PostgreSQL keeps in no text.
NUL = "\0"


def system_clock() -> datetime:
    """Return the time now; tests hand `create_app` another clock."""
    return datetime.now(UTC)


def find_visitor(request: Request) -> SignedIn | None:
    """Return who is signed in, once per request, and tell the frame of the page."""
    if not hasattr(request.state, "signed"):
        request.state.signed = _look_up(request)
        if request.state.signed is not None:
            request.state.visitor = _shown(request.state.signed)
    return cast("SignedIn | None", request.state.signed)


def _now(request: Request) -> datetime:
    return cast("datetime", request.app.state.clock())


def _look_up(request: Request) -> SignedIn | None:
    settings, engine = request.app.state.settings, request.app.state.engine
    token = request.cookies.get(session_cookie(settings))
    if not token:
        return None
    now = _now(request)
    with database.reading(engine) as session:
        signed = find_signed_in(session, token, at=now, lasting=settings.lasting)
    if signed is not None and signed.to_renew:
        with database.writing(engine) as session:
            renewed = renew_token(session, signed.session, at=now)
        if renewed:
            hand_out(request, renewed)
    elif signed is not None and now - signed.seen_at >= SEEN_EVERY:
        with database.writing(engine) as session:
            keep_open(session, signed, at=now)
    return signed


def _shown(signed: SignedIn) -> Visitor:
    roles = signed.roles
    return Visitor(
        name=signed.name,
        role=Text(
            " · ".join(role.label.vi for role in roles) or "Chưa được phân công",
            " · ".join(role.label.en for role in roles) or "No appointment",
        ),
        agency=" · ".join(place[:1].upper() + place[1:] for place in signed.places),
        form_key=form_token(signed),
        links=tuple(
            link for allowed, link in LINKS if allowed == EVERYONE or set(allowed) & set(roles)
        ),
    )


Visiting = Annotated[SignedIn | None, Depends(find_visitor)]


async def _posted(request: Request, signed: Visiting) -> Posted:
    """Read the form, and the file beside it where the route takes one from who is signed in."""
    if largest := largest_file(request):
        if signed is None:
            raise NotSignedIn
        posted = await read_upload(request, largest)
    else:
        posted = await read_form(request)
    if takes_proof(request):
        request.state.proof = posted.one(PROOF_FIELD)
        posted = without_proof(posted)
    request.state.posted = posted
    return cast("Posted", request.state.posted)


Form = Annotated[Posted, Depends(_posted)]


class Admission:
    """Who may use a route: the roles it names, or everybody when it is public.

    All roles together mean everybody who is signed in, before an appointment too.
    A POST is admitted only with the key of this session's forms. Whoever has to set up a second
    factor first is admitted nowhere else, but where the route says so.
    """

    def __init__(self, roles: tuple[Role, ...], *, public: bool, unenrolled: bool) -> None:
        """Keep the roles; tests read them."""
        self.roles, self.public, self.unenrolled = roles, public, unenrolled

    def __call__(self, request: Request, signed: Visiting, posted: Form) -> None:
        """Let the request pass.

        Raises NotSignedIn, SecondFactorNeeded, WrongRole or ForgedForm, and
        RequestValidationError for an address that no database text can hold.
        """
        if not self.public:
            if signed is None:
                raise NotSignedIn
            if not self.unenrolled and lacks_codes(request, signed):
                raise SecondFactorNeeded
            if self.roles != EVERYONE and not set(self.roles) & set(signed.roles):
                raise WrongRole(self.roles)
        if request.method == "POST":
            check_key(posted.one(KEY_FIELD), _key(request, signed))
        said = (*request.path_params.values(), *request.query_params.values())
        if any(NUL in str(part) for part in said):
            raise RequestValidationError([])


def may(*roles: Role, unenrolled: bool = False) -> Dependency:
    """Declare who may use a route or a router: `may(Role.OFFICER, …)`, `may(*PUBLIC)` for all.

    Put it in `dependencies=[…]` of the router; a route inside may narrow it further.
    `unenrolled` admits also who still has to set up a second factor.
    """
    admission = Admission(roles, public=not roles, unenrolled=unenrolled)
    return cast("Dependency", Depends(admission))


def lacks_codes(request: Request, signed: SignedIn) -> bool:
    """Whether a person has to set up a second factor before anything else."""
    asked: tuple[Role, ...] = request.app.state.settings.second_factor_for
    return not signed.has_codes and bool(set(asked) & set(signed.roles))


def admissions(route: APIRoute) -> tuple[Admission, ...]:
    """Return the declarations a route stands under; every one of them has to admit."""
    called = (dependency.call for dependency in route.dependant.dependencies)
    return tuple(call for call in called if isinstance(call, Admission))


def _key(request: Request, signed: SignedIn | None) -> str:
    if signed is not None:
        return form_token(signed)
    secret = request.cookies.get(stranger_cookie(request.app.state.settings), "")
    if not secret:
        raise NotSignedIn
    return key_for(secret, "sign-in")


def _signed(signed: Visiting) -> SignedIn:
    if signed is None:
        raise NotSignedIn
    return signed


def _sent(request: Request, _: Form) -> Sent:
    return required(getattr(request.state, "sent", None))


def _engine(request: Request) -> Engine:
    return cast("Engine", request.app.state.engine)


def _writing(request: Request) -> Iterator[Session]:
    with database.writing(_engine(request)) as session:
        yield session


def _reading(request: Request) -> Iterator[Session]:
    with database.reading(_engine(request)) as session:
        yield session


def _book(request: Request) -> PlanBook:
    return cast("PlanBook", request.app.state.book)


def _settings(request: Request) -> Settings:
    return cast("Settings", request.app.state.settings)


def _today(request: Request) -> date:
    return _now(request).astimezone(HANOI).date()


# Few at a time: threads that wait for the database must not take the place of those that hold it.
Writing = Annotated[Session, Depends(_writing, scope="function", max_concurrency=AT_ONCE)]
Reading = Annotated[Session, Depends(_reading, scope="function", max_concurrency=AT_ONCE)]
Signed = Annotated[SignedIn, Depends(_signed)]
SentFile = Annotated[Sent, Depends(_sent)]
Now = Annotated[datetime, Depends(_now)]
Today = Annotated[date, Depends(_today)]
Book = Annotated[PlanBook, Depends(_book)]
Site = Annotated[Settings, Depends(_settings)]
Store = Annotated[Engine, Depends(_engine)]
