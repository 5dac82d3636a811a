"""What a route about one sitting works with: the request, who asks, when, and the sitting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from states.terms import Text
from web.dependencies import Book, Now, Reading, Signed, Writing
from workflow.book import PlanBook
from workflow.deeds.signing_in import SignedIn
from workflow.errors import NotFound
from workflow.views.motion_sheet import MotionSheet, motion_sheet
from workflow.views.sitting_sheet import SittingSheet, sitting_sheet

NO_SITTING = Text(
    "Không có phiên họp này, hoặc phiên họp nằm ngoài phạm vi của bạn.",
    "There is no such sitting, or it lies outside your territory.",
)
NO_MOTION = Text("Phiên họp không có nội dung này.", "The sitting has no such motion.")


@dataclass(frozen=True, slots=True)
class SittingDesk:
    """One person at one sitting at one instant, in the one transaction of the request."""

    request: Request
    sitting: UUID
    signed: SignedIn
    session: Session
    book: PlanBook
    at: datetime

    @property
    def address(self) -> str:
        """Return the address of the sitting's page."""
        return f"/sittings/{self.sitting.hex}"

    def open(self) -> SittingSheet:
        """Return the sitting as the person sees it; raises NotFound."""
        sheet = sitting_sheet(
            self.session, self.book, self.sitting, person=self.signed.person, at=self.at
        )
        if sheet is None:
            raise NotFound(NO_SITTING)
        return sheet

    def motion(self, ordinal: int) -> MotionSheet:
        """Return one motion of the sitting as the person sees it; raises NotFound."""
        sheet = motion_sheet(
            self.session, self.book, self.sitting, ordinal, person=self.signed.person, at=self.at
        )
        if sheet is None:
            raise NotFound(NO_MOTION)
        return sheet


def _reading(
    request: Request, sitting: UUID, signed: Signed, session: Reading, *, book: Book, now: Now
) -> SittingDesk:
    return SittingDesk(request, sitting, signed, session, book, now)


def _writing(
    request: Request, sitting: UUID, signed: Signed, session: Writing, *, book: Book, now: Now
) -> SittingDesk:
    return SittingDesk(request, sitting, signed, session, book, now)


AtSitting = Annotated[SittingDesk, Depends(_reading)]
WritingSitting = Annotated[SittingDesk, Depends(_writing)]
