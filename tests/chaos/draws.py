"""What the state machine draws from: mostly lawful, now and then not."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import Phase as Part
from hypothesis import strategies as st

from tests.chaos.model import AHEAD, BACK_DATED
from tests.people_and_places import PEOPLE

COMMUNES = ("08/1", "08/2", "08/3", "08/4", "08/5")
PEOPLES = st.sampled_from(sorted(PEOPLE))
OFTEN = st.sampled_from([True, True, True, False])
SOME_DAY = st.sampled_from([None, None, BACK_DATED, AHEAD])
CHOICE = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4])
# What may be wrong with a step that would be lawful otherwise; most often nothing.
WRONG: tuple[dict[str, Any], ...] = (
    {"by": "auditor"},
    {"stale": True},
    {"on": BACK_DATED},
    {"on": AHEAD},
    {"lawful": False},
    *[{}] * 15,
)
SEEDS = 8
PACE = settings(
    max_examples=4,
    stateful_step_count=24,
    deadline=None,
    database=None,
    print_blob=False,
    phases=(Part.generate,),
    suppress_health_check=list(HealthCheck),
)
