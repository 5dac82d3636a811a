"""Every route, every role, inside and outside the territory: what is not given is refused."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from httpx2 import Response

from states.terms import Phase, Role
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Page, Pages
from tests.people_and_places import AT, PEOPLE, person_id
from web.app import routes
from web.dependencies import EVERYONE, admissions
from web.security import form_token, seen_token
from workflow.database import open_engine, reading
from workflow.deeds.signing_in import SignedIn, find_signed_in

NO_ROLE = "Bạn không có vai trò cần thiết"
STRANGER = "stranger"
SAMPLES = {
    "action": "appraise",
    "phase": "proposal",
    "number_of_round": "1",
    "measure": "a1_vu_pham_phap_hinh_su",
    "plan_id": "tuyen_quang_2018",
    "language": "vi",
    "entry": "1",
    "one": "00000000-0000-4000-8000-00000000000f",
    "token": "none",
    "person": "00000000-0000-4000-8000-00000000000e",
    "request_id": "00000000-0000-4000-8000-00000000000e",
    "council": "00000000-0000-4000-8000-00000000000e",
    "power": "00000000-0000-4000-8000-00000000000e",
    "kind": "appointments",
    "decision": "00000000-0000-4000-8000-00000000000e",
    "case": "DB-2018-999",
    "sitting": "00000000-0000-4000-8000-00000000000e",
    "ordinal": "1",
}
# What a route's form was sealed for (web.security.seen_token), where it is about a case.
SEALED_FOR = {
    "/cases/{number}/actions/{action}": "appraise",
    "/cases/{number}/figures/{phase}": "enter:proposal",
    "/cases/{number}/figures/{phase}/verify": "verify:proposal",
}
# Left out: signing out in the middle of the walk would make the rest of it prove nothing.
ROUTES = [
    (method, route)
    for route in routes()
    for method in sorted(route.methods)
    if route.path not in ("/sign-out", "/account/sign-out-everywhere")
]
OF_CASES = [(method, route) for method, route in ROUTES if "{number}" in route.path]


@dataclass(frozen=True)
class Stage:
    """One database with a case here and one elsewhere, and a browser for each person."""

    world: World
    here: str
    elsewhere: str
    browsers: dict[str, Pages]

    def asks(self, login: str, method: str, route: APIRoute, number: str) -> Response:
        """Ask a route as somebody would who has the key of a form."""
        shown = self.entry(number) if route.path.startswith("/history") else number
        address = route.path.format(number=shown, **SAMPLES)
        browser = self.browsers[login]
        if method == "GET":
            return browser.client.get(address)
        return browser.post(address, self.fields(login, route, number))

    def entry(self, number: str) -> str:
        """The number in the history of a case's first entry; a case there is not has none."""
        entries = self.world.entries(number)
        return str(entries[0]["entry"]) if entries else "999999"

    def fields(self, login: str, route: APIRoute, number: str) -> list[tuple[str, str]]:
        """The hidden fields of a form this person might hold."""
        signed = self.signed(login)
        if signed is None:
            return []
        fields = [("form_key", form_token(signed))]
        if route.path in SEALED_FOR:
            version = int(self.world.row(number)["case"]["version"])
            sealed = seen_token(signed, SEALED_FOR[route.path], number, version)
            fields.append(("seen", sealed))
        return fields

    def signed(self, login: str) -> SignedIn | None:
        """Who a browser's cookie belongs to."""
        token = self.browsers[login].client.cookies.get("session")
        with reading(self.world.engine) as session:
            return find_signed_in(session, token, at=AT) if token else None


@pytest.fixture(scope="module")
def stage(world_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    path = tmp_path_factory.mktemp("matrix") / "world.sqlite3"
    shutil.copyfile(world_template, path)
    world = World(open_engine(f"sqlite:///{path}"))
    here = world.a_case()
    world.enters(here, Phase.PROPOSAL, criteria())
    elsewhere = world.opens("51/1", "officer_elsewhere").number
    world.enters(elsewhere, Phase.PROPOSAL, criteria(), by="officer_elsewhere")
    browsers = {login: Pages(world.engine).signed_in(login) for login in PEOPLE}
    yield Stage(world, here, elsewhere, browsers | {STRANGER: Pages(world.engine)})
    world.engine.dispose()


def admitted(login: str, route: APIRoute) -> bool:
    """Whether a person passes every declaration a route stands under."""
    role = None if login == STRANGER else PEOPLE[login][0]
    return all(
        each.public or (login != STRANGER and (each.roles == EVERYONE or role in each.roles))
        for each in admissions(route)
    )


def told(answer: Response) -> str:
    """The words of the main part of a page."""
    return Page(answer, "vi").words


def heading(answer: Response) -> str:
    """The first heading of an answer that is a page."""
    return Page(answer, "vi").heading if answer.text.startswith("<!doctype") else ""


def test_every_route_says_who_may_use_it():
    assert [] == [route.path for route in routes() if not admissions(route)]


def test_administrators_reach_no_case():
    assert [] == [route.path for _, route in OF_CASES if admitted("administrator", route)]


@pytest.mark.parametrize(("method", "route"), ROUTES, ids=lambda part: getattr(part, "path", part))
@pytest.mark.parametrize("login", [STRANGER, *PEOPLE])
def test_who_is_not_admitted_is_told_so(stage: Stage, method: str, route: APIRoute, login: str):
    number = stage.elsewhere if login.endswith("elsewhere") else stage.here

    answer = stage.asks(login, method, route, number)

    if admitted(login, route):
        assert heading(answer) != NO_ROLE
        assert answer.status_code < 500
    elif login == STRANGER:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
    else:
        assert (answer.status_code, heading(answer)) == (403, NO_ROLE)


@pytest.mark.parametrize("login", [login for login, (role, _) in PEOPLE.items() if role])
@pytest.mark.parametrize(
    ("method", "route"), OF_CASES, ids=lambda part: getattr(part, "path", part)
)
def test_a_case_outside_the_territory_is_not_there(
    stage: Stage, method: str, route: APIRoute, login: str
):
    if not admitted(login, route):
        assert stage.asks(login, method, route, stage.here).status_code == 403
        return
    mine, other = stage.here, stage.elsewhere
    if login.endswith("elsewhere"):
        mine, other = other, mine
    before = stage.world.row(other)

    outside = stage.asks(login, method, route, other)
    unknown = stage.asks(login, method, route, "DB-1999-001") if method == "GET" else outside
    inside = stage.asks(login, method, route, mine) if method == "GET" else None

    assert outside.status_code == unknown.status_code == 404
    assert "Tân Lập" not in outside.text
    assert method == "POST" or told(outside).replace(other, "?") == told(unknown).replace(
        "DB-1999-001", "?"
    )
    assert before == stage.world.row(other)
    assert inside is None or inside.status_code in (200, 409)


@pytest.mark.parametrize("login", [login for login, (role, _) in PEOPLE.items() if role])
def test_the_list_holds_the_cases_of_ones_territory_alone(stage: Stage, login: str):
    if PEOPLE[login][0] is Role.ADMINISTRATOR:
        assert stage.browsers[login].get("/cases", 403)
        return
    mine, other = stage.here, stage.elsewhere
    if login.endswith("elsewhere"):
        mine, other = other, mine

    listed = stage.browsers[login].client.get("/cases").text

    assert mine in listed
    assert other not in listed


def test_a_person_of_the_world_is_who_the_cookie_says(stage: Stage):
    signed = stage.signed("officer")

    assert signed is not None
    assert signed.person == person_id("officer")
    assert stage.signed(STRANGER) is None
