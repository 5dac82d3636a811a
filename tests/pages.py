"""A visitor who reads every page with care: what is promised of all pages is checked on each.

`Pages` signs in, opens pages and sends forms as a browser would. Each page it is shown must be
valid HTML in its language, with one heading that begins the title, unique ids, named inputs,
forms that say where they go, no code in the markup, and no words of the other language.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Self
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import html5lib
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from tests.leftovers import left_over
from tests.people_and_places import AT, PASSWORD
from web.app import create_app
from web.page import LANGUAGE_COOKIE, PRODUCT
from workflow.settings import Mode, Settings

HOST = "testserver"
ERROR = {"vi": "Lỗi: ", "en": "Error: "}
TYPED = {"input", "select", "textarea"}
NOT_TYPED = {"hidden", "submit", "button"}
NAMES_NOTHING = "there is nothing of the id "


class Faulty(AssertionError):
    """A page breaks one of the promises all pages keep."""

    def __init__(self, address: str, faults: list[str]) -> None:
        super().__init__("\n".join((f"{address}:", *faults)))


@dataclass
class Form:
    """One form of a page, with the values a browser would send untouched."""

    action: str
    method: str
    fields: dict[str, list[str]]

    def filled(self, typed: Mapping[str, str | list[str]]) -> list[tuple[str, str]]:
        """The pairs to send, with what was typed in place of the values."""
        values = self.fields | {
            name: [text] if isinstance(text, str) else text for name, text in typed.items()
        }
        return [(name, text) for name, texts in values.items() for text in texts]


class Page:
    """One answer: its status, where it leads, and what stands on it."""

    def __init__(self, answer: Response, language: str) -> None:
        self.answer, self.language = answer, language
        self.status, self.text = answer.status_code, answer.text
        self.leads_to: str | None = answer.headers.get("location")

    @cached_property
    def tree(self) -> Element:
        """The elements of the page; a page that is not valid HTML fails here."""
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), strict=False, namespaceHTMLElements=False
        )
        tree: Element = parser.parse(self.text)
        errors = [f"line {place[0]}: {code}" for place, code, _ in parser.errors]
        if errors:
            raise Faulty(str(self.answer.url), errors)
        return tree

    @property
    def title(self) -> str:
        """The title of the page."""
        return words(self.tree.find(".//title"))

    @property
    def heading(self) -> str:
        """The words of its first heading."""
        return words(self.tree.find(".//h1"))

    @property
    def words(self) -> str:
        """The words of its main part, in one line."""
        return words(self.tree.find(".//main"))

    @property
    def links(self) -> dict[str, str]:
        """The address of each link by its words."""
        return {words(link): link.get("href", "") for link in self.tree.iter("a")}

    @property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        return [_form(form) for form in self.tree.iter("form")]

    def form(self, action: str) -> Form:
        """The form that goes to an address."""
        found = [form for form in self.forms if form.action == action]
        assert len(found) == 1, f"{len(found)} forms to {action}: {[f.action for f in self.forms]}"
        return found[0]

    def check(self) -> Self:
        """Check the promises of all pages; an answer that is no page has none."""
        if "text/html" in self.answer.headers.get("content-type", "") and self.text:
            faults = [*_faults(self), *left_over(self.tree, self.language)]
            if faults:
                raise Faulty(str(self.answer.url), faults)
        return self


class Pages:
    """A browser of one person at one product; it follows nothing by itself."""

    def __init__(self, engine: Engine, *, at: datetime = AT, mode: Mode = Mode.DEVELOPMENT) -> None:
        url = engine.url.render_as_string(hide_password=False)
        settings = Settings(_env_file=None, database_url=url, allowed_hosts=(HOST,), mode=mode)
        self.at, self.language = at, "vi"
        self.app: FastAPI = create_app(settings, clock=lambda: self.at)
        self.app.state.engine.dispose()
        self.app.state.engine = engine
        scheme = "https" if settings.secure_cookies else "http"
        self.client = TestClient(
            self.app,
            base_url=f"{scheme}://{HOST}",
            follow_redirects=False,
            raise_server_exceptions=False,
            headers={"Origin": f"{scheme}://{HOST}", "Sec-Fetch-Site": "same-origin"},
        )

    def signed_in(self, login: str) -> Self:
        """Sign in as somebody of the world."""
        self.client.cookies.clear()
        self.speak(self.language)
        form = self.get("/sign-in").form("/sign-in")
        self.send(form, status=303, login=login, password=PASSWORD)
        return self

    def speak(self, language: str) -> Self:
        """Read the pages in a language."""
        self.language = language
        self.client.cookies.set(LANGUAGE_COOKIE, language, domain=f"{HOST}.local")
        return self

    def get(self, address: str, status: int = 200) -> Page:
        """Open a page and check it."""
        return self._shown(self.client.get(address), status)

    def send(self, form: Form, status: int = 303, **typed: str | list[str]) -> Page:
        """Fill in a form, send it, and check what comes back."""
        pairs = form.filled(typed)
        if form.method == "get":
            return self.get(f"{form.action}?{urlencode(pairs)}", status)
        return self._shown(self.post(form.action, pairs), status)

    def post(self, address: str, pairs: list[tuple[str, str]], **headers: str) -> Response:
        """Send pairs to an address and check nothing."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.client.post(address, content=urlencode(pairs), headers=sent)

    @property
    def key(self) -> str:
        """The key of the forms of this session, read off a page."""
        (key,) = self.get("/account").form("/account/sign-out-everywhere").fields["form_key"]
        return key

    def attach(
        self, form: Form, name: str, content: bytes, status: int = 303, **typed: str
    ) -> Page:
        """Fill in a form, choose a file for it and send both."""
        fields = dict(form.filled(typed))
        fields.pop("file", None)
        sent = self.client.post(form.action, data=fields, files={"file": (name, content)})
        return self._shown(sent, status)

    def follow(self, page: Page, status: int = 200) -> Page:
        """Open the page an answer leads to."""
        assert page.leads_to, f"{page.status} leads nowhere"
        return self.get(page.leads_to, status)

    def _shown(self, answer: Response, status: int) -> Page:
        page = Page(answer, self.language)
        assert status == page.status, f"{answer.url}: {page.status}\n{page.words}"
        return page.check()


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements the database was asked while this was open."""
    asked: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def words(element: Element | None) -> str:
    """The words in an element, in one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _faults(page: Page) -> Iterator[str]:
    yield from _faults_of_the_heading(page)
    yield from _faults_of_ids(page.tree)
    yield from _faults_of_names(page.tree)
    for element in page.tree.iter():
        if element.tag in ("style", "script"):
            yield f"<{element.tag}> stands in the page"
        if coded := [name for name in element.attrib if name == "style" or name.startswith("on")]:
            yield f"<{element.tag}> has {coded}"
    for form in page.forms:
        if not form.action or form.method not in ("get", "post"):
            yield f"a form without action or method: {form.action}"
        if form.method == "post" and not any(form.fields.get("form_key", [])):
            yield f"the form to {form.action} has no key"


