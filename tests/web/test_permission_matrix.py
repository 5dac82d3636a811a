"""Every route × every role × inside and outside × before, within and after the appointment.

Who may use a route is what `routes.json` says, the list a person agreed to; only that succeeds.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from httpx2 import Response
from sqlalchemy import func, select

from states.terms import Role
from tests.builders import World
from tests.pages import Page, Pages
from tests.people_and_places import AT
from tests.project.test_routes import FIXED
from tests.subjects import OF_A_PROVINCE, SUBJECTS, TABLES, Subjects, make_subjects
from tests.walkers import ELSEWHERE, HERE, WALKERS, Walker
from web.app import routes
from web.security import form_token, seen_token
from workflow.database import open_engine, reading, writing
from workflow.deeds.sessions import open_session
from workflow.deeds.signing_in import SignedIn, find_signed_in

NO_ROLE = "Bạn không có vai trò cần thiết"
EVERYONE = ", ".join(sorted(Role))
ROUTES = [(method, route) for route in routes() for method in sorted(route.methods or ())]
# What everybody signed in may read of every province: who sits on which council is no secret.
OPEN_TO_ALL = {"GET /councils/{council}"}
SEALED_FOR = {
    "/cases/{number}/actions/{action}": "appraise",
    "/cases/{number}/figures/{phase}": "enter:proposal",
    "/cases/{number}/figures/{phase}/verify": "verify:proposal",
}
WALKED: list[int] = []


@dataclass(frozen=True)
class Walk:
    """The product with one of each thing in two provinces, and a session of every walker."""

    world: World
    subjects: Subjects
    pages: Pages
    tokens: dict[Walker, str]
    signed: dict[Walker, SignedIn]

    def asks(self, walker: Walker, method: str, route: APIRoute, *, keyed: bool) -> Response:
        """Ask for a thing of this province, with the key of one's own form or a wrong one."""
        address = re.sub(r"\{(\w+)\}", lambda name: self.of(name[1], route.path), route.path)
        cookie = {"Cookie": f"session={self.tokens[walker]}"}
        if method == "GET":
            return self.pages.client.get(address, headers=cookie)
        signed = self.signed[walker]
        key = form_token(signed) if keyed else "wrong"
        fields = [("form_key", key)]
        if route.path in SEALED_FOR:
            sealed = seen_token(signed, SEALED_FOR[route.path], self.subjects.cases[HERE], 1)
            fields.append(("seen", sealed))
        return self.pages.post(address, fields, **cookie)

    def of(self, parameter: str, path: str) -> str:
        """What stands for a parameter; a KeyError says that a line in SUBJECTS is missing."""
        return SUBJECTS[parameter](self.subjects, HERE, path)

    def entries(self) -> int:
        """How many entries the history has: a refusal adds none."""
        with reading(self.world.engine) as session:
            return session.execute(select(func.count()).select_from(TABLES["history"])).scalar_one()


@pytest.fixture(scope="module")
def walk(world_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    path = tmp_path_factory.mktemp("walk") / "world.sqlite3"
    shutil.copyfile(world_template, path)
    world = World(open_engine(f"sqlite:///{path}"))
    subjects = make_subjects(world)
    with writing(world.engine) as session:
        tokens = {one: open_session(session, one.id, at=AT) for one in WALKERS}
    with reading(world.engine) as session:
        found = {one: find_signed_in(session, token, at=AT) for one, token in tokens.items()}
    signed = {one: who for one, who in found.items() if who is not None}
    yield Walk(world, subjects, Pages(world.engine), tokens, signed)
    world.engine.dispose()


def may(walker: Walker, row: str) -> bool:
    """Whether the agreed list lets somebody through: by the role held today, or as everybody."""
    return row in ("anyone", EVERYONE) or (walker.holds and walker.role.value in row.split(", "))


def bound(method: str, route: APIRoute) -> bool:
    """Whether an address is about a thing of one province."""
    about = any(f"{{{name}}}" in route.path for name in OF_A_PROVINCE)
    return about and f"{method} {route.path}" not in OPEN_TO_ALL


def heading(answer: Response) -> str:
    return Page(answer, "vi").heading if answer.text.startswith("<!doctype") else ""


def succeeds(answer: Response) -> bool:
    """Whether something was shown or done, rather than refused or asked for again."""
    led = answer.headers.get("location", "")
    return answer.status_code == 200 or (answer.status_code == 303 and "/sign-in" not in led)


def fault(walk: Walk, walker: Walker, method: str, route: APIRoute, row: str) -> str:
    """What is wrong with the answer one person gets from one route; nothing is well."""
    granted = may(walker, row)
    outside = bound(method, route) and not (walker.place == HERE and walker.holds)
    keyed = outside or not granted
    answer = walk.asks(walker, method, route, keyed=keyed)
    told = f"{walker.role} {walker.place} {walker.term}: {answer.status_code}"
    if answer.status_code >= 500:
        return told
    if not granted:
        refused = answer.status_code == 403 and heading(answer) == NO_ROLE
        return "" if refused else f"not granted, yet {told}"
    if outside:
        return f"outside, yet {told}" if succeeds(answer) else ""
    if row != "anyone" and answer.status_code == 403 and heading(answer) == NO_ROLE:
        return f"granted, yet {told}"
    hidden = method == "GET" and bound(method, route) and answer.status_code == 404
    return f"inside, yet {told}" if hidden and route.path not in NOT_HERE else ""


# Addresses whose thing is not there in this province's sample, or for its administrators alone.
NOT_HERE = frozenset(
    {
        "/cases/{number}/figures/{phase}/{number_of_round}/{measure}",
        "/{kind}/{power}/end",
    }
)


@pytest.mark.parametrize(
    ("method", "route"), ROUTES, ids=[f"{method} {route.path}" for method, route in ROUTES]
)
def test_only_what_the_matrix_grants_succeeds(walk: Walk, method: str, route: APIRoute):
    row = FIXED.get(f"{method} {route.path}")
    assert row, "a route without a row in routes.json"
    before = walk.entries()

    faults = [told for one in WALKERS if (told := fault(walk, one, method, route, row))]

    assert faults == []
    assert before == walk.entries() or route.path in WRITES_WHEN_READ
    WALKED.append(len(WALKERS))


# None today: opening a page adds nothing to the history.
WRITES_WHEN_READ: frozenset[str] = frozenset()


def test_the_number_of_combinations_is_told(capsys: Any):
    with capsys.disabled():
        told = f"{sum(WALKED)} combinations of {len(WALKED)} routes, {len(WALKERS)} walkers"
        print(f"\n{told}: role x place x term")  # noqa: T201 - the number is asked for

    assert len({(one.role, one.place, one.term) for one in WALKERS}) == len(WALKERS) == 42
    assert ELSEWHERE != HERE
