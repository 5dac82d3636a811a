"""An administrator gives out a link to a new password, and learns none.

A link opens whatever its owner may do, so only who administers every place its owner is
appointed for may give one out; it leaves a second factor in force, and an entry behind.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text
from workflow.deeds.accounts import ONLY_ADMINISTRATORS, SYSTEM, held_today, record_deed
from workflow.deeds.administration import day_of, require_administrator
from workflow.deeds.new_passwords import new_link
from workflow.deeds.signing_in import login_of
from workflow.errors import InvalidInput, NotPossibleNow

LINK_GIVEN = "password_link_given"
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_APPOINTMENTS = _TABLES["appointment"]
_ON: BindParameter[date] = bindparam("on")
_BY_LOGIN = select(_PERSONS.c.id).where(_PERSONS.c.login == bindparam("login"), _PERSONS.c.active)
_PLACES_OF = select(_APPOINTMENTS.c.place_id.distinct()).where(
    _APPOINTMENTS.c.person_id == bindparam("person"),
    or_(_APPOINTMENTS.c.until.is_(None), _APPOINTMENTS.c.until >= _ON),
)
_NOT_ONESELF = Text(
    "Mật khẩu của chính mình được đổi ở trang tài khoản.",
    "One's own password is changed on the account page.",
)
_UNKNOWN = Text("Không có tài khoản đang hoạt động này.", "There is no such active account.")


def give_link(session: Session, login: str, *, by: UUID, at: datetime) -> str:
    """Give out a link for an account and return its token, which is told this once.

    Raises InvalidInput for an unknown account, NotPossibleNow for one's own account and when
    `by` does not administer every place the account's owner is appointed for.
    """
    person = session.execute(_BY_LOGIN, {"login": login_of(login)}).scalar_one_or_none()
    if person is None:
        raise InvalidInput(_UNKNOWN, field="login")
    if person == by:
        raise NotPossibleNow(_NOT_ONESELF)
    if by != SYSTEM and Role.ADMINISTRATOR not in held_today(session, by, at).roles:
        raise NotPossibleNow(ONLY_ADMINISTRATORS)
    places = session.execute(_PLACES_OF, {"person": person, "on": day_of(at)}).scalars().all()
    for place in places:
        require_administrator(session, place, by=by, at=at)
    record_deed(session, LINK_GIVEN, {"person": person.hex}, by=by, at=at)
    return new_link(session, person, by=by, at=at)
