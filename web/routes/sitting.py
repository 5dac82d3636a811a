"""One sitting: shown with its docket, closed, and its minutes."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.dependencies import SEES_SITTINGS, Form, Reading, Signed, Today, may
from web.freshness import fresh
from web.page import page, redirect_to
from web.routes.sittings import HERE, SITS
from web.security import TypedForm
from web.sitting_desk import NO_SITTING, AtSitting, WritingSitting
from workflow.deeds.sittings import close_sitting
from workflow.errors import NotFound
from workflow.views.minutes import minutes_sheet
from workflow.views.minutes_said import MinutesSheet
from workflow.views.sitting_sheet import SittingSheet

router = APIRouter(prefix=f"{HERE}/{{sitting}}", dependencies=[may(*SEES_SITTINGS)])
CLERKS = may(*SITS)


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What is closed, and what still stands in the way."""

    sheet: SittingSheet


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes under the name and the motto of the state, as every paper bears them."""

    sheet: MinutesSheet
    state: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


class NoFields(TypedForm):
    """A form that only confirms."""


@router.get("")
def show_sitting(desk: AtSitting) -> Response:
    """Show who is there, the docket, and whether the council can decide each case."""
    return page(desk.request, "sitting.html", sheet=desk.open())


@router.get("/close", dependencies=[CLERKS, fresh()])
def ask_close(desk: AtSitting) -> Response:
    """Show what closing the sitting records."""
    return page(desk.request, "close_sitting.html", closing=ClosingPage(desk.open()))


@router.post("/close", dependencies=[CLERKS, fresh()])
def close(desk: WritingSitting, form: Form) -> Response:
    """Close the sitting; its minutes are recorded with their digest."""
    form.read(NoFields)
    desk.request.state.redo = desk.address
    desk.open()
    close_sitting(desk.session, desk.sitting, by=desk.signed.person, at=desk.at)
    return redirect_to(f"{desk.address}/minutes")


@router.get("/minutes")
def show_minutes(
    request: Request, sitting: UUID, signed: Signed, session: Reading, today: Today
) -> Response:
    """Show the minutes as they are computed now, laid out to be printed on A4."""
    sheet = minutes_sheet(session, sitting, person=signed.person, on=today)
    if sheet is None:
        raise NotFound(NO_SITTING)
    return page(request, "minutes.html", shown=MinutesPage(sheet))
