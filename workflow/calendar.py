"""Days off: the library `holidays` for the Vietnamese calendar, and the table of overrides.

The table holds what the yearly decisions set against it: swapped working days, a holiday
brought into force or not. Each row names its announcing document.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays
from sqlalchemy import Row, Select, select
from sqlmodel import Session, SQLModel

import workflow.models.places  # noqa: F401 - the table read below
from states.deadlines import DaysOff

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_OVERRIDES = SQLModel.metadata.tables["holiday"]
_READ: Select[Any] = select(_OVERRIDES.c.day, _OVERRIDES.c.off)


def days_off(session: Session, *, years: tuple[int, ...]) -> DaysOff:
    """Return the days off of those years, overrides applied."""
    return _with_overrides(years, session.connection().execute(_READ).all())


def days_off_of_each(
    session: Session, spans: Iterable[tuple[int, ...]]
) -> dict[tuple[int, ...], DaysOff]:
    """Return the days off of several spans of years, the overrides read once for all of them."""
    overrides = session.connection().execute(_READ).all()
    return {years: _with_overrides(years, overrides) for years in set(spans)}


def _with_overrides(years: tuple[int, ...], overrides: Iterable[Row[Any]]) -> DaysOff:
    holidays = set(library_days_off(years).holidays)
    worked = set()
    for row in overrides:
        if row.off:
            holidays.add(row.day)
        else:
            holidays.discard(row.day)
            worked.add(row.day)
    return DaysOff(frozenset(holidays), frozenset(worked))


@lru_cache(maxsize=64)
def library_days_off(years: tuple[int, ...]) -> DaysOff:
    """Return the days off of those years by the library alone, when nothing overrides it."""
    return DaysOff(frozenset(country_holidays("VN", years=years)))
