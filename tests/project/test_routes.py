"""No address appears or vanishes by accident, and each says who may use it."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from states.terms import Role
from tests.project.routes import declared
from web.app import create_app, routes
from web.dependencies import admissions
from workflow.settings import Settings

FIXED = json.loads(Path(__file__).with_name("routes.json").read_text(encoding="utf-8"))
CLOSED = sorted(name for name, who in FIXED.items() if who != "anyone")
MOVED_BY_NONE = {Role.AUDITOR, Role.ADMINISTRATOR}


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Somebody who is not signed in, before a product without a database."""
    place = tmp_path_factory.mktemp("stranger") / "none.sqlite3"
    app = create_app(Settings(database_url=f"sqlite:///{place}", allowed_hosts=("testserver",)))
    return TestClient(app, follow_redirects=False)


def test_the_routes_are_those_we_agreed_on() -> None:
    assert declared() == FIXED, "python -m tests.project.routes > tests/project/routes.json"


def test_every_route_declares_who_may_use_it() -> None:
    assert [] == [route.path for route in routes() if not admissions(route)]


def test_every_form_that_a_stranger_may_send_is_about_signing_in() -> None:
    sent = {name for name, who in FIXED.items() if name.startswith("POST") and who == "anyone"}

    assert sent == {"POST /sign-in", "POST /sign-in/code", "POST /new-password/{token}"}


def test_auditors_and_administrators_may_send_nothing_about_a_case() -> None:
    moving = {
        name: set(who.split(", ")) for name, who in FIXED.items() if name.startswith("POST /cases")
    }

    assert moving
    assert {} == {name: who for name, who in moving.items() if who & MOVED_BY_NONE}


@pytest.mark.parametrize("name", CLOSED)
def test_a_stranger_is_sent_to_the_sign_in_page(stranger: TestClient, name: str) -> None:
    method, _, path = name.partition(" ")

    answer = stranger.request(
        method,
        path,
        headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        data={"form_key": "a stranger's"} if method == "POST" else None,
    )

    assert answer.status_code in {303, 401, 403}
    assert answer.status_code != 303 or answer.headers["location"].startswith("/sign-in")
