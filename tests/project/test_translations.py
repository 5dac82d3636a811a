"""Both languages are complete: every sentence of a page has its Vietnamese, and none is left."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import nodes

from tests.project.tree import ROOT, short, templates
from web.page import environment

CATALOGUE = ROOT / "web" / "translations" / "vi.po"
READ_BY = [("templates/**.html", "jinja2"), ("**.py", "python")]
HOW = {"templates/**.html": {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
VIETNAMESE = re.compile(
    r"[ăâđêôơưĂÂĐÊÔƠƯ]|[àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệ]|[\u1ea0-\u1ef9]|[ìíỉĩịòóỏõọùúủũụỳý]"
)
WORD = re.compile(r"[A-Za-zÀ-ỹ]{2,}")
SHOWN = {"alt", "aria-label", "placeholder", "title", "summary", "content"}
SAID_IN_BOTH = {"width=device-width, initial-scale=1", "Tiếng Việt", "English", "text/html"}
SAYS = {"_", "gettext", "ngettext"}
SENTENCE = re.compile(r"^[A-ZÀ-Ỹ]\w*[ ,:.]+\w")


def plain(message: Message) -> tuple[str, ...]:
    """The singular and, where there is one, the plural of a message."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    """The names a sentence leaves room for."""
    return {one or two for one, two in PLACEHOLDER.findall(text)}


@cache
def spoken() -> frozenset[tuple[str, ...]]:
    """Every sentence the pages ask the catalogue for."""
    found = extract_from_dir(ROOT / "web", method_map=READ_BY, options_map=HOW)
    return frozenset(
        (text,) if isinstance(text, str) else tuple(text) for _, _, text, _, _ in found
    )


@cache
def catalogue() -> Catalog:
    """The Vietnamese catalogue."""
    with CATALOGUE.open("rb") as po:
        return read_po(po, locale="vi")


MESSAGES = [message for message in catalogue() if message.id]


def test_every_sentence_has_a_translation() -> None:
    known = {plain(message) for message in MESSAGES}

    assert [] == sorted(spoken() - known)


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    assert [] == sorted({plain(message) for message in MESSAGES} - spoken())
    assert [] == sorted(str(gone) for gone in catalogue().obsolete)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: plain(message)[0][:40])
def test_the_translation_says_as_much_as_the_sentence(message: Message) -> None:
    told = (message.string,) if isinstance(message.string, str) else tuple(message.string)

    assert all(text.strip() for text in told)
    assert not message.fuzzy
    for text in told:
        assert placeholders(plain(message)[-1]) == placeholders(text)


class Words(HTMLParser):
    """The words a reader would see that come from the template itself."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_data(self, data: str) -> None:
        self.seen.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen += [value for name, value in attrs if name in SHOWN and value]


def bare_words(path: Path) -> Iterator[str]:
    """Words that stand in a template outside every expression."""
    words, outside, said = Words(), "", False
    for _, kind, text in environment("en").lex(path.read_text(encoding="utf-8")):
        if kind == "name" and text in {"trans", "endtrans"}:
            said = text == "trans"
        elif kind == "data" and not said:
            outside += text
        elif kind == "variable_begin":
            outside += "\N{OBJECT REPLACEMENT CHARACTER}"
    words.feed(outside)
    yield from (text for text in words.seen if WORD.search(text) and text not in SAID_IN_BOTH)


def bare_sentences(node: nodes.Node) -> Iterator[str]:
    """Sentences quoted in an expression that do not go through the catalogue."""
    if (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name in SAYS
    ):
        return
    quoted = node.value if isinstance(node, nodes.Const) else None
    if isinstance(quoted, str) and SENTENCE.match(quoted) and quoted not in SAID_IN_BOTH:
        yield quoted
    for inner in node.iter_child_nodes():
        yield from bare_sentences(inner)


@pytest.mark.parametrize("path", templates(), ids=short)
def test_no_words_of_the_template_escape_the_catalogue(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert [] == list(bare_words(path))
    assert [] == list(bare_sentences(environment("en").parse(text)))


@pytest.mark.parametrize("path", templates(), ids=short)
def test_no_vietnamese_stands_in_the_template(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for name in SAID_IN_BOTH:
        text = text.replace(name, "")

    assert [] == VIETNAMESE.findall(text)


def test_sentences_are_asked_for_in_english() -> None:
    asked = {text for texts in spoken() for text in texts} - SAID_IN_BOTH

    assert set() == {text for text in asked if VIETNAMESE.search(text)}
