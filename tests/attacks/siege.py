"""A siege of the product: requests of everybody, and what is wrong with what came of each."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from httpx2 import InvalidURL, Response

from tests.attacks.allowed import unlawful
from tests.attacks.fuzzed import QUIET, SECRET, Stage, everybody, held, keep, province
from tests.attacks.requests import SCRIPT, Known, Sent, drawn, read_everything
from tests.pages import Pages
from tests.people_and_places import place_id
from web.dependencies import EVERYONE, admissions

STRANGER = "stranger"
SEED = 138
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
READERS = [login for login in everybody() if login not in ("second_officer", "auditor_elsewhere")]
BY_A_LINK = "password_set_by_link"
# What is one's own, and of which the history tells by its entries about the account or not at all.
OWN_TABLES = {"second_factor", "recovery_code", "sign_in_half", "password_link", "person"}


@dataclass
class Siege:
    """The stage, a browser for everybody, every form they see, and what came back."""

    stage: Stage
    browsers: dict[str, Pages]
    cookies: dict[str, str]
    known: Known
    found: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    deeds: Counter[str] = field(default_factory=Counter)

    def sends(self, request: Sent) -> Response | None:
        """Send a request with the cookies of the beginning; None where no client could send it."""
        client = self.browsers[request.login].client
        client.cookies.clear()
        headers = {"Cookie": self.cookies[request.login], **FORM, **request.headers}
        body = urlencode(request.pairs) if request.body is None else request.body
        try:
            if request.method == "GET":
                return client.get(request.address, headers=headers)
            return client.post(request.address, content=body, headers=headers)
        except (InvalidURL, UnicodeEncodeError):
            return None

    def goes_on(self, requests: int, *, until_a_fault: bool = False) -> None:
        """Send so many requests, undo what each did, and keep what is wrong with it."""
        for number in range(requests):
            dice = Random(f"{SEED} {number}")  # noqa: S311 - to be repeated
            request = drawn(dice, self.known, [*self.browsers])
            self.found += [
                f"request {number}: {fault}: {request}" for fault in attack(self, request)
            ]
            if self.found and until_a_fault:
                return


def laid(stage: Stage) -> Siege:
    """Sign everybody in and read every form, with sessions that outlast every request."""
    browsers = {login: Pages(stage.world.engine).signed_in(login) for login in everybody()}
    browsers[STRANGER] = Pages(stage.world.engine)
    known = read_everything({login: browsers[login] for login in READERS}, ids(stage))
    keep(stage)
    cookies = {login: cookies_of(browser) for login, browser in browsers.items()}
    return Siege(stage, browsers, cookies, known)


def cookies_of(browser: Pages) -> str:
    """What the browser of somebody brings along."""
    return "; ".join(f"{name}={value}" for name, value in browser.client.cookies.items())


def ids(stage: Stage) -> dict[str, list[str]]:
    """Everything that may stand in an address, under the name it has there."""

    def column(name: str, table: str) -> list[str]:
        found = stage.eye.execute(f"SELECT {name} FROM {table}").fetchall()
        return [str(value) for (value,) in found]

    found = {name: column("id", name) for name in ("council", "sitting", "motion", "decision")}
    people = column("id", "person")
    return found | {
        "number": column("number", "case_file") + column("number", "history"),
        "entry": column("number", "history"),
        "person": people,
        "commune": column("id", "place"),
        "request_id": column("id", "grant_request") + column("id", "correction_request"),
        "power": column("id", "appointment") + column("id", "seat"),
        "kind": ["appointments", "seats", "delegations", "councils"],
        "one": column("id", "sign_in_session"),
        "waiver": column("id", "waiver"),
    }


def admitted(request: Sent) -> bool:
    """Whether every declaration of a route lets the sender pass."""
    roles = held(request.login) if request.login != STRANGER else frozenset()
    return request.route is None or all(
        each.public
        or (request.login != STRANGER and (each.roles == EVERYONE or roles & {*each.roles}))
        for each in admissions(request.route)
    )


def faults(siege: Siege, request: Sent, answer: Response, *, committed: bool) -> Iterator[str]:
    """What is wrong with an answer and with what it left behind."""
    status = answer.status_code
    if status >= 500:
        yield f"it failed with {status}"
    if SCRIPT in answer.text:
        yield "the page carries the script that was sent"
    if SECRET in answer.text and (
        request.login == STRANGER or province(request.login) != place_id("51")
    ):
        yield "the page tells what belongs to another province"
    changed = siege.stage.changed() - QUIET if committed else set()
    if changed and (status >= 400 or request.method == "GET" or not admitted(request)):
        yield f"{status}, and yet {sorted(changed)} changed"
    if not admitted(request) and status not in (303, 307, 400, 403, 404, 405, 413, 422):
        yield f"who is not admitted was answered {status}"
    if changed:
        yield from lawless(siege, request, changed)


def lawless(siege: Siege, request: Sent, changed: set[str]) -> list[str]:
    """What is wrong with the entries a request made; a change without an entry is wrong too."""
    eye = siege.stage.eye
    before = len(siege.stage.filled["history"])
    eye.row_factory = sqlite3.Row
    rows = eye.execute("SELECT * FROM history WHERE number > ?", (before,)).fetchall()
    cases = {row["id"]: row["province_id"] for row in eye.execute("SELECT * FROM case_file")}
    eye.row_factory = None
    siege.deeds.update(row["deed"] for row in rows)
    if not rows:
        return [] if changed <= OWN_TABLES else [f"{sorted(changed)} changed without an entry"]
    if request.login == STRANGER:
        return ["a stranger did it"] if {row["deed"] for row in rows} - {BY_A_LINK} else []
    return unlawful(request.login, rows, cases)


def attack(siege: Siege, request: Sent) -> list[str]:
    """Send a request, see what is wrong with what it did, and undo it."""
    before = siege.stage.version()
    answer = siege.sends(request)
    if answer is None:
        siege.told["not sent"] += 1
        return []
    siege.told[f"{request.method} {answer.status_code}"] += 1
    committed = before != siege.stage.version()
    found = [*faults(siege, request, answer, committed=committed)]
    if committed:
        siege.stage.restore()
    return found
