"""Days off: the library `holidays` for the Vietnamese calendar, and the table of overrides.

The table holds what the yearly decisions set against it: swapped working days, a holiday
brought into force or not. Each row names its announcing document.
"""

from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays
from sqlalchemy import select
from sqlmodel import Session, SQLModel

import workflow.models.places  # noqa: F401 - the table read below
from states.deadlines import DaysOff

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_OVERRIDES = SQLModel.metadata.tables["holiday"]
_READ = select(_OVERRIDES.c.day, _OVERRIDES.c.off)


def days_off(session: Session, *, years: tuple[int, ...]) -> DaysOff:
    """Return the days off of those years, overrides applied."""
    holidays = set(library_days_off(years).holidays)
    worked = set()
    for day, off in session.connection().execute(_READ):
        if off:
            holidays.add(day)
        else:
            holidays.discard(day)
            worked.add(day)
    return DaysOff(frozenset(holidays), frozenset(worked))


@lru_cache(maxsize=64)
def library_days_off(years: tuple[int, ...]) -> DaysOff:
    """Return the days off of those years by the library alone, when nothing overrides it."""
    return DaysOff(frozenset(country_holidays("VN", years=years)))