def _faults_of_the_heading(page: Page) -> Iterator[str]:
    if page.language != page.tree.get("lang"):
        yield f"lang is {page.tree.get('lang')}"
    if len(list(page.tree.iter("h1"))) != 1:
        yield f"{len(list(page.tree.iter('h1')))} headings of the first level"
    product = PRODUCT.in_(page.language)
    head = page.title.removeprefix(ERROR[page.language]).removesuffix(f" – {product}")
    if not head or not (page.heading.startswith(head) or head.startswith(page.heading)):
        yield f"the title {page.title!r} does not begin with the heading {page.heading!r}"


def _faults_of_ids(tree: Element) -> Iterator[str]:
    ids = [element.get("id", "") for element in tree.iter() if element.get("id")]
    yield from (f"the id {each} stands twice" for each in {e for e in ids if ids.count(e) > 1})
    for element in tree.iter():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            named = element.get(name, "").split()
            yield from (f"{name}: {NAMES_NOTHING}{each}" for each in named if each not in ids)
        target = element.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"{NAMES_NOTHING}{target}"


def _faults_of_names(tree: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label") if words(label)}
    for element in tree.iter():
        if element.tag not in TYPED or element.get("type") in NOT_TYPED:
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        if element.get("id") not in labelled and not named:
            yield f"<{element.tag} name={element.get('name')}> has no name a reader hears"
    for element in (*tree.iter("button"), *tree.iter("a")):
        if not words(element) and not element.get("aria-label"):
            yield f"<{element.tag}> has no words"


def _form(element: Element) -> Form:
    fields: dict[str, list[str]] = {}
    for one in element.iter():
        name, kind = one.get("name"), one.get("type")
        if not name or one.tag not in TYPED or kind in ("submit", "button"):
            continue
        if kind in ("radio", "checkbox") and one.get("checked") is None:
            continue
        fields.setdefault(name, []).append(_value(one))
    return Form(element.get("action", ""), element.get("method", "get"), fields)


def _value(element: Element) -> str:
    if element.tag == "textarea":
        return "".join(element.itertext())
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        return (chosen or options)[0].get("value", "") if options else ""
    return element.get("value", "")
