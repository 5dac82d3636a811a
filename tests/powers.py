"""Powers exercised for somebody else in the tests' world."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import SQLModel

from states.terms import Capacity, Role
from tests.builders import World
from tests.people_and_places import AT, TODAY, person_id
from workflow.database import writing
from workflow.deeds.delegations import Deputy, delegate

APPOINTMENTS = SQLModel.metadata.tables["appointment"]
MONTH = timedelta(days=30)


def acts_for(world: World, deputy: str, holder: str, role: Role) -> None:
    """Let somebody exercise another's power for a month."""
    held = select(APPOINTMENTS.c.id).where(
        APPOINTMENTS.c.person_id == person_id(holder), APPOINTMENTS.c.role == role
    )
    with writing(world.engine) as session:
        appointment = session.execute(held).scalars().first()
        assert appointment is not None
        wish = Deputy(person_id(deputy), appointment, Capacity.KT, TODAY, TODAY + MONTH)
        delegate(session, wish, by=person_id(holder), at=AT)
