"""The docket of a sitting: its roll, the cases that are ready for it, a case put on it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from states.terms import Action, Text
from web.dependencies import Form, may
from web.forms import Answers
from web.page import page, redirect_to
from web.parts import Crumb
from web.people_forms import PowerForm, show_form, take_form
from web.routes.sittings import HERE, SITS
from web.sitting_desk import AtSitting, SittingDesk, WritingSitting
from web.sitting_forms import SITTINGS, Roll, read_roll, roll_known
from workflow.deeds.motions import NewMotion, add_motion
from workflow.deeds.sittings import set_roll
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.views.council_ready import SOURCES, ReadyPage, asked_by_motion, ready_page
from workflow.views.sitting_sheet import SittingSheet

router = APIRouter(prefix=f"{HERE}/{{sitting}}", dependencies=[may(*SITS)])
NOT_HERS = Text(
    "Việc này của Thư ký hoặc Chủ tịch Hội đồng, khi phiên họp chưa kết thúc.",
    "To be done by the council's secretary or chair, before the sitting is closed.",
)
NO_SUCH_STEP = Text("Hội đồng không biểu quyết bước này.", "No council votes on this step.")
After = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class RollPage:
    """The roll of a sitting as its form shows it."""

    sheet: SittingSheet
    roll: Roll
    refused: Text | None = None


@dataclass(frozen=True, slots=True)
class DocketPage:
    """The cases an action of the council is possible for; `actions` are the others."""

    sheet: SittingSheet
    ready: ReadyPage
    actions: tuple[Action, ...]


@router.get("/roll")
def ask_roll(desk: AtSitting) -> Response:
    """Show the roll, to be called."""
    sheet = _prepared(desk)
    return _roll_page(desk, sheet, roll_known(sheet.seats))


@router.post("/roll")
def call_roll(desk: WritingSitting, form: Form) -> Response:
    """Write the roll, or show what is wrong with it."""
    sheet = _prepared(desk)
    roll = read_roll(sheet.seats, form)
    if roll.faults:
        return _roll_page(desk, sheet, roll)
    try:
        by = desk.signed.person
        set_roll(desk.session, desk.book, desk.sitting, roll.lines, by=by, at=desk.at)
    except (InvalidInput, NotPossibleNow) as fault:
        desk.session.rollback()
        return _roll_page(desk, sheet, roll, fault.says)
    return redirect_to(desk.address)


@router.get("/ready")
def list_ready(desk: AtSitting, action: Action = Action.APPRAISE, after: After = "") -> Response:
    """The cases that may be put on the docket, and what holds the others back."""
    if action not in SOURCES:
        raise NotFound(NO_SUCH_STEP)
    sheet = _prepared(desk)
    found = ready_page(desk.session, desk.book, desk.sitting, action, at=desk.at, after=after)
    return page(desk.request, "ready.html", shown=DocketPage(sheet, found, tuple(SOURCES)))


@router.get("/ready/{case}/{action}")
def ask_motion(desk: AtSitting, case: str, action: Action) -> Response:
    """Ask what the action asks for, before a case is put on the docket."""
    return show_form(desk.request, _motion_form(desk, _prepared(desk), case, action))


@router.post("/ready/{case}/{action}")
def put_motion(desk: WritingSitting, case: str, action: Action, form: Form) -> Response:
    """Put a case on the docket."""
    asked = _motion_form(desk, _prepared(desk), case, action)
    desk.request.state.redo = asked.address

    def act(answers: Answers) -> str:
        new = NewMotion(
            sitting=desk.sitting,
            case=case,
            action=action,
            types=tuple(answers.get("types") or ()),
            reason=answers.get("reason") or "",
        )
        add_motion(desk.session, desk.book, new, by=desk.signed.person, at=desk.at)
        return desk.address

    return take_form(desk.request, desk.session, asked, form, act)


def _prepared(desk: SittingDesk) -> SittingSheet:
    """Return the sitting for who may prepare it; raises NotFound and NotPossibleNow."""
    desk.request.state.redo = desk.address
    sheet = desk.open()
    if not sheet.may_prepare:
        raise NotPossibleNow(NOT_HERS)
    return sheet


def _roll_page(
    desk: SittingDesk, sheet: SittingSheet, roll: Roll, refused: Text | None = None
) -> Response:
    status = 422 if roll.faults or refused else 200
    return page(desk.request, "roll.html", status, shown=RollPage(sheet, roll, refused))


def _motion_form(desk: SittingDesk, sheet: SittingSheet, case: str, action: Action) -> PowerForm:
    if action not in SOURCES:
        raise NotFound(NO_SUCH_STEP)
    groups = asked_by_motion(desk.session, desk.book, case, action)
    label, head = action.label, sheet.head
    return PowerForm(
        title=Text(f"{label.vi}: đưa {case} ra phiên họp", f"{label.en}: put {case} on the docket"),
        crumbs=(SITTINGS, Crumb(head.number, desk.address)),
        says=(
            Text(
                f"Hội đồng sẽ biểu quyết bước “{label.vi}” của hồ sơ {case} tại phiên họp số "
                f"{head.number}. Khi được thông qua, bước này do Hội đồng thực hiện.",
                f"The council will vote on “{label.en}” of case {case} at sitting "
                f"{head.number}. Once carried, the step is the council's.",
            ),
        ),
        asked=groups,
        address=f"{desk.address}/ready/{case}/{action}",
        press=Text("Đưa vào chương trình", "Put on the docket"),
        back=f"{desk.address}/ready?action={action}",
    )
