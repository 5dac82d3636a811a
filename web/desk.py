"""What a route about one case works with: the request, who asks, when, and the case itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from web.dependencies import Book, Now, Reading, Signed, Writing
from workflow.book import PlanBook
from workflow.deeds.signing_in import SignedIn
from workflow.views.casefile import CaseFile, open_file


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at one case at one instant, in the one transaction of the request."""

    request: Request
    number: str
    signed: SignedIn
    session: Session
    book: PlanBook
    at: datetime

    def open(self) -> CaseFile:
        """Return the case as the person sees it; raises UnknownCase."""
        return open_file(
            self.session, self.book, self.number, person=self.signed.person, at=self.at
        )

    def open_unchanged(self, seen: int) -> CaseFile:
        """Return the case as the form was opened on it; raises UnknownCase and StaleForm."""
        file = self.open()
        file.check_unchanged(seen)
        return file


def _reading(
    request: Request, number: str, signed: Signed, session: Reading, *, book: Book, now: Now
) -> Desk:
    return Desk(request, number, signed, session, book, now)


def _writing(
    request: Request, number: str, signed: Signed, session: Writing, *, book: Book, now: Now
) -> Desk:
    return Desk(request, number, signed, session, book, now)


AtDesk = Annotated[Desk, Depends(_reading)]
WritingDesk = Annotated[Desk, Depends(_writing)]
