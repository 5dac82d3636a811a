"""What the pages of figures of communes work with: the choice in the address, and its grid."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from states.terms import Role, Text
from web import filters, typed
from web.commune_grid import Change, FilledGrid, GridCell, cells_of, changes
from web.dependencies import Now, Reading, Signed, Today, Writing
from web.parts import NavLink, Option
from web.security import SEEN_FIELD, Posted, seen_token, seen_version
from workflow.deeds.signing_in import SignedIn
from workflow.views.commune_grid import (
    GROUPS,
    Grid,
    Row,
    Span,
    Wanted,
    grid_of,
    lately,
    provinces_seen,
)

HERE = "/commune-figures"
ROLES = (Role.OFFICER, Role.SECRETARY)
LONGEST_DAY = 20
EARLIEST = 2000


class GridQuery(BaseModel):
    """What the address of a grid may hold."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    province: UUID | None = None
    start: str = Field("", max_length=LONGEST_DAY)
    end: str = Field("", max_length=LONGEST_DAY)
    group: str = Field("a", pattern="^[a-z]{1,10}$")
    page: int = Field(1, ge=1, le=1000)
    done: int | None = Field(None, ge=1)

    @property
    def span(self) -> Span | None:
        """The span asked for, None for days that are none or in the wrong order."""
        try:
            start, end = typed.day(self.start), typed.day(self.end)
        except typed.Unreadable:
            return None
        return Span(start, end) if start.year >= EARLIEST and start <= end else None

    @property
    def sealed(self) -> str:
        """What a form belongs to."""
        return f"{self.province} {self.start} {self.end} {self.group} {self.page}"


Said = Annotated[GridQuery, Query()]


@dataclass(frozen=True, slots=True)
class GridPage:
    """What the grid prints: the choice of province and span, the form of a page, its faults."""

    grid: Grid | None
    said: GridQuery
    provinces: tuple[Option, ...]
    groups: tuple[NavLink, ...]
    spans: tuple[NavLink, ...]
    rows: tuple[Row, ...]
    filled: FilledGrid
    changes: tuple[Change, ...]
    token: str
    may_enter: bool

    def cells(self, row: Row, reported: bool) -> tuple[GridCell, ...]:  # noqa: FBT001 - a template
        """Return the cells of a commune: as they were typed, or as they are reported."""
        return cells_of(self.grid, row, self.filled, reported=reported) if self.grid else ()

    @property
    def start(self) -> str:
        """The first day as its field shows it."""
        return _shown_day(self.said.start)

    @property
    def end(self) -> str:
        """The last day as its field shows it."""
        return _shown_day(self.said.end)

    @property
    def new(self) -> int:
        """How many of the figures understood are new."""
        return sum(not each.stands for each in self.changes)

    @property
    def unchanged(self) -> int:
        """How many figures of this page stay as they are reported."""
        if self.grid is None:
            return 0
        kept = sum(
            each.standing != ""
            for row in self.rows
            for each in cells_of(self.grid, row, self.filled)
        )
        return kept - len(self.changes) + self.new

    @property
    def href(self) -> str:
        """The address of this page of the grid."""
        return address(self.said)

    @property
    def previous(self) -> str:
        """The address of the page before, nothing on the first."""
        return self._page(self.said.page - 1) if self.said.page > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, nothing on the last."""
        more = self.grid is not None and self.said.page < self.grid.pages
        return self._page(self.said.page + 1) if more else ""

    @property
    def check(self) -> str:
        """The address of the page that verifies this group."""
        return address(self.said, f"{HERE}/check", page=1)

    def _page(self, number: int) -> str:
        return address(self.said, page=number)


@dataclass(frozen=True, slots=True)
class GridDesk:
    """One person at one choice of figures, in the one transaction of the request."""

    request: Request
    signed: SignedIn
    session: Session
    said: GridQuery
    at: datetime
    today: date

    @property
    def grid(self) -> Grid | None:
        """The grid of the choice, None where it is none of this person's."""
        span, province = self.said.span, self.said.province
        if span is None or province is None:
            return None
        places = self.signed.held.places(*ROLES)
        wanted = Wanted(province, span, self.said.group)
        return grid_of(self.session, wanted, places=places, person=self.signed.person)

    def seen(self, form: Posted, act: str) -> int:
        """Return the version of the grid that a form was opened on."""
        return seen_version(self.signed, form.one(SEEN_FIELD), act, self.said.sealed)

    def shown(self, grid: Grid | None, filled: FilledGrid, act: str = "grid") -> GridPage:
        """Return what a page prints of the grid."""
        said, here = self.said, f"{HERE}/check" if act == "check" else HERE
        found = _provinces(self.session, self.signed, said.span.end if said.span else self.today)
        return GridPage(
            grid=grid,
            said=said,
            provinces=tuple(
                Option(one.hex, name, chosen=one == said.province) for one, name in found
            ),
            groups=tuple(
                NavLink(label, address(said, here, group=name, page=1), name == said.group)
                for name, label in GROUPS.items()
            ),
            spans=tuple(
                NavLink(
                    span.label,
                    address(said, here, start=span.start, end=span.end, page=1),
                    span == said.span,
                )
                for span in lately(self.today)
            ),
            rows=grid.on_page(said.page) if grid else (),
            filled=filled,
            changes=changes(grid, filled) if grid and not filled.faults else (),
            token=seen_token(self.signed, act, said.sealed, grid.version if grid else 1),
            may_enter=Role.OFFICER in self.signed.roles,
        )


def address(said: GridQuery, here: str = HERE, **more: object) -> str:
    """Return the address of a grid, with some of its parts put otherwise."""
    parts = said.model_dump(exclude={"done"}, exclude_none=True) | more
    parts |= {"province": said.province.hex} if said.province else {}
    return f"{here}?{urlencode({name: str(part) for name, part in parts.items() if part})}"


def _reading(
    request: Request, signed: Signed, session: Reading, *, said: Said, now: Now, today: Today
) -> GridDesk:
    return GridDesk(request, signed, session, _completed(session, signed, said, today), now, today)


def _writing(
    request: Request, signed: Signed, session: Writing, *, said: Said, now: Now, today: Today
) -> GridDesk:
    return GridDesk(request, signed, session, said, now, today)


def _completed(session: Session, signed: SignedIn, said: GridQuery, today: date) -> GridQuery:
    """Fill in what goes without saying: the quarter before this one, one's first province."""
    if not said.start and not said.end:
        last = lately(today)[1]
        said = said.model_copy(update={"start": f"{last.start}", "end": f"{last.end}"})
    if said.province is None and said.span:
        found = _provinces(session, signed, said.span.end)
        said = said.model_copy(update={"province": found[0][0] if found else None})
    return said


def _provinces(session: Session, signed: SignedIn, on: date) -> tuple[tuple[UUID, Text], ...]:
    return provinces_seen(session, signed.held.places(*ROLES), on)


def _shown_day(text: str) -> str:
    try:
        return filters.day(typed.day(text))
    except typed.Unreadable:
        return text


AtGrid = Annotated[GridDesk, Depends(_reading)]
WritingGrid = Annotated[GridDesk, Depends(_writing)]
