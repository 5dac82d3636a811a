"""People: a list to search, one person with all powers and entries, accounts opened and closed."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from states.terms import Role, Term, Text
from web.dependencies import Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.page import page, redirect_to
from web.parts import Option
from web.people_forms import PEOPLE, PowerForm, show_form, take_form
from web.typed import words
from workflow.deeds.accounts import NewPerson, add_person
from workflow.deeds.closing import close_account, reopen_account
from workflow.views.people import (
    PAGE,
    PeopleFound,
    PeopleWanted,
    PersonSheet,
    find_people,
    person_sheet,
)
from workflow.views.people_asked import ACCOUNT, GRANTABLE
from workflow.views.powers_held import PowerStanding

HERE = "/people"
W = TypeVar("W", bound=StrEnum)
ANY = Text("Tất cả", "All")
router = APIRouter(prefix=HERE, dependencies=[may(Role.ADMINISTRATOR, Role.AUDITOR)])
ADMINISTRATORS = may(Role.ADMINISTRATOR)
NEW_ACCOUNT = PowerForm(
    title=Text("Thêm người dùng", "Add a person"),
    crumbs=(PEOPLE,),
    says=(
        Text(
            "Tài khoản mới chưa có quyền gì. Sau khi lưu, bạn cấp đường dẫn để người đó tự đặt "
            "mật khẩu, rồi đề nghị phân công để một quản trị khác duyệt.",
            "A new account has no power. Once it is stored you give out a link by which its owner "
            "sets the password; then you ask for a grant, which another administrator approves.",
        ),
    ),
    asked=ACCOUNT,
    address=f"{HERE}/new",
    press=Text("Thêm người dùng", "Add this person"),
    back=HERE,
)


class PeopleQuery(BaseModel):
    """What the address of the list may hold."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: str = Field("", max_length=80)
    role: str = ""
    standing: str = ""
    page: int = Field(1, ge=1, le=10_000)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list: what was asked, who was found, and the pages around this one."""

    q: str
    roles: tuple[Option, ...]
    standings: tuple[Option, ...]
    found: PeopleFound
    previous: str
    next: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person, and whether this reader may change anything about them."""

    person: PersonSheet
    may_change: bool
    is_oneself: bool


@router.get("")
def list_people(
    request: Request,
    signed: Signed,
    session: Reading,
    today: Today,
    asked: Annotated[PeopleQuery, Query()],
) -> Response:
    """Everybody with a power within one's territory, and those who hold nothing."""
    role, standing = _word(Role, asked.role), _word(PowerStanding, asked.standing)
    wanted = PeopleWanted(q=words(asked.q), role=role, standing=standing, page=asked.page)
    places = signed.held.places(Role.ADMINISTRATOR, Role.AUDITOR)
    found = find_people(session, wanted, places=places, on=today)
    shown = PeoplePage(
        q=asked.q,
        roles=_options(GRANTABLE, role),
        standings=_options(tuple(PowerStanding), standing),
        found=found,
        previous=_address(asked, asked.page - 1) if asked.page > 1 else "",
        next=_address(asked, asked.page + 1) if asked.page * PAGE < found.many else "",
        may_change=Role.ADMINISTRATOR in signed.roles,
    )
    return page(request, "people.html", shown=shown)


@router.get("/new", dependencies=[ADMINISTRATORS])
def ask_account(request: Request) -> Response:
    """Ask for the account of a new person."""
    return show_form(request, NEW_ACCOUNT)


@router.post("/new", dependencies=[ADMINISTRATORS])
def open_account(
    request: Request, form: Form, signed: Signed, session: Writing, now: Now
) -> Response:
    """Add a person under a password nobody knows, and lead to the link that sets one."""

    def add(answers: Answers) -> str:
        newcomer = NewPerson(answers["login"], answers["name"], secrets.token_urlsafe(32))
        person = add_person(session, newcomer, by=signed.person, at=now)
        return f"{HERE}/{person.hex}"

    return take_form(request, session, NEW_ACCOUNT, form, add)


@router.get("/{person}")
def show_person(
    request: Request, person: UUID, signed: Signed, session: Reading, today: Today
) -> Response:
    """Show one person: powers in force, future and ended, and every entry about them."""
    places = signed.held.places(Role.ADMINISTRATOR, Role.AUDITOR)
    sheet = person_sheet(session, person, places=places, on=today)
    if sheet is None:
        raise HTTPException(404)
    may_change = Role.ADMINISTRATOR in signed.roles
    shown = PersonPage(sheet, may_change, is_oneself=person == signed.person)
    return page(request, "person.html", shown=shown)


@router.post("/{person}/close", dependencies=[ADMINISTRATORS, fresh()])
def close(person: UUID, signed: Signed, session: Writing, now: Now) -> Response:
    """Close an account; its sessions end at once."""
    close_account(session, person, by=signed.person, at=now)
    return redirect_to(f"{HERE}/{person.hex}")


@router.post("/{person}/open", dependencies=[ADMINISTRATORS, fresh()])
def open_again(person: UUID, signed: Signed, session: Writing, now: Now) -> Response:
    """Open a closed account again, without any power."""
    reopen_account(session, person, by=signed.person, at=now)
    return redirect_to(f"{HERE}/{person.hex}")


def _word(kind: type[W], text: str) -> W | None:
    return kind(text) if text in set(kind) else None


def _options(words_of: tuple[Term, ...], chosen: Term | None) -> tuple[Option, ...]:
    every = Option("", ANY, chosen=chosen is None)
    return (every, *(Option(word.value, word.label, chosen=word is chosen) for word in words_of))


def _address(asked: PeopleQuery, number: int) -> str:
    said = {"q": asked.q, "role": asked.role, "standing": asked.standing, "page": str(number)}
    return f"{HERE}?{urlencode({name: text for name, text in said.items() if text})}"
