"""What PostgreSQL cannot hold never reaches it: each address and each form with odd characters."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute

from states.terms import Role
from tests.attacks.requests import Pairs, shape_of
from tests.builders import World
from tests.pages import Pages
from tests.people_and_places import AT
from web.app import routes
from web.dependencies import admissions
from web.security import form_token
from workflow.database import reading
from workflow.deeds.signing_in import SignedIn, find_signed_in

pytestmark = pytest.mark.postgres
ODD = ("\x00", "a\x00b", "\x01\x1f", "\ufffe", "\U0010ffff", "9" * 40, "-1", "%", "ạ" * 3000)
LOGINS = ("officer", "secretary", "committee_office", "registrar", "auditor", "administrator")
LEAVES = ("/sign-out", "/account/sign-out-everywhere")


def addresses(route: APIRoute) -> Iterator[tuple[str, Pairs]]:
    """The address of a route with something odd in each of its parts in turn."""
    plain = re.sub(r"{\w+}", "1", route.path)
    for part in re.findall(r"{\w+}", route.path):
        for odd in ODD:
            yield re.sub(r"{\w+}", "1", route.path.replace(part, quote(odd[:300]), 1)), []
    for asked in route.dependant.query_params:
        yield from ((f"{plain}?{asked.alias}={quote(odd)}", []) for odd in ODD)


def admits(route: APIRoute, role: Role) -> bool:
    """Whether somebody of this role passes every declaration of a route."""
    return all(each.public or role in each.roles for each in admissions(route))


def asked_by(role: Role, taken: set[str]) -> Iterator[tuple[str, APIRoute]]:
    """The routes that this role may ask and nobody before it has."""
    for route in routes():
        for method in sorted(route.methods):
            name = f"{method} {route.path}"
            if name not in taken and admits(route, role) and route.path not in LEAVES:
                taken.add(name)
                yield method, route


def test_no_address_and_no_field_fails_on_an_odd_character(world_on_postgresql: World):
    told: Counter[int] = Counter()
    taken: set[str] = set()
    failed = []
    for login in LOGINS:
        pages = Pages(world_on_postgresql.engine).signed_in(login)
        key = ("form_key", form_token(signed(world_on_postgresql, pages)))
        for method, route in asked_by(Role(login), taken):
            for address, pairs in addresses(route) if method == "GET" else forms(route, key):
                answer = pages.post(address, pairs) if pairs else pages.client.get(address)
                told[answer.status_code] += 1
                failed += [f"{login}: {address} {pairs}"] * (answer.status_code >= 500)

    sys.stdout.write(
        f"{told.total()} requests to {len(taken)} routes: {dict(sorted(told.items()))}\n"
    )
    assert [] == failed


def forms(route: APIRoute, key: tuple[str, str]) -> Iterator[tuple[str, Pairs]]:
    """Forms of a route with the same oddity in all of their fields, and in its address."""
    for odd in ODD[:3]:
        fields = [key, *((name, odd) for name in shape_of(route))]
        yield re.sub(r"{\w+}", "1", route.path), fields
        yield re.sub(r"{\w+}", quote(odd), route.path), fields


def signed(world: World, pages: Pages) -> SignedIn:
    """Whom the cookies of a browser belong to."""
    with reading(world.engine) as session:
        found = find_signed_in(session, pages.client.cookies["session"], at=AT)
    assert found
    return found
