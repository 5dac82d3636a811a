"""Whether the database answers."""

from sqlalchemy import select
from sqlmodel import Session


def answers(session: Session) -> bool:
    """Whether a question to the database comes back with its answer."""
    return bool(session.execute(select(1)).scalar_one())
