"""Pausing the period a case is in, ending the pause, and extending it."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from fastapi import APIRouter
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import Form, may
from web.desk import AtDesk, Desk, WritingDesk
from web.forms import Answers
from web.parts import Crumb
from web.people_forms import PowerForm, show_form, take_form
from web.requests import AREAS
from web.security import SEEN_FIELD, seen_token, seen_version
from workflow.deeds.pausing import AtPeriod, end_pause, extend_period, pause_period
from workflow.views.periods import END_ASKED, EXTENSION_ASKED, PAUSE_ASKED, period_now

router = APIRouter(
    prefix="/cases/{number}/period/{change}", dependencies=[may(Role.COMMITTEE_OFFICE)]
)


class Change(StrEnum):
    """What is done to the running period."""

    PAUSE = "pause"
    END = "end-of-pause"
    EXTENSION = "extension"


_TITLES: Mapping[Change, Text] = {
    Change.PAUSE: Text("Tạm dừng thời hạn", "Pause the period"),
    Change.END: Text("Kết thúc tạm dừng", "End the pause"),
    Change.EXTENSION: Text("Gia hạn", "Extend the period"),
}
_ASKED = {
    Change.PAUSE: PAUSE_ASKED,
    Change.END: END_ASKED,
    Change.EXTENSION: EXTENSION_ASKED,
}
_CONFIGURED = Text(
    "Không thấy văn bản quy định việc tạm dừng, gia hạn: nội dung nhập theo văn bản của Ban Chỉ "
    "đạo, ghi mãi trong lịch sử và hiện cùng cách tính thời hạn.",
    "No text found speaks of pauses and extensions: what is entered follows a document of the "
    "committee, stays in the history for good and is shown wherever the period is counted.",
)


@router.get("")
def ask_change(desk: AtDesk, change: Change) -> Response:
    """Show the form that changes the running period, with how it is counted today."""
    return show_form(desk.request, _form(desk, change))


@router.post("")
def send_change(desk: WritingDesk, change: Change, form: Form) -> Response:
    """Change the running period, and show the case with its new end."""
    asked = _form(desk, change)
    seen = seen_version(desk.signed, form.one(SEEN_FIELD), change, desk.number)
    wish = AtPeriod(case=desk.number, by=desk.signed.person, at=desk.at, seen=seen)

    def act(answers: Answers) -> str:
        entry = _ACTS[change](desk, wish, answers)
        return f"/cases/{desk.number}?done={entry}"

    return take_form(desk.request, desk.session, asked, form, act)


def _pause(desk: Desk, wish: AtPeriod, answers: Answers) -> int:
    since, reason, rests_on = _day(answers, "since"), answers["reason"], answers["rests_on"]
    return pause_period(
        desk.session, desk.book, wish, since=since, reason=reason, rests_on=rests_on
    )


def _end(desk: Desk, wish: AtPeriod, answers: Answers) -> int:
    return end_pause(desk.session, desk.book, wish, until=_day(answers, "until"))


def _extend(desk: Desk, wish: AtPeriod, answers: Answers) -> int:
    added = (int(answers["months"] or 0), int(answers["days"] or 0))
    words = (answers["reason"], answers["rests_on"])
    return extend_period(desk.session, desk.book, wish, added, words)


def _day(answers: Answers, name: str) -> date:
    given: date = answers[name]
    return given


_ACTS: Mapping[Change, Callable[[Desk, AtPeriod, Answers], int]] = {
    Change.PAUSE: _pause,
    Change.END: _end,
    Change.EXTENSION: _extend,
}


def _form(desk: Desk, change: Change) -> PowerForm:
    file = desk.open()
    return PowerForm(
        title=_TITLES[change],
        crumbs=(AREAS, Crumb(file.commune, f"/cases/{file.number}")),
        says=(*period_now(file), _CONFIGURED),
        asked=_ASKED[change],
        address=f"/cases/{file.number}/period/{change.value}",
        press=_TITLES[change],
        back=f"/cases/{file.number}",
        seen=seen_token(desk.signed, change, file.number, file.version),
    )
