"""Figures by spreadsheet: the template, the file sent, what was understood of it, what was not."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from states.terms import Role, Text
from web.dependencies import Now, Reading, SentFile, Signed, Today, Writing, may
from web.intake_pages import (
    HERE,
    Asked,
    IntakePage,
    PreviewPage,
    RefusedPage,
    address,
    days_of,
    last_quarter,
    views,
)
from web.page import language_of, page, redirect_to
from web.parts import FieldFault, Option
from web.tables_out import TYPES, XLSX, Table, written
from web.uploads import MEBIBYTE, takes_file
from workflow.deeds.intake_drafts import drop_draft, keep_draft, own_draft
from workflow.errors import InvalidInput
from workflow.intake.layout import Heading
from workflow.intake.opening import NotReadable
from workflow.views.intake import GROUPS, Standing, preview, provinces, rejected, template_for

LARGEST = 20 * MEBIBYTE
LONGEST_DAY = 20
NO_GROUP = Text("Chọn ít nhất một nhóm chỉ tiêu", "Choose at least one group of figures")
NO_PROVINCE = Text("Chọn tỉnh trong danh sách", "Choose a province of the list")
REJECTED = (
    Text("Trang", "Sheet"),
    Text("Dòng", "Row"),
    Text("Cột", "Column"),
    Text("Xã", "Commune"),
    Text("Chỉ tiêu", "Figure"),
    Text("Đã ghi", "Typed"),
    Text("Lý do, cách sửa", "Why, and what to do"),
)
router = APIRouter(prefix=HERE, dependencies=[may(Role.OFFICER)])
OFFICERS = may(Role.OFFICER)
sending = APIRouter(prefix=HERE)
PageNumber = Annotated[int, Query(ge=1, le=10_000)]


class TemplateQuery(BaseModel):
    """What the address of a template may hold."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    province: str = Field("", max_length=2)
    start: str = Field("", max_length=LONGEST_DAY)
    end: str = Field("", max_length=LONGEST_DAY)
    group: tuple[str, ...] = Field((), max_length=len(GROUPS))


@router.get("")
def show_intake(
    request: Request, signed: Signed, session: Reading, *, now: Now, today: Today
) -> Response:
    """Ask for a template, and for a file that was filled in."""
    return _page(request, signed, session, last_quarter(today), now=now, today=today)


@router.get("/template")
def give_template(
    request: Request,
    signed: Signed,
    session: Reading,
    *,
    now: Now,
    today: Today,
    said: Annotated[TemplateQuery, Query()],
) -> Response:
    """Send the template of a province and a span, or say what is wrong with the choice."""
    groups = tuple(name for name in GROUPS if name in said.group)
    asked, province = Asked(said.province, said.start, said.end, groups), said.province
    places = signed.held.places(Role.OFFICER)
    days, faults = days_of(asked)
    if province and province not in provinces(session, places, days.get("end", today)):
        faults += (FieldFault("province", NO_PROVINCE),)
    if not asked.groups:
        faults += (FieldFault("group", NO_GROUP),)
    if faults:
        return _page(request, signed, session, asked, now=now, today=today, faults=faults)
    heading = Heading(province, days["start"], days["end"], groups=asked.groups)
    content = template_for(session, heading, places)
    name = f"so-lieu-{province or 'ca-nuoc'}-{days['start']}-{days['end']}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=TYPES[XLSX], headers=headers)


@sending.post("", dependencies=[takes_file(LARGEST), OFFICERS])
def send_file(sent: SentFile, signed: Signed, session: Writing, now: Now) -> Response:
    """Keep the file for the person who sent it, and lead to what it holds."""
    keep_draft(session, sent.name, sent.content(), by=signed.person, at=now)
    return redirect_to(f"{HERE}/check")


@router.get("/check")
def check_file(
    request: Request,
    signed: Signed,
    session: Reading,
    *,
    now: Now,
    standing: Standing | None = None,
    number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """Show what was understood of the file, rejected cells first; nothing is stored."""
    draft = own_draft(session, by=signed.person, at=now)
    if draft is None:
        return redirect_to(HERE)
    places = signed.held.places(Role.OFFICER)
    try:
        found = preview(session, draft.content, places=places, standing=standing, page=number)
    except NotReadable as fault:
        return page(request, "intake_refused.html", 422, shown=RefusedPage(draft, fault.says))
    shown = PreviewPage(
        draft,
        found,
        views=views(found, standing),
        previous=address(standing, number - 1) if number > 1 else "",
        next=address(standing, number + 1) if found.more else "",
    )
    return page(request, "intake_check.html", shown=shown)


@router.get("/rejected")
def give_rejected(
    request: Request, signed: Signed, session: Reading, *, now: Now, today: Today
) -> Response:
    """Send the rejected cells with their reasons as a file."""
    draft = own_draft(session, by=signed.person, at=now)
    if draft is None:
        return redirect_to(HERE)
    places = signed.held.places(Role.OFFICER)
    rows = (
        (line.sheet, line.row, line.column, line.commune, line.measure, line.typed, line.says)
        for line in rejected(session, draft.content, places=places)
    )
    try:
        made = written(Table("rejected", REJECTED, rows), XLSX, language_of(request), on=today)
    except NotReadable as fault:
        raise InvalidInput(fault.says) from fault
    return made.answer()


@router.post("/drop")
def drop_file(signed: Signed, session: Writing) -> Response:
    """Forget the file."""
    drop_draft(session, by=signed.person)
    return redirect_to(HERE)


def _page(
    request: Request,
    signed: Signed,
    session: Reading,
    asked: Asked,
    *,
    now: Now,
    today: Today,
    faults: tuple[FieldFault, ...] = (),
) -> Response:
    known = provinces(session, signed.held.places(Role.OFFICER), today)
    offered = [Option(code, name, chosen=code == asked.province) for code, name in known.items()]
    if len(known) > 1:
        every = Text("Tất cả các tỉnh của tôi", "All my provinces")
        offered.insert(0, Option("", every, chosen=not asked.province))
    shown = IntakePage(
        asked,
        tuple(offered),
        tuple(Option(name, label, chosen=name in asked.groups) for name, label in GROUPS.items()),
        faults,
        own_draft(session, by=signed.person, at=now),
        LARGEST // MEBIBYTE,
    )
    return page(request, "intake.html", 422 if faults else 200, shown=shown)
