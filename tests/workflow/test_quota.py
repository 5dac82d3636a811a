"""The cap's row: begun with what is at work, raised by each selection and by inherited areas."""

from datetime import date

from sqlalchemy import select
from sqlmodel import SQLModel

from states.facts import Paper, Submission
from states.terms import Action, CaseState
from tests.builders import World
from workflow.database import reading

_QUOTAS = SQLModel.metadata.tables["quota"]


def quotas(world: World) -> dict[int, tuple[int, int]]:
    with reading(world.engine) as session:
        return {row.year: (row.used, row.cap) for row in session.execute(select(_QUOTAS))}


def inherits(world: World, commune: str, started: date) -> None:
    old = Paper("QĐ 42/QĐ-CAT-PV28", started, body="Giám đốc Công an tỉnh")
    world.opens(
        commune,
        by="registrar",
        action=Action.INHERIT,
        on=started,
        started_on=started,
        submission=Submission(old_decision=old),
    )


def test_the_first_selection_of_a_year_begins_the_row_with_what_is_at_work(world: World) -> None:
    inherits(world, "08/2", date(2018, 1, 17))

    world.a_case(CaseState.IN_TRANSFORMATION, "08/1")

    assert 2 == quotas(world)[2018][0]


def test_an_area_inherited_later_counts_in_every_year_since_its_start(world: World) -> None:
    world.a_case(CaseState.IN_TRANSFORMATION, "08/1")

    inherits(world, "08/2", date(2018, 1, 17))

    assert 2 == quotas(world)[2018][0]


def test_inherited_areas_count_even_past_the_cap(world: World) -> None:
    world.a_case(CaseState.IN_TRANSFORMATION, "08/1")
    used, cap = quotas(world)[2018]

    for number in range(2, 7):
        inherits(world, f"08/{number}", date(2018, 1, 17))

    assert (used + 5, max(cap, used + 5)) == quotas(world)[2018]
