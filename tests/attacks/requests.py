"""What is sent: real forms with something wrong in them, and addresses nobody links to.

The forms are read from the pages of everybody; their shapes are read from the routes, so that
fields no page offers are tried too.
"""

import inspect
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from urllib.parse import quote

from fastapi.routing import APIRoute

from states.terms import Action, Phase, Role, Seat
from tests.attacks.markup import read
from tests.pages import Pages
from tests.people_and_places import PASSWORD
from web.app import routes
from web.security import TypedForm

Pairs = list[tuple[str, str]]
SCRIPT = "<script>alert(1)</script>"
PLAIN = frozenset({"/accessibility", "/language/{language}", "/plans", "/plans/{plan_id}"})
"""Pages without a form and without a way to one.
"""
NASTY = (
    "", " ", "0", "-1", "1", "2", "99999999999999999999", "1e400", "NaN", "１２", "٣", "1.5", "1,5",
    "31/02/2019", "01/01/0001", "31/12/9999", "02/12/2019", "2019-12-02", "9999999-01-01", "on",
    "\x00", "a\x00b", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\ud7ff\ufffe", "𝔸", "🏘️",
    unicodedata.normalize("NFD", "Ấp Chuyển Hóa"), "Ia Dơk", SCRIPT, "'; DROP TABLE history; --",
    "%", "_%", "{{ 7*7 }}", "../../etc/passwd", "//evil.example", "https://evil.example/", "\\evil",
    "a" * 300, "ạ" * 5000, "x" * 65_536, "x" * 65_537, "079203001234",
    "Nguyễn Văn A, CCCD 079203001234",
    "\r\nSet-Cookie: a=b", "true", "null", "[]", *Action, *Phase, *Role, *Seat,
)  # fmt: skip
PLAUSIBLE = {
    **dict.fromkeys(("since", "_on", "day", "date"), "02/12/2019"),
    "until": "31/12/2019",
    "number": "77/QĐ-BCĐ",
    "login": "newcomer",
    "count": "3",
    "code": "000000",
    **dict.fromkeys(("password", "again", "present", "proof"), PASSWORD),
}
PATHS = (
    "", "0", "-1", "nope", "00000000-0000-0000-0000-000000000000", "%00", "%FF", "a" * 400, "..",
    "%2e%2e", "DB-2018-001%0a", "1e9", "99999999999999999999999", "Ấp", SCRIPT,
)  # fmt: skip
BAD_BODIES = (
    b"", b"\xff\xfe", b"%", b"%zz=1", b"=", b"&&&", b"form_key", b"{}", b"a=%ED%A0%80",
    b"&".join(b"f%d=1" % number for number in range(1001)), b"x=" + b"y" * 1_048_577,
    b"n" * 200 + b"=1",
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    *[{}] * 12,
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"},
    {"Content-Type": "application/json"},
    {"Content-Type": "multipart/form-data; boundary=x"},
    {"Content-Type": ""},
    {"Accept-Language": "\u00ff" * 40, "X-Forwarded-For": "1.2.3.4"},
    {"Cookie": "session=none; language=%00"},
)


@dataclass(frozen=True)
class Seen:
    """A form as a page showed it to somebody."""

    login: str
    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass
class Known:
    """Every form there is, every value that stands in an address or a field, by its name."""

    forms: list[Seen] = field(default_factory=list)
    values: dict[str, set[str]] = field(default_factory=dict)

    def value_of(self, dice: Random, name: str) -> str:
        """Something that stands under this name somewhere, or that stands nowhere."""
        known = sorted(self.values.get(name, ()))
        return dice.choice(known if known and dice.random() < 0.6 else NASTY)


@dataclass(frozen=True)
class Sent:
    """One request: by whom, where, what."""

    login: str
    route: APIRoute | None
    method: str
    address: str
    pairs: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def read_everything(browsers: Mapping[str, Pages], ids: Mapping[str, Iterable[str]]) -> Known:
    """Open the pages everybody is led to, one or two of a kind, and keep their forms."""
    known = Known(values={name: set(given) for name, given in ids.items()})
    for login, browser in browsers.items():
        opened: Counter[str] = Counter()
        waiting = ["/inbox", "/cases", "/account"]
        while waiting:
            address = waiting.pop(0)
            kind = template_of("GET", address.partition("?")[0])
            if kind is None or kind.path in PLAIN or opened[kind.path] > ("{number}" in kind.path):
                continue
            opened[kind.path] += 1
            answer = browser.client.get(address)
            if answer.status_code != 200:
                continue
            page = read(answer.text)
            waiting += page.links
            for action, fields in page.forms:
                _keep(known, Seen(login, action, tuple(fields)))
    return known


