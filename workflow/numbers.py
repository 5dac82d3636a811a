"""The numbers of cases: counted by year, without a gap and never twice."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite
from sqlmodel import Session, SQLModel

import workflow.models.cases  # noqa: F401 - the table counted in

_NUMBERS = SQLModel.metadata.tables["case_number"]
_LOCK_NUMBER = (
    select(_NUMBERS.c.last).where(_NUMBERS.c.year == bindparam("of_year")).with_for_update()
)
_NEXT_NUMBER = (
    update(_NUMBERS).where(_NUMBERS.c.year == bindparam("of_year")).values(last=_NUMBERS.c.last + 1)
)


def next_number(session: Session, *, year: int) -> str:
    """Return the next case number of the year, such as "DB-2026-014"."""
    last = session.execute(_LOCK_NUMBER, {"of_year": year}).scalar()
    if last is None:
        last = _begin_year(session, year)
    session.execute(_NEXT_NUMBER, {"of_year": year})
    return f"DB-{year}-{last + 1:03d}"


def _begin_year(session: Session, year: int) -> int:
    """Make the year's counter and lock it; somebody else may be making it at this moment."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insertion = insert_on_sqlite if on_sqlite else insert_on_postgresql
    session.execute(insertion(_NUMBERS).values(year=year, last=0).on_conflict_do_nothing())
    last: int = session.execute(_LOCK_NUMBER, {"of_year": year}).scalar_one()
    return last
