"""Pages: the Jinja environment of each language, the frame around a page, and redirection.

Two environments work together. Our own templates run under `StrictUndefined`, so a misspelt
name is an error, not a blank. The macros of `govuk_frontend_jinja` leave most of their options
out and need `ChainableUndefined`; they are compiled in an environment of their own, and
`_OwnTemplates` only hands their names over to it.
"""

import io
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from functools import cache, partial
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)

from states.terms import Text
from web import filters, macros
from web.parts import Column, NavLink, Option, Visitor

HERE = Path(__file__).parent
STATIC = HERE / "static"
LANGUAGES = ("vi", "en")
LANGUAGE_COOKIE = "language"
PRODUCT = Text("Chuyển hóa địa bàn", "Commune transformation")

_LIBRARY = "govuk_frontend_jinja"
_LIBRARY_TEMPLATES = Environment(
    loader=PrefixLoader({_LIBRARY: PackageLoader(_LIBRARY)}),
    undefined=ChainableUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: language, who is signed in, navigation, version."""

    language: str
    other_language: str
    switch_href: str
    product: Text
    visitor: Visitor | None
    navigation: tuple[NavLink, ...]
    illustration: bool
    version: str


def page(
    request: Request,
    template: str,
    status: int = 200,
    *,
    illustration: bool = False,
    **named: object,
) -> HTMLResponse:
    """Render a template with its one named object, in the language of the request.

    `illustration` puts up the banner "minh họa, không phải văn bản".
    """
    frame = frame_of(request, illustration=illustration)
    html = environment(frame.language).get_template(template).render(frame=frame, **named)
    return HTMLResponse(html, status, headers={"Content-Language": frame.language})


def redirect_to(address: str) -> RedirectResponse:
    """Answer a POST with 303, so that reloading the next page repeats nothing."""
    return RedirectResponse(address, status_code=303)


def language_of(request: Request) -> str:
    """Return the language the visitor chose, Vietnamese unless a known one was."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def frame_of(request: Request, *, illustration: bool = False) -> Frame:
    """Return the frame of this request; `request.state.visitor` says who is signed in."""
    language = language_of(request)
    other = "vi" if language == "en" else "en"
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Frame(
        language=language,
        other_language=other,
        switch_href=f"/language/{other}?next={quote(here, safe='')}",
        product=PRODUCT,
        visitor=visitor,
        navigation=_marked(visitor.links if visitor else (), request.url.path),
        illustration=illustration,
        version=str(request.app.version),
    )


@cache
def environment(language: str) -> Environment:
    """Return the environment of one language; it is made once and kept."""
    made = _OwnTemplates(
        loader=FileSystemLoader(HERE / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    spoken = translations(language)
    made.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        spoken.gettext, spoken.ngettext, newstyle=True
    )
    made.globals["t"] = made.filters["t"] = partial(macros.told, language)
    made.globals |= {"language": language, "Column": Column, "Option": Option}
    made.filters |= {
        "day": filters.day,
        "written_day": partial(filters.written_day, language=language),
        "instant": partial(filters.instant, language=language),
        "clock": filters.clock,
        "iso": filters.iso,
        "number": filters.number,
        "fraction": filters.fraction,
        "percent": filters.percent,
        "days_left": partial(filters.days_left, language=language),
        "urgency": filters.urgency,
        "exact": partial(filters.exact, language=language),
        "choices": partial(macros.choices, language),
        "fault": partial(macros.fault, language),
        "links_to_fields": partial(macros.links_to_fields, language),
        "crumb_links": partial(macros.crumb_links, language),
    }
    return made


@cache
def translations(language: str) -> NullTranslations:
    """Compile the catalogue of a language in memory; English is the text of the templates."""
    path = HERE / "translations" / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


class _OwnTemplates(Environment):
    """Our own templates, strict; what the library owns is compiled by its own environment."""

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's own name
    ) -> Template:
        """Return a template, the library's from the library's environment."""
        if isinstance(name, str) and name.startswith(f"{_LIBRARY}/"):
            return _LIBRARY_TEMPLATES.get_template(name)
        return super().get_template(name, parent, globals)


def _marked(links: tuple[NavLink, ...], path: str) -> tuple[NavLink, ...]:
    """Mark the link with the longest address this page lies under."""
    above = [link for link in links if f"{path}/".startswith(f"{link.href.rstrip('/')}/")]
    nearest = max(above, key=lambda link: len(link.href), default=None)
    return tuple(replace(link, current=link is nearest) for link in links)
