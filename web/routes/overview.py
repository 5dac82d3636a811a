"""Tổng quan: the 60 %, the 85 % and the 15 % of a year, and what is late or silent."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from web.dependencies import SEES_CASES, Book, Now, Reading, Signed, Site, Today, may
from web.overview import overview_page
from web.page import page
from workflow.views.rates import Wanted, overview

router = APIRouter(prefix="/overview", dependencies=[may(*SEES_CASES)])
Year = Annotated[int, Query(ge=2000, le=2100)]


@router.get("")
def show_overview(
    request: Request,
    signed: Signed,
    session: Reading,
    site: Site,
    *,
    book: Book,
    now: Now,
    today: Today,
    year: Year | None = None,
) -> Response:
    """Show the numbers of one year, this one unless another is asked for."""
    seen = overview(
        session,
        book,
        Wanted(year or today.year, site.silent_days),
        places=signed.held.places(*SEES_CASES),
        at=now,
    )
    return page(request, "overview.html", shown=overview_page(seen))
