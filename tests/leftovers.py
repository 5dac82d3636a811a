"""Words of the other language that were left on a page."""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from babel.messages.pofile import read_po

from states import terms
from states.wording import NO_NAMES
from tests.people_and_places import DISTRICTS, NAMES, PROVINCES
from web.dependencies import LINKS
from web.page import HERE

SPOKEN = {"aria-label", "alt", "title", "placeholder"}
PLACEHOLDER = re.compile(r"%\\\((?:\w+)\\\)s")
VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
# The number of a paper, such as 12/QĐ-BCĐ, is what stands on it.
NUMBER_OF_A_PAPER = re.compile(r"\d+/[A-ZĐ][A-ZĐ-]*")
OURS = ("label", "legend", "button", "th", "summary", "nav", "cite")
# Names stay as they are in every language.
NAMED = (*PROVINCES.values(), *DISTRICTS.values(), *NAMES.values(), "Tân Lập")


def left_over(tree: Element, language: str) -> Iterator[str]:
    """Name the words of the other language on a page; what is marked with its `lang` may stay."""
    for text in _said(tree, language, language):
        if _foreign(language).fullmatch(text):
            yield f"left in the other language: {text!r}"
    if language == "en":
        yield from _vietnamese_of_ours(tree)
        yield from _no_names(tree)


def _no_names(tree: Element) -> Iterator[str]:
    """What a citation or a summary says in the place of a name is no name: English has words."""
    for tag in ("cite", "dd"):
        for element in tree.iter(tag):
            text = " ".join("".join(element.itertext()).split())
            yield from (f"no name, yet Vietnamese: {text!r}" for no in NO_NAMES if no.vi in text)


def _vietnamese_of_ours(tree: Element) -> Iterator[str]:
    for tag in OURS:
        for element in tree.iter(tag):
            for text in _said(element, "en", element.get("lang", "en")):
                bare = NUMBER_OF_A_PAPER.sub("", text)
                for name in NAMED:
                    bare = bare.replace(name, "")
                if VIETNAMESE.search(bare):
                    yield f"Vietnamese in <{tag}>: {text!r}"


def _said(element: Element, language: str, spoken: str) -> Iterator[str]:
    """The texts of an element in the page's language, attributes that are read out too."""
    spoken = element.get("lang", spoken)
    own = spoken == language
    if own:
        yield from (element.get(name, "").strip() for name in SPOKEN if element.get(name))
        yield from (text for text in [(element.text or "").strip()] if text)
    for inner in element:
        yield from _said(inner, language, spoken)
        if own and (inner.tail or "").strip():
            yield (inner.tail or "").strip()


@cache
def _foreign(language: str) -> re.Pattern[str]:
    """The sentences of the catalogue and the labels of the terms, in the other language."""
    return re.compile(
        "|".join(
            PLACEHOLDER.sub(".+?", re.escape(english if language == "vi" else vietnamese))
            for vietnamese, english in _pairs()
            if vietnamese != english and len(vietnamese) > 1
        )
    )


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    kinds = (kind for kind in vars(terms).values() if isinstance(kind, type))
    labels = {
        (member.label.vi, member.label.en)
        for kind in kinds
        if issubclass(kind, terms.Term)
        for member in kind
    }
    links = {(link.label.vi, link.label.en) for _, link in LINKS}
    return frozenset({*_of_the_catalogue(), *labels, *links})


def _of_the_catalogue() -> Iterator[tuple[str, str]]:
    with (HERE / "translations" / "vi.po").open("rb") as po:
        for message in read_po(po, locale="vi"):
            told = message.string or ""
            told = told if isinstance(told, str) else told[0]
            for english in [message.id] if isinstance(message.id, str) else message.id:
                if english:
                    yield told, english
