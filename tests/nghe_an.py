"""Nghệ An in 2022: the communes of its decision 313, under a plan made for the test.

Of the decision the press gives the number, the year, the 23 communes of its first list and four of
the 27 of its second; the day it was signed and the third list are not in the source.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid5

from sqlalchemy import insert
from sqlmodel import SQLModel

from states.facts import Submission
from states.terms import Action, Level, Phase, Role, UnitKind
from tests.builders import World, paper
from tests.law_builders import criteria, targets
from tests.people_and_places import PEOPLE, person_id, place_id, seat_councils
from tests.plan_files import a_plan_file
from workflow.book import load_book
from workflow.database import writing
from workflow.folding import folded, vi_key

AT = datetime(2022, 3, 1, 3, 0, tzinfo=UTC)
SIGNED_ON = date(2022, 2, 15)
BODY = "UBND tỉnh"
RECOGNIZED = (
    *("Hưng Bình", "Hà Huy Tập", "Trường Thi", "Thạch Ngàn", "Nậm Nhoóng", "Thanh Long"),
    *("Nghi Trường", "Nghi Thịnh", "Nghi Trung", "Cầu Giát", "Quỳnh Nghĩa", "Quỳnh Xuân"),
    *("Mường Lống", "Bảo Thắng", "Thạch Giám", "Hưng Nguyên", "Đặng Sơn", "Bảo Thành"),
    *("Tân Kỳ", "Nghĩa Lâm", "Diên Lãm", "Đồng Văn", "Nam Đàn"),
)
MONITORED = ("Hưng Dũng", "Hưng Lộc", "Nghi Phú", "Trung Phúc Cường")
SELECTED = tuple(f"Danh sách ba số {number}" for number in range(1, 8))
UNITS = 60
TABLES = SQLModel.metadata.tables


def nghe_an(world: World, folder: Path) -> World:
    """The province with sixty communes, the world's people appointed there, and its plan."""
    a_plan_file(
        folder,
        file="nghe_an_2020.toml",
        key="decision.bodies",
        entry={
            "value": [BODY],
            "operator": None,
            "unit": "bodies",
            "label": {"vi": "Cơ quan ra quyết định", "en": "Body that decides"},
        },
        source={"place": "", "quote": None},
        evidence="press",
        more=_RECOGNITION,
        id="nghe_an_2020",
        name={"vi": "Nghệ An 2020–2025", "en": "Nghệ An 2020–2025"},
        document="Kế hoạch Nghệ An",
        issuer="UBND tỉnh Nghệ An",
        since=date(2020, 1, 1),
        until=date(2025, 12, 31),
        provinces=["40"],
        territory="Địa bàn tỉnh Nghệ An",
        extends="tuyen_quang_2018",
    )
    names = [*RECOGNIZED, *MONITORED, *SELECTED]
    names += [f"Xã số {number}" for number in range(len(names), UNITS)]
    with writing(world.engine) as session:
        session.execute(insert(TABLES["place"]), _place("40", Level.PROVINCE, "Nghệ An"))
        communes = [
            _place(f"40/{name}", Level.COMMUNE, name, code=f"40{number:03d}")
            for number, name in enumerate(names, start=1)
        ]
        session.execute(insert(TABLES["place"]), communes)
        posts = [_post(login, role) for login, (role, at) in PEOPLE.items() if role and at == "08"]
        session.execute(insert(TABLES["appointment"]), posts)
        seat_councils(session, {"40": "Nghệ An"})
    return World(world.engine, load_book((folder,)))


def monitored(world: World, name: str, *, since: date) -> str:
    """A case whose earlier steps lie in papers, under monitoring since a day."""
    old = paper("5/QĐ-UBND", date(2020, 5, 4), body=BODY)
    outcome = world.opens(
        f"40/{name}",
        "registrar",
        action=Action.INHERIT_MONITORING,
        on=date(2020, 5, 4),
        at=AT,
        started_on=date(2020, 5, 4),
        reviewed_on=since,
        submission=Submission(old_decision=old),
    )
    return outcome.number


def fit_to_be_recognized(world: World, name: str) -> str:
    """A case whose monitoring is over, with its figures verified."""
    number = monitored(world, name, since=date(2021, 7, 1))
    period = (date(2021, 7, 1), date(2021, 12, 31))
    world.enters(number, Phase.MONITORING, targets(), period=period, at=AT)
    world.verifies(number, Phase.MONITORING)
    return number


def proposed(world: World, name: str) -> str:
    """A case whose figures are verified, before the council appraises it."""
    number = world.opens(f"40/{name}", on=date(2022, 1, 10), at=AT).number
    year = (date(2021, 1, 1), date(2021, 12, 31))
    world.enters(number, Phase.PROPOSAL, criteria(), period=year, at=AT)
    world.verifies(number, Phase.PROPOSAL)
    return number


_RECOGNITION = f"""
[parameter."recognition.bodies"]
value = ["{BODY}"]
unit = "bodies"
label = {{ vi = "Cơ quan quyết định công nhận", en = "Body that recognises" }}
source = {{ place = "", evidence = "press" }}
"""


def _place(name: str, level: Level, shown: str, **more: Any) -> dict[str, Any]:
    province = level is Level.PROVINCE
    return {
        "id": place_id(name),
        "level": level,
        "kind": UnitKind.TINH if province else UnitKind.XA,
        "name": shown,
        "folded": folded(shown),
        "sort_key": vi_key(shown),
        "province_id": None if province else place_id("40"),
        "code": "40" if province else None,
        "valid_until": None,
        "origin": "tests",
        **more,
    }


def _post(login: str, role: Role) -> dict[str, Any]:
    person = person_id(login)
    return {
        "id": uuid5(person, "held in Nghệ An"),
        "person_id": person,
        "role": role,
        "place_id": place_id("40"),
        "since": date(2020, 1, 1),
    }
