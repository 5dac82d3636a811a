"""Where the tests act and who acts there: three provinces before 2025, and people with roles."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Engine, insert
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables filled below
from states.terms import Level, Role, Seat, UnitKind
from workflow.database import stored_instant, writing
from workflow.folding import folded, vi_key
from workflow.passwords import hashed

AT = datetime(2019, 12, 2, 3, 0, tzinfo=UTC)
TODAY = date(2019, 12, 2)
PASSWORD = "mật khẩu đủ dài"
LAST_DAY = date(2025, 6, 30)
SINCE = date(2017, 1, 1)
_NAMESPACE = UUID("b1d5f0c2-7a31-4a7e-9d0a-201912020300")
PROVINCES = {"08": "Tuyên Quang", "51": "Quảng Ngãi", "66": "Đắk Lắk"}
DISTRICTS = {"08": "Sơn Dương", "51": "Mộ Đức", "66": "Buôn Đôn"}
COMMUNES = {"08": 6, "51": 2, "66": 2}
# Each role in Tuyên Quang, and two people of Quảng Ngãi; the login is the role.
PEOPLE: Mapping[str, tuple[Role | None, str]] = {
    "officer": (Role.OFFICER, "08"),
    "second_officer": (Role.OFFICER, "08"),
    "secretary": (Role.SECRETARY, "08"),
    "committee_office": (Role.COMMITTEE_OFFICE, "08"),
    "registrar": (Role.REGISTRAR, "08"),
    "auditor": (Role.AUDITOR, "08"),
    "administrator": (Role.ADMINISTRATOR, "08"),
    "officer_elsewhere": (Role.OFFICER, "51"),
    "auditor_elsewhere": (Role.AUDITOR, "51"),
    "nobody": (None, "08"),
    "second_administrator": (Role.ADMINISTRATOR, "08"),
}
# Each province's council: seven seats and an alternate; the logins end on its code.
SEATS: Mapping[str, Seat] = {
    "chair": Seat.CHAIR,
    "clerk": Seat.SECRETARY,
    **{f"member{number}": Seat.MEMBER for number in range(1, 6)},
    "alternate": Seat.ALTERNATE,
}
NAMES = {login: f"Nguyễn Văn Thử {number}" for number, login in enumerate(PEOPLE, 1)}


def place_id(name: str) -> UUID:
    """The id of a place of this world: "08", "08/district" or "08/1"."""
    return uuid5(_NAMESPACE, name)


def person_id(login: str) -> UUID:
    """The id of somebody of this world."""
    return uuid5(_NAMESPACE, f"person {login}")


def council_id(code: str) -> UUID:
    """The id of a province's council."""
    return uuid5(_NAMESPACE, f"council {code}")


def seated(code: str, login: str) -> UUID:
    """The id of who holds a seat of a province's council, such as "chair"."""
    return person_id(f"{login}_{code}")


def seat_id(code: str, login: str) -> UUID:
    """The id of that seat."""
    return uuid5(seated(code, login), "seat")


@cache
def password_hash() -> str:
    """The hash of everybody's password, made once."""
    return hashed(PASSWORD)


def fill(engine: Engine) -> None:
    """Put the places and the people of this world into a migrated, empty database."""
    tables = SQLModel.metadata.tables
    communes = [(code, number) for code, many in COMMUNES.items() for number in range(1, many + 1)]
    with writing(engine) as session:
        session.execute(insert(tables["place"]), [_province(code) for code in PROVINCES])
        session.execute(insert(tables["place"]), [_district(code) for code in PROVINCES])
        session.execute(insert(tables["place"]), [_commune(*commune) for commune in communes])
        session.execute(insert(tables["place_parent"]), [_belongs(*pair) for pair in communes])
        session.execute(insert(tables["person"]), [_person(login) for login in PEOPLE])
        held = [_held(login) for login, (role, _) in PEOPLE.items() if role]
        session.execute(insert(tables["appointment"]), held)
        seat_councils(session, PROVINCES)


def seat_councils(session: Session, provinces: Mapping[str, str]) -> None:
    """Give each province, named under its code, its council with every seat filled."""
    tables = SQLModel.metadata.tables
    members = [(code, login) for code in provinces for login in SEATS]
    councils = [_council(code, name) for code, name in provinces.items()]
    session.execute(insert(tables["council"]), councils)
    session.execute(insert(tables["person"]), [_member(*each) for each in members])
    session.execute(insert(tables["seat"]), [_seat(*each) for each in members])


def _place(name: str, level: Level, kind: UnitKind, shown: str, **more: Any) -> dict[str, Any]:
    return {
        "id": place_id(name),
        "level": level,
        "kind": kind,
        "name": shown,
        "folded": folded(shown),
        "sort_key": vi_key(shown),
        "province_id": None,
        "code": None,
        "valid_until": LAST_DAY,
        "origin": "tests",
        **more,
    }


def _province(code: str) -> dict[str, Any]:
    return _place(code, Level.PROVINCE, UnitKind.TINH, PROVINCES[code], code=code)


def _district(code: str) -> dict[str, Any]:
    name, above = f"{code}/district", place_id(code)
    return _place(name, Level.DISTRICT, UnitKind.HUYEN, DISTRICTS[code], province_id=above)


def _commune(code: str, number: int) -> dict[str, Any]:
    name, official = f"{code}/{number}", f"{code}{number:03d}"
    shown, above = f"Tân Lập {number}", place_id(code)
    return _place(name, Level.COMMUNE, UnitKind.XA, shown, code=official, province_id=above)


def _belongs(code: str, number: int) -> dict[str, Any]:
    name, above = f"{code}/{number}", place_id(f"{code}/district")
    return {"id": place_id(f"{name} belongs"), "place_id": place_id(name), "parent_id": above}


def _council(code: str, province: str) -> dict[str, Any]:
    name = f"Hội đồng thẩm định tỉnh {province}"
    return {"id": council_id(code), "place_id": place_id(code), "name": name, "since": SINCE}


def _member(code: str, login: str) -> dict[str, Any]:
    return _person(f"{login}_{code}", f"Lan {login} {code}")


def _seat(code: str, login: str) -> dict[str, Any]:
    held = {"id": seat_id(code, login), "council_id": council_id(code), "since": SINCE}
    return held | {"person_id": seated(code, login), "kind": SEATS[login]}


def _person(login: str, name: str = "") -> dict[str, Any]:
    return {
        "id": person_id(login),
        "login": login,
        "name": name or NAMES[login],
        "password_hash": password_hash(),
        "active": True,
        "created_at": stored_instant(AT),
    }


def _held(login: str) -> dict[str, Any]:
    role, code = PEOPLE[login]
    person = person_id(login)
    held = {"person_id": person, "role": role, "place_id": place_id(code), "since": SINCE}
    return {"id": uuid5(person, "held"), **held}
