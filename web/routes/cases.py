"""The case list, and a new proposal."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Action, Role, Spot, Text
from web.asking import read
from web.case_list import case_list
from web.dependencies import SEES_CASES, Book, Form, Now, Reading, Signed, Today, Writing, may
from web.page import page, redirect_to
from web.parts import FieldFault
from web.security import TypedForm
from web.typed import words
from workflow.deeds.cases import Opening, open_case
from workflow.errors import InvalidInput, Refused
from workflow.privacy import refuse_personal
from workflow.views.communes import Prospect, prospect, search_communes
from workflow.views.docket import docket

NEW = "/cases/new"
LONGEST_ARGUMENT = 5000
TOO_LONG = Text(
    "Viết gọn trong 5.000 ký tự; tài liệu chi tiết để trong hồ sơ giấy.",
    "Keep to 5,000 characters; details belong in the paper dossier.",
)
ARGUMENT = Text("Thực tiễn tình hình tội phạm ở địa phương", "The local crime situation")
router = APIRouter(prefix="/cases", dependencies=[may(*SEES_CASES)])


class ProposalForm(TypedForm):
    """What an officer writes to propose a commune."""

    commune: UUID
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The form for one commune: what was written, and what is wrong with it."""

    prospect: Prospect
    argument: str = ""
    fault: Text | None = None
    refused: Text | None = None

    @property
    def faults(self) -> tuple[FieldFault, ...]:
        """Return the faults as the summary lists them."""
        return (FieldFault("argument", self.fault),) if self.fault else ()

    @property
    def law(self) -> str:
        """Return the address of the plan that would judge the case."""
        return f"/plans/{self.prospect.plan_id}" if self.prospect.plan_id else ""

    @property
    def mend(self) -> dict[str, str]:
        """Return where each kind of unmet condition is mended."""
        return {Spot.PROPOSAL.value: "#argument", Spot.PLANS.value: "/plans"}


@router.get("")
def list_cases(
    request: Request, signed: Signed, session: Reading, book: Book, today: Today
) -> Response:
    """The cases of one's territory, as the address narrows and orders them."""
    asked = read(request.query_params)
    places = signed.held.places(*SEES_CASES)
    found = docket(session, book, asked, places=places, on=today)
    listing = case_list(found, asked, may_propose=Role.OFFICER in signed.roles)
    return page(request, "cases.html", listing=listing)


@router.get("/new", dependencies=[may(Role.OFFICER)])
def choose_commune(
    request: Request,
    signed: Signed,
    session: Reading,
    *,
    book: Book,
    now: Now,
    today: Today,
    q: str = "",
    commune: UUID | None = None,
) -> Response:
    """Look for a commune, then show the form for the one chosen."""
    if commune is not None:
        opening = Opening(action=Action.PROPOSE, commune=commune, by=signed.person, at=now)
        return _form(request, Proposal(prospect(session, book, opening)))
    wanted = words(q)
    places = signed.held.places(Role.OFFICER)
    search = search_communes(session, wanted, places=places, on=today)
    return page(request, "choose_commune.html", wanted=wanted, search=search)


@router.post("/new", dependencies=[may(Role.OFFICER)])
def propose(
    request: Request, form: Form, signed: Signed, session: Writing, *, book: Book, now: Now
) -> Response:
    """Propose a commune, or show why not with everything that was written."""
    typed = form.read(ProposalForm)
    request.state.redo = f"{NEW}?commune={typed.commune.hex}"
    request.state.labels = {"argument": ARGUMENT}
    opening = Opening(
        action=Action.PROPOSE,
        commune=typed.commune,
        by=signed.person,
        at=now,
        argument=typed.argument,
    )
    if fault := _fault(typed.argument):
        known = prospect(session, book, opening)
        return _form(request, Proposal(known, typed.argument, fault), 422)
    try:
        outcome = open_case(session, book, opening)
    except Refused as refusal:
        session.rollback()
        known = prospect(session, book, opening, refusal.assessment)
        return _form(request, Proposal(known, typed.argument, refused=refusal.says), 409)
    return redirect_to(f"/cases/{outcome.number}?done={outcome.entry}")


def _fault(argument: str) -> Text | None:
    if len(argument) > LONGEST_ARGUMENT:
        return TOO_LONG
    try:
        refuse_personal(argument, field="argument")
    except InvalidInput as personal:
        return personal.says
    return None


def _form(request: Request, proposal: Proposal, status: int = 200) -> Response:
    marked = proposal.prospect.illustration
    return page(request, "propose.html", status, illustration=marked, proposal=proposal)
