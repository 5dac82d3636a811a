"""One ballot: shown, opened, voted on, recused from, closed by the chair, or withdrawn."""

from fastapi import APIRouter
from fastapi.responses import Response

from states.terms import Choice, Text
from web.ballot_page import CHOICES, LABELS, BallotPage
from web.dependencies import SEES_SITTINGS, Form, may
from web.forms import Answers, about
from web.freshness import fresh
from web.page import page, redirect_to
from web.parts import Crumb, FieldFault
from web.people_forms import PowerForm, show_form, take_form
from web.routes.sitting import NoFields
from web.routes.sittings import HERE, SITS
from web.security import MalformedForm
from web.sitting_desk import AtSitting, SittingDesk, WritingSitting
from web.sitting_forms import SITTINGS, ReasonForm, VoteForm, choices_of_a_vote
from workflow.deeds.ballots import Cast, Counted, cast_vote, close_ballot, open_ballot, recuse
from workflow.deeds.motions import withdraw_motion
from workflow.errors import InvalidInput, NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.views.motion_sheet import MotionSheet
from workflow.views.sittings_asked import WITHDRAW

router = APIRouter(
    prefix=f"{HERE}/{{sitting}}/motions/{{ordinal}}", dependencies=[may(*SEES_SITTINGS)]
)
SITTERS = may(*SITS)
CHOOSE_ONE = Text("Hãy chọn một ý kiến", "Choose one")


@router.get("")
def show_ballot(desk: AtSitting, ordinal: int) -> Response:
    """Show one ballot; how it stands is told only once it has ended."""
    return _ballot_page(desk, BallotPage(desk.motion(ordinal), choices_of_a_vote("")))


@router.post("/open", dependencies=[SITTERS])
def open_one(desk: WritingSitting, ordinal: int, form: Form) -> Response:
    """Open the ballot: its facts, its rule and who must not vote are fixed."""
    form.read(NoFields)
    sheet = _at(desk, ordinal)
    open_ballot(desk.session, desk.book, sheet.motion.identity, by=desk.signed.person, at=desk.at)
    return redirect_to(_address(desk, ordinal))


@router.post("/vote", dependencies=[SITTERS, fresh()])
def vote(desk: WritingSitting, ordinal: int, form: Form) -> Response:
    """Cast one vote; where the facts have changed, say why and ask again."""
    sheet, typed = _at(desk, ordinal), form.read(VoteForm)
    desk.request.state.labels, desk.request.state.choices = LABELS, CHOICES
    shown = BallotPage(sheet, choices_of_a_vote(typed.choice), typed.reason)
    if not typed.choice:
        return _refused(desk, shown, InvalidInput(CHOOSE_ONE, field="choice"))
    if typed.choice not in CHOICES["choice"]:
        raise MalformedForm("choice")
    cast = Cast(
        motion=sheet.motion.identity,
        by=desk.signed.person,
        choice=Choice(typed.choice),
        at=desk.at,
        reason=typed.reason,
        seen=typed.seen,
    )
    try:
        counted = cast_vote(desk.session, desk.book, cast)
    except (InvalidInput, NotPossibleNow) as fault:
        desk.session.rollback()
        return _refused(desk, shown, fault)
    return _answer(desk, ordinal, counted, shown)


@router.post("/recuse", dependencies=[SITTERS])
def ask_recusal(desk: WritingSitting, ordinal: int, form: Form) -> Response:
    """Be recused on one's own request."""
    typed, sheet = form.read(ReasonForm), _at(desk, ordinal)
    desk.request.state.labels = LABELS
    recuse(
        desk.session,
        desk.book,
        sheet.motion.identity,
        reason=typed.reason,
        by=desk.signed.person,
        at=desk.at,
    )
    return redirect_to(_address(desk, ordinal))


@router.get("/close", dependencies=[SITTERS, fresh()])
def ask_end(desk: AtSitting, ordinal: int) -> Response:
    """Show what closing the ballot does."""
    return page(desk.request, "close_ballot.html", sheet=desk.motion(ordinal))


