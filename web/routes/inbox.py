"""Việc cần làm: what I can do now, what waits for whom, what is due, and where nobody acts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import (
    EVERYONE,
    SEES_CASES,
    Book,
    Now,
    Reading,
    Signed,
    Site,
    may,
)
from web.page import page
from web.parts import Column, NavLink
from workflow.deeds.signing_in import SignedIn
from workflow.views.asks import asks_for
from workflow.views.awaited import Waiting, WaitingPage, awaited, silent
from workflow.views.doable import Doable, DoablePage, doable
from workflow.views.ending import ending
from workflow.views.looking import Looker
from workflow.views.reminders import ReminderLine, unseen
from workflow.views.source import Ask
from workflow.views.tasks import Doing

INBOX = "/inbox"
router = APIRouter(prefix=INBOX, dependencies=[may(*EVERYONE)])
OF_CASES = may(*SEES_CASES)
_VIEWS = (
    (Text("Tôi làm được ngay", "What I can do now"), INBOX),
    (Text("Đang chờ ai", "What waits for whom"), f"{INBOX}/waiting"),
    (Text("Thời hạn", "Deadlines"), f"{INBOX}/deadlines"),
    (Text("Im lặng", "Silent cases"), f"{INBOX}/silent"),
)
_AREA = Column(Text("Địa bàn", "Area"))
_SINCE = Column(Text("Bước gần nhất", "Latest step"))
_DUE = Column(Text("Thời hạn", "Due"))
DOABLE = (_AREA, Column(Text("Việc", "To do")), _SINCE, _DUE)
ASKED = (Column(Text("Việc", "To do")), Column(Text("Về", "About")), Column(Text("Từ", "Since")))
AWAITED = (
    _AREA,
    Column(Text("Đang chờ", "Waits for")),
    Column(Text("Cơ quan, người", "Body and persons")),
    _SINCE,
    _DUE,
)
ENDING = (_AREA, Column(Text("Số hồ sơ", "Case number")), _DUE)


@dataclass(frozen=True, slots=True)
class Views:
    """The pages of the inbox a person may open, and which of them this is."""

    links: tuple[NavLink, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """What waits for me: reminders, requests, votes, drafts, and cases on which I can act."""

    reminders: tuple[ReminderLine, ...]
    more_reminders: bool
    asks: tuple[Ask, ...]
    more_asks: bool
    found: DoablePage | None


@router.get("")
def show_mine(
    request: Request, signed: Signed, session: Reading, *, book: Book, now: Now, after: str = ""
) -> Response:
    """What I can do now; every line was judged by what authorises the deed itself."""
    looker = Looker(signed.person, signed.held, now)
    asks, more = asks_for(session, looker) if not after else ((), False)
    found = doable(session, book, looker, after=after) if _sees_cases(signed) else None
    views = _views(signed, INBOX, found.next if found else "")
    reminders = unseen(session, signed.person, today=looker.today) if not after else ((), False)
    mine = Mine(*reminders, asks, more, found)
    columns = {"asked": ASKED, "doable": DOABLE}
    return page(request, "inbox.html", views=views, mine=mine, columns=columns, href=where)


@router.get("/waiting", dependencies=[OF_CASES])
def show_waiting(
    request: Request, signed: Signed, session: Reading, *, book: Book, now: Now, after: str = ""
) -> Response:
    """What waits for whom since when: the body and the persons who hold it there."""
    looker = Looker(signed.person, signed.held, now)
    found = awaited(session, book, looker, roles=SEES_CASES, after=after)
    return _waiting_page(request, signed, f"{INBOX}/waiting", found)


@router.get("/silent", dependencies=[OF_CASES])
def show_silent(
    request: Request,
    signed: Signed,
    session: Reading,
    *,
    book: Book,
    now: Now,
    settings: Site,
    after: str = "",
) -> Response:
    """The cases in whose way nothing stands, and that nobody has touched for so many days."""
    looker, days = Looker(signed.person, signed.held, now), settings.silent_days
    found = silent(session, book, looker, roles=SEES_CASES, days=days, after=after)
    return _waiting_page(request, signed, f"{INBOX}/silent", found, days=days)


@router.get("/deadlines", dependencies=[OF_CASES])
def show_deadlines(
    request: Request, signed: Signed, session: Reading, *, book: Book, now: Now, after: str = ""
) -> Response:
    """The periods that are over or end within thirty days, and the days of the plans in force."""
    looker = Looker(signed.person, signed.held, now)
    found = ending(session, book, looker, roles=SEES_CASES, after=after)
    views = _views(signed, f"{INBOX}/deadlines", found.next)
    return page(request, "inbox_deadlines.html", views=views, found=found, columns=ENDING)


def where(line: Doable) -> str:
    """Return the address at which the deed of a line is begun."""
    case = f"/cases/{line.number}"
    match line.task.doing:
        case Doing.STEP:
            return f"{case}/actions/{line.task.action}"
        case Doing.ENTER | Doing.VERIFY:
            return f"{case}/figures/{line.task.phase}"
        case Doing.DECISION:
            return "/decisions"
        case _:
            return case


def _waiting_page(
    request: Request, signed: SignedIn, address: str, found: WaitingPage, *, days: int = 0
) -> Response:
    views = _views(signed, address, found.next)
    lines: tuple[Waiting, ...] = found.lines
    return page(
        request,
        "inbox_waiting.html",
        views=views,
        lines=lines,
        looked_at=found.looked_at,
        columns=AWAITED,
        days=days,
    )


def _sees_cases(signed: SignedIn) -> bool:
    return bool(set(SEES_CASES) & set(signed.roles) - {Role.ADMINISTRATOR})


def _views(signed: SignedIn, address: str, following: str) -> Views:
    shown = _VIEWS if _sees_cases(signed) else _VIEWS[:1]
    links = tuple(NavLink(label, href, href == address) for label, href in shown)
    return Views(links, f"{address}?{urlencode({'after': following})}" if following else "")
