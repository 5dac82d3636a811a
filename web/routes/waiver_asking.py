"""Asking at a case that a condition of one of its steps be waived."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from states.terms import Action, Text
from web.dependencies import Form, may
from web.desk import AtDesk, Desk, WritingDesk
from web.forms import Answers
from web.parts import Crumb
from web.people_forms import PowerForm, show_form, take_form
from web.requests import AREAS, ASKERS, WAIVERS_LIST
from workflow.deeds.waiving import WaiverWish, ask_waiver, waivable
from workflow.views.requests_asked import WAIVER
from workflow.views.rule_names import rule_name

Rule = Annotated[str, Query(max_length=60)]
router = APIRouter(prefix="/cases/{number}/waivers/{action}", dependencies=[may(*ASKERS)])


@router.get("")
def ask_for_waiver(desk: AtDesk, action: Action, rule: Rule = "") -> Response:
    """Show the form that asks to waive a condition of a step."""
    return show_form(desk.request, _form(desk, action, rule))


@router.post("")
def send_waiver(desk: WritingDesk, action: Action, form: Form, rule: Rule = "") -> Response:
    """Ask to waive a condition; the request waits for a second person."""

    def ask(answers: Answers) -> str:
        wish = _wish(desk, action, rule, answers)
        return f"{WAIVERS_LIST}/{ask_waiver(desk.session, desk.book, wish).hex}"

    return take_form(desk.request, desk.session, _form(desk, action, rule), form, ask)


def _wish(desk: Desk, action: Action, rule: str, answers: Answers) -> WaiverWish:
    return WaiverWish(
        case=desk.number,
        action=action,
        rule=rule,
        reason=answers["reason"],
        rests_on=answers["rests_on"],
        by=desk.signed.person,
        at=desk.at,
    )


def _form(desk: Desk, action: Action, rule: str) -> PowerForm:
    file = desk.open()
    blank = {"reason": "", "rests_on": ""}
    finding = waivable(desk.session, desk.book, _wish(desk, action, rule, blank))
    name = rule_name(rule)
    return PowerForm(
        title=Text(f"Đề nghị miễn: {name.vi}", f"Ask to waive: {name.en}"),
        crumbs=(AREAS, Crumb(file.commune, f"/cases/{file.number}")),
        says=(
            Text(f"Bước “{action.label.vi}”.", f"Step “{action.label.en}”."),
            finding.says,
            Text(
                "Người thứ hai của Văn phòng Ban Chỉ đạo quyết định. Việc miễn chỉ có giá trị "
                "trong vòng này và được ghi mãi trên hồ sơ cùng lý do và căn cứ.",
                "A second person of the committee's office decides. A waiver counts for this "
                "round alone, and stays on the case for good with its reason and its text.",
            ),
        ),
        asked=WAIVER,
        address=f"/cases/{file.number}/waivers/{action.value}?rule={rule}",
        press=Text("Gửi đề nghị", "Send the request"),
        back=f"/cases/{file.number}",
    )