@router.post("/close", dependencies=[SITTERS, fresh()])
def close(desk: WritingSitting, ordinal: int, form: Form) -> Response:
    """Close the ballot as the chair: the votes cast are all there are."""
    form.read(NoFields)
    sheet = _at(desk, ordinal)
    counted = close_ballot(
        desk.session, desk.book, sheet.motion.identity, by=desk.signed.person, at=desk.at
    )
    return _answer(desk, ordinal, counted, BallotPage(sheet, choices_of_a_vote("")))


@router.get("/withdraw", dependencies=[SITTERS])
def ask_withdrawal(desk: AtSitting, ordinal: int) -> Response:
    """Ask why a motion is taken off the docket."""
    return show_form(desk.request, _withdrawal(desk, desk.motion(ordinal)))


@router.post("/withdraw", dependencies=[SITTERS])
def withdraw(desk: WritingSitting, ordinal: int, form: Form) -> Response:
    """Take a motion off the docket."""
    sheet = _at(desk, ordinal)

    def act(answers: Answers) -> str:
        motion, by = sheet.motion.identity, desk.signed.person
        withdraw_motion(desk.session, motion, reason=answers["reason"], by=by, at=desk.at)
        return desk.address

    return take_form(desk.request, desk.session, _withdrawal(desk, sheet), form, act)


def _at(desk: SittingDesk, ordinal: int) -> MotionSheet:
    desk.request.state.redo = _address(desk, ordinal)
    return desk.motion(ordinal)


def _address(desk: SittingDesk, ordinal: int) -> str:
    return f"{desk.address}/motions/{ordinal}"


def _answer(desk: SittingDesk, ordinal: int, counted: Counted, shown: BallotPage) -> Response:
    """Lead to the ballot's page; after a lapse show the new ballot with what was typed."""
    if counted.status is not MotionStatus.LAPSED:
        return redirect_to(_address(desk, ordinal))
    lapsed = desk.motion(ordinal)
    follower = lapsed.motion.followed_by
    asked = desk.motion(follower) if follower is not None else lapsed
    again = BallotPage(asked, shown.choices, shown.reason, lapsed=lapsed)
    return _ballot_page(desk, again, 409)


def _refused(
    desk: SittingDesk, shown: BallotPage, fault: InvalidInput | NotPossibleNow
) -> Response:
    """Show the ballot as it is now, why the vote was not taken, and everything typed."""
    now = desk.motion(shown.sheet.motion.ordinal)
    field = fault.field if isinstance(fault, InvalidInput) else ""
    faults = (FieldFault(field, about(LABELS[field], fault.says)),) if field in LABELS else ()
    refused = None if faults else fault.says
    again = BallotPage(now, shown.choices, shown.reason, faults, refused)
    return _ballot_page(desk, again, 422 if isinstance(fault, InvalidInput) else 409)


def _ballot_page(desk: SittingDesk, shown: BallotPage, status: int = 200) -> Response:
    illustration = shown.sheet.case.illustration
    return page(desk.request, "ballot.html", status, illustration=illustration, shown=shown)


def _withdrawal(desk: SittingDesk, sheet: MotionSheet) -> PowerForm:
    address = _address(desk, sheet.motion.ordinal)
    return PowerForm(
        title=Text("Rút nội dung khỏi chương trình", "Withdraw a motion"),
        crumbs=(SITTINGS, Crumb(sheet.sitting.number, desk.address)),
        says=(
            Text(
                f"{sheet.motion.action.label.vi}, {sheet.case.commune.vi} ({sheet.case.number}). "
                "Những gì đã ghi được giữ lại; muốn biểu quyết lại thì đưa vào chương trình lần "
                "nữa.",
                f"{sheet.motion.action.label.en}, {sheet.case.commune.en} ({sheet.case.number}). "
                "What was recorded is kept; to vote after all, put it on the docket once more.",
            ),
        ),
        asked=WITHDRAW,
        address=f"{address}/withdraw",
        press=Text("Rút nội dung", "Withdraw"),
        back=address,
    )
