"""Reminders marked as seen, and the address daily letters go to."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Text
from web.dependencies import EVERYONE, Form, Now, Reading, Signed, Writing, may
from web.forms import Answers
from web.page import redirect_to
from web.parts import Crumb
from web.people_forms import PowerForm, show_form, take_form
from workflow.deeds.mailing import set_mail_address
from workflow.deeds.seeing import mark_seen
from workflow.views.asked import Question, QuestionGroup
from workflow.views.reminders import address_of

router = APIRouter(dependencies=[may(*EVERYONE)])
MAIL = "/account/mail"
_LABEL = Text("Thư nhắc hạn", "Letters of due days")
_ASKED = (
    QuestionGroup(
        "mail",
        _LABEL,
        (
            Question(
                "address",
                "line",
                Text("Địa chỉ thư điện tử", "E-mail address"),
                Text("Bỏ trống: không nhận thư", "Leave blank to get no letters"),
            ),
        ),
    ),
)


@router.post("/inbox/reminders/seen")
def see_all(form: Form, signed: Signed, session: Writing, now: Now) -> Response:
    """Mark every reminder of one's own as seen."""
    form.named()
    mark_seen(session, signed.person, None, at=now)
    return redirect_to("/inbox")


@router.post("/inbox/reminders/{one}/seen")
def see_one(one: UUID, form: Form, signed: Signed, session: Writing, now: Now) -> Response:
    """Mark one reminder of one's own as seen."""
    form.named()
    mark_seen(session, signed.person, one, at=now)
    return redirect_to("/inbox")


@router.get(MAIL)
def ask_address(request: Request, signed: Signed, session: Reading) -> Response:
    """Show where one's daily letter goes, and ask for another address."""
    return show_form(request, _form(address_of(session, signed.person)))


@router.post(MAIL)
def send_address(
    request: Request, form: Form, signed: Signed, session: Writing, now: Now
) -> Response:
    """Keep the address one wants letters at, or none."""

    def act(answers: Answers) -> str:
        set_mail_address(session, signed.person, answers["address"] or "", at=now)
        return MAIL

    return take_form(request, session, _form(address_of(session, signed.person)), form, act)


def _form(address: str) -> PowerForm:
    now = Text(f"Hiện gửi tới: {address}", f"Sent to: {address}")
    none = Text("Hiện không gửi thư.", "No letters are sent now.")
    return PowerForm(
        title=_LABEL,
        crumbs=(Crumb(Text("Tài khoản", "My account"), "/account"),),
        says=(
            now if address else none,
            Text(
                "Mỗi ngày có thời hạn mới, hệ thống gửi một thư: số hồ sơ, tên xã, việc đến hạn. "
                "Chỉ gửi khi nơi cài đặt có máy chủ thư.",
                "On a day with something newly due, one letter is sent: case number, commune, "
                "what is due. Only where the installation has a mail server.",
            ),
        ),
        asked=_ASKED,
        address=MAIL,
        press=Text("Lưu", "Save"),
        back="/account",
    )
