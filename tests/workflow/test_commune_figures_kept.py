"""The rows of the figures of communes: appended to, and never changed by anybody."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from states.figures import count
from tests.builders import World
from tests.people_and_places import person_id
from tests.workflow.test_commune_figures import CHECKS, FIGURES, ONE, hands_in, verifies
from workflow.database import reading, writing


@pytest.mark.parametrize("table", [FIGURES, CHECKS])
def test_figures_and_their_checks_are_never_changed(either_world: World, table: Any):
    hands_in(either_world, {("08/1", ONE): count(3)})
    verifies(either_world, "secretary")
    changed = {FIGURES: {"document": "khác"}, CHECKS: {"verified_by": person_id("officer")}}

    for order in (table.update().values(changed[table]), table.delete()):
        with (
            pytest.raises(DBAPIError, match="append-only"),
            writing(either_world.engine) as session,
        ):
            session.execute(order)


def test_a_revision_is_stored_once(either_world: World):
    hands_in(either_world, {("08/1", ONE): count(3)})
    with reading(either_world.engine) as session:
        (row,) = session.execute(select(FIGURES)).mappings()

    again = {**row, "id": UUID(int=1)}
    with pytest.raises(DBAPIError), writing(either_world.engine) as session:
        session.execute(insert(FIGURES), again)
