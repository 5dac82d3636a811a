"""What the pages of one decision share: its address, the seal of its forms, who is at it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from states.terms import Text
from web.parts import Crumb
from web.security import seen_token, seen_version
from workflow.deeds.decisions import AtDraft
from workflow.deeds.signing_in import SignedIn
from workflow.views.decision_sheet import DecisionSheet
from workflow.views.decisions import DecisionHead

DECISIONS = "/decisions"
ALL = Crumb(Text("Quyết định", "Decisions"), DECISIONS)
SEALED_FOR = "decision"


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision with the seal its forms carry.

    `done` is how many cases were just decided; `refused` says why nothing was recorded.
    """

    sheet: DecisionSheet
    token: str
    address: str
    done: int | None = None
    refused: Text | None = None


def decision_page(
    signed: SignedIn,
    sheet: DecisionSheet,
    *,
    done: int | None = None,
    refused: Text | None = None,
) -> DecisionPage:
    """Return the page of a decision."""
    token = draft_token(signed, sheet.head)
    return DecisionPage(sheet, token, address_of(sheet.head), done, refused)


def address_of(head: DecisionHead) -> str:
    """Return the address of a decision's page."""
    return f"{DECISIONS}/{head.id.hex}"


def draft_token(signed: SignedIn, head: DecisionHead) -> str:
    """Return what the forms of a draft carry: the version it was opened on, sealed."""
    return seen_token(signed, SEALED_FOR, head.id.hex, head.version)


def at_draft(signed: SignedIn, decision: UUID, token: str, at: datetime) -> AtDraft:
    """Return who is at which draft, as its form was opened; raises ForgedForm."""
    seen = seen_version(signed, token, SEALED_FOR, decision.hex)
    return AtDraft(decision=decision, by=signed.person, at=at, seen=seen)
