"""The address of the case list is its whole state: read into what is asked, and written again."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from starlette.datastructures import QueryParams

from states.terms import CaseState
from web.typed import words
from workflow.views.narrowing import Asked, Due, Order

LIST = "/cases"
LONGEST = 100
DOWN = {Order.NAME: False, Order.NUMBER: True, Order.LATEST: True}
W = TypeVar("W", bound=StrEnum)


def read(query: QueryParams) -> Asked:
    """Return what an address asks for; what it cannot mean is left out, so old links still work."""
    order = _word(Order, query.get("sort", "")) or Order.NUMBER
    states = {_word(CaseState, value) for value in query.getlist("state")}
    return Asked(
        words=words(query.get("q", ""))[:LONGEST],
        states=tuple(state for state in CaseState if state in states),
        province=_place(query.get("province", "")),
        district=_place(query.get("district", "")),
        area_type=words(query.get("type", ""))[:1],
        year=words(query.get("year", ""))[:4],
        plan=words(query.get("plan", ""))[:LONGEST],
        inherited=query.get("inherited") == "yes",
        due=_word(Due, query.get("due", "")),
        order=order,
        descending={"up": False, "down": True}.get(query.get("turn", ""), DOWN[order]),
        after=words(query.get("after", ""))[:20],
        before=words(query.get("before", ""))[:20],
    )


def address(asked: Asked) -> str:
    """Return the address that asks for it; what goes without saying is not said."""
    pairs = list(_pairs(asked))
    return f"{LIST}?{urlencode(pairs)}" if pairs else LIST


def from_the_start(asked: Asked) -> Asked:
    """Return the same list from its first page."""
    return replace(asked, after="", before="")


def ordered(asked: Asked, order: Order) -> Asked:
    """Return the same list in another order, or turned round when it stands in it already."""
    down = not asked.descending if asked.order is order else DOWN[order]
    return replace(from_the_start(asked), order=order, descending=down)


def sort(asked: Asked) -> str:
    """Return what the list is ordered by, "" for what it is ordered by unless asked."""
    return "" if asked.order is Order.NUMBER else asked.order.value


def turn(asked: Asked) -> str:
    """Return which way it is ordered, "" for the usual way of that order."""
    if asked.descending == DOWN[asked.order]:
        return ""
    return "down" if asked.descending else "up"


def _pairs(asked: Asked) -> Iterator[tuple[str, str]]:
    yield from (("state", state.value) for state in asked.states)
    said = {
        "q": asked.words,
        "province": asked.province.hex if asked.province else "",
        "district": asked.district.hex if asked.district else "",
        "type": asked.area_type,
        "year": asked.year,
        "plan": asked.plan,
        "inherited": "yes" if asked.inherited else "",
        "due": asked.due or "",
        "sort": sort(asked),
        "turn": turn(asked),
        "after": asked.after,
        "before": asked.before,
    }
    yield from ((name, value) for name, value in said.items() if value)


def _word(words_: type[W], value: str) -> W | None:
    return words_(value) if value in set(words_) else None


def _place(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
