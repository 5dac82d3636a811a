"""Facts as the history holds them: strings, whole numbers, lists and objects, nothing empty."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, lru_cache, singledispatch
from typing import Any

from states.deadlines import DaysOff
from states.figures import Figure
from states.plans import Plan

WRITTEN_AS_IT_IS = frozenset({str, int})


@singledispatch
def canonical(value: object) -> Any:  # noqa: ANN401 - walks every shape of the facts
    """Return a value as strings, whole numbers, lists and objects, leaving out what is empty.

    A zero is never empty: it is a figure of its own, unlike a missing one.
    Records of figures and of days off are shared, since the same few come again and again:
    whoever is given one must not change it.
    Raises TypeError for what facts never hold.
    """
    if not is_dataclass(value):
        message = f"facts never hold a {type(value).__name__}"
        raise TypeError(message)
    return written(value)


def written(value: object) -> dict[str, Any]:
    """Return a frozen shape as an object of its parts, leaving out what is empty."""
    shape: Any = type(value)
    record = {}
    for name in _names(shape):
        part = getattr(value, name)
        if part is None:
            continue
        said = _said(part)
        # Empty are "", [] and {}; a zero is a figure, and flags are written as 1 or "".
        if said or said == 0:
            record[name] = said
    return record


def _said(part: object) -> Any:  # noqa: ANN401 - as `canonical`, without asking for the plain
    shape: Any = type(part)
    return part if shape in WRITTEN_AS_IT_IS else _way(shape)(part)


@cache
def _way(shape: type[Any]) -> Callable[[Any], Any]:
    """Return how values of a type are written: asked once for each type."""
    return canonical.dispatch(shape)


@canonical.register
@lru_cache(maxsize=4096)
def _(value: Figure) -> dict[str, Any]:
    return written(value)


@canonical.register
@lru_cache(maxsize=64)
def _(value: DaysOff) -> dict[str, Any]:
    return written(value)


@canonical.register
def _(value: bool) -> int | str:  # noqa: FBT001 - dispatched on, never a switch
    return 1 if value else ""


@canonical.register
def _(value: str) -> str:
    return str(value)


@canonical.register
def _(value: int) -> int:
    return value


@canonical.register
def _(value: date) -> str:
    return value.isoformat()


@canonical.register
def _(value: Plan) -> str:
    return value.id


@canonical.register
def _(value: Mapping) -> dict[str, Any]:  # type: ignore[type-arg]  # dispatch takes a plain class
    return {str(key): _said(part) for key, part in value.items()}


@canonical.register
def _(value: frozenset) -> list[Any]:  # type: ignore[type-arg]  # dispatch takes a plain class
    return sorted(_said(part) for part in value)


@canonical.register
def _(value: tuple) -> list[Any]:  # type: ignore[type-arg]  # dispatch takes a plain class
    return [_said(part) for part in value]


@cache
def _names(shape: type[Any]) -> tuple[str, ...]:
    return tuple(part.name for part in fields(shape))
