"""What the macros of GOV.UK take: words, choices, faults and links in their shape."""

from collections.abc import Iterable
from typing import Any

from states.terms import Text
from web.parts import Crumb, FieldFault, Option


def told(language: str, text: Text | str) -> str:
    """Return words in the language; what is a plain string stays as it is."""
    return text.in_(language) if isinstance(text, Text) else str(text)


def choices(language: str, options: Iterable[Option], mark: str) -> list[dict[str, Any]]:
    """Return the options of radios, checkboxes or a select; `mark` says which is chosen."""
    return [
        {
            "value": option.value,
            "text": told(language, option.label),
            "hint": {"text": told(language, option.hint)} if option.hint else None,
            mark: option.chosen,
        }
        for option in options
    ]


def fault(language: str, says: Text | str) -> dict[str, str] | None:
    """Return the error message of a field; None where nothing is wrong."""
    hidden = "Error" if language == "en" else "Lỗi"
    return {"text": told(language, says), "visuallyHiddenText": hidden} if says else None


def links_to_fields(language: str, faults: Iterable[FieldFault]) -> list[dict[str, str]]:
    """Return the links of the error summary, each to the field it is about."""
    return [{"text": told(language, one.says), "href": f"#{one.field}"} for one in faults]


def crumb_links(language: str, crumbs: Iterable[Crumb]) -> list[dict[str, str]]:
    """Return the links of the breadcrumbs."""
    return [{"text": told(language, label), "href": href} for label, href in crumbs]
