"""The lines of a draft: cases found for it, put on it and taken off again."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Action, Role, Text
from web.dependencies import Book, Form, Now, Reading, Signed, Writing, may
from web.drafts import ALL, DECISIONS, address_of, at_draft, draft_token
from web.page import page, redirect_to
from web.parts import Crumb, NavLink, Option
from web.security import TypedForm
from web.typed import words
from workflow.deeds.decision_lines import DECIDED, WORDS, NewLine, add_lines, remove_line
from workflow.errors import NotPossibleNow
from workflow.views.ready_cases import Candidates, Looking, candidates

router = APIRouter(prefix=f"{DECISIONS}/{{decision}}", dependencies=[may(Role.COMMITTEE_OFFICE)])
NO_SUCH_STEP = Text("Quyết định không quyết việc này.", "A decision does not decide this.")


class AddForm(TypedForm):
    """The cases ticked, what is to be decided of them, and why where a reason is asked."""

    seen: str
    action: str
    cases: tuple[str, ...] = ()
    reason: str = ""


class RemoveForm(TypedForm):
    """A case to be taken off."""

    seen: str


@dataclass(frozen=True, slots=True)
class CasesPage:
    """The cases a draft could take for one action, with the addresses around them."""

    found: Candidates
    views: tuple[NavLink, ...]
    crumbs: tuple[Crumb, ...]
    address: str
    next: str
    token: str

    @property
    def what(self) -> Text:
        """Return what is to be decided, in words."""
        return WORDS[self.found.action]

    @property
    def options(self) -> tuple[Option, ...]:
        """Return the ready cases as choices, none of them ticked."""
        return tuple(Option(one.number, one.commune, one.number) for one in self.found.ready)

    @property
    def asks_reason(self) -> bool:
        """Whether the action needs a reason of its own."""
        return self.found.action is Action.DECLINE


@router.get("/cases")
def find_cases(
    request: Request,
    decision: UUID,
    signed: Signed,
    session: Reading,
    *,
    book: Book,
    now: Now,
    action: Action = Action.SELECT,
    after: str = "",
) -> Response:
    """List the cases for which this can be decided: ready ones to be ticked, and what blocks."""
    asked = Looking(
        decision=decision,
        action=decided(action),
        person=signed.person,
        at=now,
        after=words(after)[:20],
    )
    found = candidates(session, book, asked)
    address = address_of(found.head)
    following = f"{address}/cases?action={action}&after={found.next}" if found.next else ""
    shown = CasesPage(
        found=found,
        views=tuple(
            NavLink(WORDS[each], f"{address}/cases?action={each}", each is action)
            for each in DECIDED
        ),
        crumbs=(ALL, Crumb(found.head.name, address)),
        address=address,
        next=following,
        token=draft_token(signed, found.head),
    )
    return page(request, "decision_cases.html", shown=shown)


@router.post("/cases")
def add(
    request: Request, decision: UUID, form: Form, signed: Signed, session: Writing, *, now: Now
) -> Response:
    """Put the ticked cases on the draft, all of them or none."""
    typed = form.read(AddForm)
    action = decided(_action(typed.action))
    request.state.redo = f"{DECISIONS}/{decision.hex}/cases?action={action}"
    at = at_draft(signed, decision, typed.seen, now)
    lines = [NewLine(case, action, typed.reason) for case in dict.fromkeys(typed.cases)]
    add_lines(session, at, lines)
    return redirect_to(f"{DECISIONS}/{decision.hex}")


@router.post("/lines/{case}/removal")
def remove(
    decision: UUID, case: str, form: Form, signed: Signed, session: Writing, *, now: Now
) -> Response:
    """Take a case off the draft."""
    at = at_draft(signed, decision, form.read(RemoveForm).seen, now)
    remove_line(session, at, case)
    return redirect_to(f"{DECISIONS}/{decision.hex}")


def decided(action: Action | None) -> Action:
    """Return an action that decisions decide; raises NotPossibleNow for any other."""
    if action is None or action not in DECIDED:
        raise NotPossibleNow(NO_SUCH_STEP)
    return action


def _action(typed: str) -> Action | None:
    return Action(typed) if typed in set(Action) else None
