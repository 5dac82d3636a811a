"""Who counts as one side: a person, and everybody who ever exercised the other's power.

Whoever acts for the proposer judges no more freely than the proposer: duties are kept apart
between sides, not accounts.
"""

from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below

_TABLES = SQLModel.metadata.tables
_DELEGATIONS = _TABLES["delegation"]
_APPOINTMENTS = _TABLES["appointment"]
_POWERS = _DELEGATIONS.join(_APPOINTMENTS, _APPOINTMENTS.c.id == _DELEGATIONS.c.appointment_id)


def side_of(person: BindParameter[UUID]) -> CompoundSelect[UUID]:
    """Return the question for the person, the holders acted for, and those who acted in turn."""
    return select(person).union(
        select(_APPOINTMENTS.c.person_id)
        .select_from(_POWERS)
        .where(_DELEGATIONS.c.person_id == person),
        select(_DELEGATIONS.c.person_id)
        .select_from(_POWERS)
        .where(_APPOINTMENTS.c.person_id == person),
    )
