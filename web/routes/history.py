"""The processing log: its entries, one entry, the entries of one case, and its verification."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from states.terms import Role, Text
from web import typed
from web.dependencies import SEES_CASES, Book, Reading, Signed, Store, may
from web.log_filters import LONGEST, days_of, wanted_of
from web.page import page
from web.parts import FieldFault, Option
from web.requests import ASKERS, requests_reader
from workflow.deeds.signing_in import SignedIn
from workflow.errors import UnknownCase
from workflow.views.corrected import Corrections, corrections_of
from workflow.views.deed_names import DEEDS, DEEDS_ON_CASES
from workflow.views.one_entry import entry_sheet
from workflow.views.record import (
    EntryLine,
    Log,
    LogStanding,
    Reader,
    entries,
    entries_of,
    log_standing,
    recheck,
)

LOG = "/history"
CHECKED_ON_THE_PAGE = 5000
EntryNumber = Annotated[int, Field(ge=0, le=2**53)]
ANY = Text("Tất cả", "All")
router = APIRouter(dependencies=[may(*SEES_CASES)])


class LogQuery(BaseModel):
    """What the address of the log may ask for, as it was typed."""

    case: str = ""
    deed: str = ""
    person: str = ""
    since: str = ""
    until: str = ""
    older: EntryNumber | None = None
    newer: EntryNumber | None = None

    @property
    def said(self) -> dict[str, str]:
        """Return what was typed into the fields, tidied."""
        fields = ("case", "deed", "person", "since", "until")
        return {name: typed.words(getattr(self, name))[:LONGEST] for name in fields}


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log: what was asked, what was found, and how the whole log stands."""

    log: Log
    standing: LogStanding
    typed: Mapping[str, str]
    deeds: tuple[Option, ...]
    faults: tuple[FieldFault, ...]
    newer: str
    older: str
    may_check: bool

    def fault(self, name: str) -> Text | str:
        """Return what is wrong with a field, or nothing."""
        return next((fault.says for fault in self.faults if fault.field == name), "")


@dataclass(frozen=True, slots=True)
class CaseLog:
    """Every entry of one case, in the order asked for."""

    number: str
    commune: Text | None
    lines: tuple[EntryLine, ...]
    oldest_first: bool


@dataclass(frozen=True, slots=True)
class EntryCorrections:
    """What became of an entry, and whether this person may ask for more."""

    known: Corrections
    may_ask: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say."""
        asked = self.known.may_be_rectified or self.known.may_be_voided
        return bool(self.known.pairs or self.known.requests or (self.may_ask and asked))


@router.get(LOG)
def list_entries(
    request: Request, signed: Signed, session: Reading, asked: Annotated[LogQuery, Query()]
) -> Response:
    """The entries of one's territory, newest first, with how the log stands."""
    days, faults = days_of(asked.said)
    wanted = replace(wanted_of(asked.said, days), older=asked.older, newer=asked.newer)
    reader = reader_of(signed)
    log = entries(session, wanted, reader)
    shown = LogPage(
        log=log,
        standing=log_standing(session),
        typed=asked.said,
        deeds=tuple(_deeds(asked.said["deed"], reader)),
        faults=faults,
        newer=_address(asked.said, newer=log.newer),
        older=_address(asked.said, older=log.older),
        may_check=bool(reader.audits),
    )
    return page(request, "history.html", 422 if faults else 200, shown=shown)


@router.post(f"{LOG}/verification", dependencies=[may(Role.AUDITOR)])
def check_log(request: Request, engine: Store) -> Response:
    """Recompute the whole log now, when it is short enough for a page to wait for."""
    request.state.redo = LOG
    checked = recheck(engine, at_most=CHECKED_ON_THE_PAGE)
    return page(request, "verification.html", checked=checked)


@router.get(f"{LOG}/{{number}}")
def show_entry(
    request: Request, number: EntryNumber, signed: Signed, session: Reading, book: Book
) -> Response:
    """Show one entry with everything it holds, as it was recorded."""
    sheet = entry_sheet(session, book, number, reader_of(signed))
    if sheet is None:
        raise HTTPException(404)
    may_ask = bool(set(ASKERS) & set(signed.roles))
    about = EntryCorrections(corrections_of(session, sheet, requests_reader(signed)), may_ask)
    return page(request, "entry.html", sheet=sheet, about=about)


@router.get("/cases/{number}/history")
def list_case_entries(
    request: Request,
    number: str,
    signed: Signed,
    session: Reading,
    order: Literal["newest", "oldest"] = "newest",
) -> Response:
    """Every entry of one case, on one page to read or print; raises UnknownCase."""
    oldest_first = order == "oldest"
    lines = entries_of(session, number, reader_of(signed), oldest_first=oldest_first)
    if not lines:
        raise UnknownCase(number)
    shown = CaseLog(number, lines[0].commune, lines, oldest_first)
    return page(request, "case_history.html", shown=shown)


def reader_of(signed: SignedIn) -> Reader:
    """Return whose eyes look: a person with the places held, and those held as auditor."""
    return Reader(signed.held.places(*SEES_CASES), signed.held.places(Role.AUDITOR))


def _deeds(chosen: str, reader: Reader) -> Iterator[Option]:
    yield Option("", ANY, chosen=not chosen)
    for deed, label in (DEEDS if reader.audits else DEEDS_ON_CASES).items():
        yield Option(deed, label, chosen=deed == chosen)


def _address(said: Mapping[str, str], **beyond: int | None) -> str:
    """Return the address of a neighbouring page, "" where there is none."""
    numbers = {name: str(number) for name, number in beyond.items() if number is not None}
    if not numbers:
        return ""
    return f"{LOG}?{urlencode({name: text for name, text in said.items() if text} | numbers)}"
