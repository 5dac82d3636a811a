"""Taking a case over that began elsewhere: its commune, what its source says, and its number."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.findings import Finding
from states.terms import Role, Spot, Text
from web.dependencies import Book, Form, Now, Reading, Signed, Today, Writing, may
from web.forms import FieldGroup, Filled, choices_of, fields_of, labels_of, read_answers
from web.page import page, redirect_to
from web.parts import FieldFault
from web.typed import words
from workflow.deeds.cases import open_case
from workflow.errors import Refused
from workflow.views.communes import Prospect, prospect, search_communes
from workflow.views.inherited import disagreements, inheritance, opening_of, unwritten
from workflow.views.steps import in_order

INHERIT = "/cases/inherit"
UNTOUCHED = Filled({"round": ("1",)})
MEND = {Spot.CONFIRM.value: "#form", Spot.PLANS.value: "/plans"}
router = APIRouter(prefix=INHERIT, dependencies=[may(Role.REGISTRAR)])


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The form for one commune: its questions with what was typed, and what was refused."""

    prospect: Prospect
    groups: tuple[FieldGroup, ...]
    faults: tuple[FieldFault, ...]
    refused: Text | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the conditions, those that are not met first."""
        return in_order(self.prospect.findings)

    @property
    def remaining(self) -> int:
        """Return how many conditions do not hold."""
        return sum(not finding.passes for finding in self.findings)

    @property
    def law(self) -> str:
        """Return the address of the plan that would judge the case."""
        return f"/plans/{self.prospect.plan_id}" if self.prospect.plan_id else ""


@router.get("")
def begin(
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
    """Look for a commune, one that exists no longer too, then ask about the case of one."""
    if commune is not None:
        blank = unwritten(session, commune=commune, by=signed.person, at=now)
        return _form(request, prospect(session, book, blank), UNTOUCHED)
    wanted = words(q)
    places = signed.held.places(Role.REGISTRAR)
    search = search_communes(session, wanted, places=places, on=today, ended=True)
    return page(request, "choose_inherited.html", wanted=wanted, search=search)


@router.post("")
def inherit(
    request: Request,
    commune: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    book: Book,
    now: Now,
    today: Today,
) -> Response:
    """Open the case as its source tells it, or show why not with everything that was typed."""
    groups = inheritance()
    request.state.redo = f"{INHERIT}?commune={commune.hex}"
    request.state.labels, request.state.choices = labels_of(groups), choices_of(groups)
    filled = read_answers(form, groups, partial(disagreements, today=today))
    if filled.faults:
        blank = unwritten(session, commune=commune, by=signed.person, at=now)
        return _form(request, prospect(session, book, blank), filled)
    opening = opening_of(filled.answers, commune=commune, by=signed.person, at=now)
    try:
        outcome = open_case(session, book, opening)
    except Refused as refusal:
        session.rollback()
        known = prospect(session, book, opening, refusal.assessment)
        return _form(request, known, filled, refusal)
    return redirect_to(f"/cases/{outcome.number}?done={outcome.entry}")


def _form(
    request: Request, known: Prospect, filled: Filled, refusal: Refused | None = None
) -> Response:
    """Show the form; 422 with faults of its fields, 409 with the findings of a refusal."""
    asked = Inheritance(
        prospect=known,
        groups=fields_of(inheritance(), filled),
        faults=filled.faults,
        refused=refusal.says if refusal else None,
    )
    status = 409 if refusal else 422 if filled.faults else 200
    marked = known.illustration
    return page(request, "inherit.html", status, illustration=marked, asked=asked, mend=MEND)