def _keep(known: Known, form: Seen) -> None:
    names = [name for name, _ in form.fields]
    like = (form.login, form.action, names)
    if any(like == (each.login, each.action, [n for n, _ in each.fields]) for each in known.forms):
        return
    known.forms.append(form)
    for name, value in form.fields:
        known.values.setdefault(name, set()).add(value)


@cache
def template_of(method: str, path: str) -> APIRoute | None:
    """The route that answers an address."""
    for route in routes():
        if method in route.methods and route.path_regex.match(path):
            return route
    return None


def shape_of(route: APIRoute) -> tuple[str, ...]:
    """The fields a route reads, of whatever form it or what it calls in its module names."""
    return tuple(sorted({name for form in _forms(route.endpoint) for name in form.model_fields}))


def _forms(function: object, depth: int = 2) -> Iterator[type[TypedForm]]:
    if not inspect.isfunction(function) or not depth:
        return
    for named in inspect.getclosurevars(function).globals.values():
        if inspect.isclass(named) and issubclass(named, TypedForm):
            yield named
        elif inspect.isfunction(named) and named.__module__ == function.__module__:
            yield from _forms(named, depth - 1)


def drawn(dice: Random, known: Known, logins: list[str]) -> Sent:
    """One request: a form with something wrong, or a route with something in it."""
    return (_by_a_form if dice.random() < 0.6 else _by_a_route)(dice, known, logins)


def _by_a_form(dice: Random, known: Known, logins: list[str]) -> Sent:
    form = dice.choice(known.forms)
    by = form.login if dice.random() < 0.75 else dice.choice(logins)
    pairs = [(name, value or _plausible(dice, name)) for name, value in form.fields]
    for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
        pairs = _spoilt(dice, pairs, known)
    address, headers = form.action, dice.choice(HEADERS)
    if dice.random() < 0.15:
        address = re.sub(r"[^/]*\d[^/]*", lambda _: quote(dice.choice(PATHS)), address)
    path = address.partition("?")[0]
    return Sent(by, template_of("POST", path), "POST", address, tuple(pairs), headers=headers)


def _plausible(dice: Random, name: str) -> str:
    """What somebody in good faith might type into an empty field, as a rule."""
    if dice.random() < 0.2:
        return ""
    says = next((text for part, text in PLAUSIBLE.items() if part in name), "Căn cứ thực tế")
    return dice.choice((says, says, says, dice.choice(NASTY)))


def _spoilt(dice: Random, pairs: Pairs, known: Known) -> Pairs:
    """The pairs with one thing wrong: gone, twice, unknown, somebody else's, or not what it was."""
    at = dice.randrange(max(len(pairs), 1))
    if pairs and pairs[at][0] == "form_key" and dice.random() < 0.8:
        at = dice.randrange(len(pairs))
    name = pairs[at][0] if pairs else "form_key"
    other = known.value_of(dice, name)
    match dice.randint(0, 7):
        case 0:
            return pairs[:at] + pairs[at + 1 :]
        case 1:
            return [*pairs, (name, other)]
        case 2:
            unknown = dice.choice([*sorted(known.values), *NASTY])
            return [*pairs, (unknown, known.value_of(dice, unknown))]
        case 3 if len(pairs) > at and len(pairs[at][1]) > 1:
            turned = pairs[at][1][:-1] + chr(ord(pairs[at][1][-1]) ^ 1)
            return [*pairs[:at], (name, turned), *pairs[at + 1 :]]
        case _:
            return [*pairs[:at], (name, other), *pairs[at + 1 :]]


def _by_a_route(dice: Random, known: Known, logins: list[str]) -> Sent:
    route = dice.choice(routes())
    method, login = dice.choice(sorted(route.methods)), dice.choice(logins)
    address = route.path
    for name in re.findall(r"{(\w+)}", route.path):
        given = dice.choice(PATHS) if dice.random() < 0.2 else known.value_of(dice, name)
        address = address.replace(f"{{{name}}}", quote(given[:500], safe="%"), 1)
    if dice.random() < 0.5:
        name = dice.choice(sorted(known.values))
        address += f"?{quote(name)}={quote(known.value_of(dice, name)[:2000])}"
    if method == "GET":
        return Sent(login, route, method, address)
    if dice.random() < 0.15:
        return Sent(login, route, method, address, body=dice.choice(BAD_BODIES))
    own = (form.fields for form in known.forms if form.login == login)
    pairs = [pair for pair in next(own, ()) if pair[0] == "form_key"]
    pairs += [(name, known.value_of(dice, name)) for name in shape_of(route)]
    return Sent(login, route, method, address, tuple(pairs))
