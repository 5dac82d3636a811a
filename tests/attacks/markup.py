"""The links and the forms of a page, read quickly: the pages themselves are checked elsewhere."""

import re
from dataclasses import dataclass, field
from html import unescape

TAG = re.compile(r"<(/?(?:a|form|input|select|textarea|option))\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
SENT = ("input", "textarea")


@dataclass
class Markup:
    """One page: where it links to, and each form that posts with the fields it has.

    Of a choice the first value is kept, whatever is chosen.
    """

    links: list[str] = field(default_factory=list)
    forms: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


def read(text: str) -> Markup:
    """Read the text of a page."""
    page, is_open, choice = Markup(), False, ""
    for tag, given in TAG.findall(text):
        said = {name: unescape(value) for name, value in ATTRIBUTE.findall(given)}
        if tag == "a" and said.get("href", "").startswith("/"):
            page.links.append(said["href"])
        elif tag in ("form", "/form"):
            is_open = said.get("method") == "post"
            if is_open:
                page.forms.append((said.get("action", ""), []))
        elif tag == "select":
            choice = said.get("name", "")
        elif is_open and tag == "option" and choice and said.get("value"):
            page.forms[-1][1].append((choice, said["value"]))
            choice = ""
        elif is_open and tag in SENT and said.get("name"):
            _keep(page.forms[-1][1], said)
    return page


def _keep(fields: list[tuple[str, str]], said: dict[str, str]) -> None:
    is_choice = said.get("type") in ("radio", "checkbox")
    if not (is_choice and any(said["name"] == known for known, _ in fields)):
        fields.append((said["name"], said.get("value", "")))
