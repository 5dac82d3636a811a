"""An administrator gives out a link to a new password, and learns none.

A link opens whatever its owner may do, so only who administers every place its owner holds
anything over may give one out; it leaves a second factor in force, and an entry behind.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.deeds.accounts import UNKNOWN_PERSON, record_deed
from workflow.deeds.administration import require_administrator_of
from workflow.deeds.new_passwords import new_link
from workflow.deeds.signing_in import login_of
from workflow.errors import InvalidInput, NotPossibleNow

LINK_GIVEN = "password_link_given"
_PERSONS = SQLModel.metadata.tables["person"]
_BY_LOGIN = select(_PERSONS.c.id).where(_PERSONS.c.login == bindparam("login"), _PERSONS.c.active)
_NOT_ONESELF = Text(
    "Mật khẩu của chính mình được đổi ở trang tài khoản.",
    "One's own password is changed on the account page.",
)


def account_of(session: Session, login: str) -> UUID:
    """Return whose login this is; raises InvalidInput where there is no such open account."""
    person: UUID | None = session.execute(
        _BY_LOGIN, {"login": login_of(login)}
    ).scalar_one_or_none()
    if person is None:
        raise InvalidInput(UNKNOWN_PERSON, field="login")
    return person


def give_link(session: Session, login: str, *, by: UUID, at: datetime) -> str:
    """Give out a link for an account and return its token, which is told this once.

    Raises InvalidInput for an unknown account, NotPossibleNow for one's own account and when
    `by` does not administer every place the account's owner is appointed for.
    """
    person = account_of(session, login)
    if person == by:
        raise NotPossibleNow(_NOT_ONESELF)
    require_administrator_of(session, person, by=by, at=at)
    token = new_link(session, person, by=by, at=at)
    record_deed(session, LINK_GIVEN, {"person": person.hex}, by=by, at=at)
    return token
