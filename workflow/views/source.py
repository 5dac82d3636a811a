"""One source of what waits for a person besides the steps of cases: a vote, a request, a draft.

Every source selects the same columns, so that all of them are asked in one question, and says
of each row what it is. A new source is one module with a `SOURCE`, listed in `asks`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, literal, select, type_coerce

from states.terms import Text
from workflow.views.looking import Looker


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that waits for whoever looks: what, where it is done, about what, since when."""

    label: Text
    href: str
    about: Text
    since: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of thing that waits.

    `waiting` selects it by `columns`, or is None where the person's powers rule it out; `told`
    says in words what a row is.
    """

    kind: str
    waiting: Callable[[Looker], Select[Any] | None]
    told: Callable[[Row[Any]], Ask]


def columns(
    kind: str,
    *,
    key: ColumnElement[Any],
    since: ColumnElement[Any],
    place: ColumnElement[Any] | None = None,
    words: ColumnElement[Any] | None = None,
    term: ColumnElement[Any] | None = None,
) -> Select[Any]:
    """Return the columns every source selects: id, a place or number, words, a term, an instant."""
    none = literal("", String())
    return select(
        literal(kind, String()).label("kind"),
        key.label("key"),
        (none if place is None else type_coerce(place, String())).label("place"),
        (none if words is None else type_coerce(words, String())).label("words"),
        (none if term is None else type_coerce(term, String())).label("term"),
        type_coerce(since, String()).label("since"),
    )
