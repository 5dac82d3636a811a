"""The lists as CSV or XLSX files: every page of what is shown, for whom the page shows it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from starlette.datastructures import QueryParams

from states.terms import Role, Text
from web import asking
from web.dependencies import SEES_CASES, Book, Site, may
from web.tables_out import Table
from web.taking_out import Taker
from web.typed import words
from workflow.models.decisions import DecisionState
from workflow.views import lists_out
from workflow.views.decision_sheet import seeing
from workflow.views.looking import Looker
from workflow.views.narrowing import Asked
from workflow.views.people import PeopleWanted
from workflow.views.powers_held import PowerStanding

router = APIRouter(prefix="/lists")
Taking = Annotated[Taker, Depends()]
LONGEST = 80
AREA = (
    Text("Số hồ sơ", "Case number"),
    Text("Địa bàn", "Area"),
    Text("Thuộc", "Lies in"),
    Text("Trạng thái", "State"),
)
DUE = (Text("Thời hạn", "Due on"), Text("Số ngày còn lại", "Days left"))
CASES = (
    *AREA,
    Text("Mã đơn vị", "Unit code"),
    Text("Loại địa bàn", "Types of area"),
    Text("Kế hoạch", "Plan"),
    Text("Bước gần nhất", "Latest step"),
    Text("Ngày", "On"),
    *DUE,
)
DOABLE = (*AREA, Text("Việc", "To do"), Text("Bước gần nhất", "Latest step"), *DUE)
WAITING = (
    *AREA,
    Text("Đang chờ", "Waits for"),
    Text("Cơ quan, người", "Body and persons"),
    Text("Bước gần nhất", "Latest step"),
    *DUE,
)
DECISIONS = (
    Text("Quyết định", "Decision"),
    Text("Ngày ký", "Signed on"),
    Text("Cơ quan ban hành", "Issuing body"),
    Text("Tỉnh, thành phố", "Province"),
    Text("Trích yếu", "Subject"),
    Text("Số địa bàn", "Areas"),
    Text("Người lập", "Drafted by"),
    Text("Tình trạng", "How it stands"),
)
PEOPLE = (
    Text("Họ và tên", "Name"),
    Text("Tên đăng nhập", "User name"),
    Text("Tài khoản", "Account"),
    Text("Quyền", "Power"),
    Text("Nơi", "Where"),
    Text("Từ ngày", "Since"),
    Text("Đến hết ngày", "Until"),
    Text("Hiệu lực", "Standing"),
)


@router.post("/cases", dependencies=[may(*SEES_CASES)])
def take_cases(taker: Taking, book: Book) -> Response:
    """Every case the filters of the list fit, in its order."""
    asked = asking.from_the_start(asking.read(QueryParams(taker.form.asked)))
    places = taker.signed.held.places(*SEES_CASES)
    rows = lists_out.cases(taker.engine, book, asked, places=places, on=taker.today)
    return taker.takes(Table("cases", CASES, rows), _narrowed(asked))


@router.post("/inbox", dependencies=[may(*SEES_CASES)])
def take_inbox(taker: Taking, book: Book, settings: Site) -> Response:
    """The view of the inbox that was open: to do, what waits for whom, due days, or silence."""
    looker = Looker(taker.signed.person, taker.signed.held, taker.now)
    view = taker.form.asked.strip("/").rpartition("/")[2]
    if view == "deadlines":
        rows: Iterator[lists_out.Cells] = lists_out.due(taker.engine, book, looker)
        return taker.takes(Table("deadlines", (*AREA, *DUE), rows))
    if view in ("waiting", "silent"):
        days = settings.silent_days if view == "silent" else 0
        rows = lists_out.waiting(taker.engine, book, looker, days=days)
        return taker.takes(Table(view, WAITING, rows))
    return taker.takes(Table("to-do", DOABLE, lists_out.to_do(taker.engine, book, looker)))


@router.post("/decisions", dependencies=[may(*SEES_CASES)])
def take_decisions(taker: Taking) -> Response:
    """Every decision of the view that was open, those begun last first."""
    said = QueryParams(taker.form.asked).get("state", "")
    state = DecisionState(said) if said in set(DecisionState) else None
    places = seeing(taker.signed.held)
    rows = lists_out.decisions(taker.engine, places=places, state=state)
    return taker.takes(Table("decisions", DECISIONS, rows), {"state": said} if state else {})


@router.post("/people", dependencies=[may(Role.ADMINISTRATOR, Role.AUDITOR)])
def take_people(taker: Taking) -> Response:
    """Everybody the filters of the list fit, with each power that answers them."""
    said = QueryParams(taker.form.asked)
    role, standing = said.get("role", ""), said.get("standing", "")
    wanted = PeopleWanted(
        q=words(said.get("q", ""))[:LONGEST],
        role=Role(role) if role in set(Role) else None,
        standing=PowerStanding(standing) if standing in set(PowerStanding) else None,
    )
    places = taker.signed.held.places(Role.ADMINISTRATOR, Role.AUDITOR)
    rows = lists_out.people(taker.engine, wanted, places=places, on=taker.today)
    kept = {"role": wanted.role, "standing": wanted.standing}
    return taker.takes(Table("people", PEOPLE, rows), {k: str(v) for k, v in kept.items() if v})


def _narrowed(asked: Asked) -> Mapping[str, Any]:
    """Return what the case list is narrowed to as the history keeps it: ids, codes and words."""
    kept = {
        "states": [state.value for state in asked.states],
        "province": asked.province and asked.province.hex,
        "district": asked.district and asked.district.hex,
        "type": asked.area_type,
        "year": asked.year,
        "plan": asked.plan,
        "due": asked.due.value if asked.due else "",
        "inherited": asked.inherited,
        "searched": bool(asked.words),
    }
    return {name: value for name, value in kept.items() if value}
