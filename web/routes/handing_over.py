"""Handing a case over when units are rearranged: which of the register's units take it on."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from states.terms import Action, Role, Text
from web.dependencies import Form, may
from web.desk import AtDesk, Desk, WritingDesk
from web.forms import Answers
from web.parts import Crumb
from web.people_forms import PowerForm, show_form, take_form
from web.requests import AREAS
from workflow.deeds.handing_over import HandOver, hand_over
from workflow.errors import NotPossibleNow
from workflow.views.handed_in import submission_of
from workflow.views.lineage import successors_of_case
from workflow.views.requests_asked import hand_over_asked

router = APIRouter(prefix="/cases/{number}", dependencies=[may(Role.REGISTRAR)])
NO_SUCCESSOR = Text(
    "Danh mục đơn vị hành chính chưa ghi địa bàn này nhập vào hay chia thành đơn vị nào; cần nạp "
    "nghị quyết sắp xếp vào danh mục trước.",
    "The register of units does not say into which unit this area went over; the resolution has "
    "to be loaded into the register first.",
)


@router.get("/hand-over")
def ask_hand_over(desk: AtDesk) -> Response:
    """Show the form: the resolution, and the units into which the commune went over."""
    return show_form(desk.request, _form(desk))


@router.post("/hand-over")
def send_hand_over(desk: WritingDesk, form: Form) -> Response:
    """Hand the case over, or show why not."""

    def act(answers: Answers) -> str:
        wish = HandOver(
            case=desk.number,
            resolution=submission_of(answers).resolution,
            successors=frozenset(UUID(each) for each in answers["units"]),
            by=desk.signed.person,
            at=desk.at,
        )
        outcome = hand_over(desk.session, desk.book, wish)
        return f"/cases/{desk.number}?done={outcome.entry}"

    return take_form(desk.request, desk.session, _form(desk), form, act)


def _form(desk: Desk) -> PowerForm:
    file = desk.open()
    file.step(Action.HAND_OVER)
    units = successors_of_case(desk.session, file.number)
    if not units:
        raise NotPossibleNow(NO_SUCCESSOR)
    return PowerForm(
        title=Action.HAND_OVER.label,
        crumbs=(AREAS, Crumb(file.commune, f"/cases/{file.number}")),
        says=(
            Text(
                "Hồ sơ sẽ đóng lại. Hồ sơ đang mở của đơn vị kế thừa, hoặc hồ sơ mở sau đó, tiếp "
                "nhận hồ sơ này; hai bên đều ghi mối liên hệ.",
                "The case is closed. The open case of the unit, or the first opened since, takes "
                "it on; both pages show where it comes from and where it went.",
            ),
        ),
        asked=hand_over_asked(units),
        address=f"/cases/{file.number}/hand-over",
        press=Action.HAND_OVER.label,
        back=f"/cases/{file.number}",
    )
