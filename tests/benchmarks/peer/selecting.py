"""The peer's rules of a selection, in the order of our findings: one condition for each of them."""

from datetime import date
from typing import Any

from tests.benchmarks.peer.rules import Condition, Seen, day_is_in_order, day_is_not_ahead

IN_FORCE = (date(2018, 1, 1), date(2020, 12, 31))
BODIES = frozenset({"Ban Chỉ đạo 138 tỉnh"})
CAPACITIES = frozenset({"TM.", "KT.", "TL.", "TUQ.", "Q."})


def role_is_held(_: Any, seen: Seen) -> bool:
    return "committee_office" in seen.roles


def territory_covers(_: Any, seen: Seen) -> bool:
    return seen.in_territory


def commune_exists(_: Any, seen: Seen) -> bool:
    begun, over = seen.commune.valid_from, seen.commune.valid_until
    return (begun is None or begun <= seen.on) and (over is None or seen.on <= over)


def plan_is_in_force(_: Any, seen: Seen) -> bool:
    return IN_FORCE[0] <= seen.on <= IN_FORCE[1]


def decision_is_named(_: Any, seen: Seen) -> bool:
    decision = seen.paper.decision
    return bool(decision and decision.number and decision.signed_on)


def body_may_decide(_: Any, seen: Seen) -> bool:
    decision = seen.paper.decision
    return decision is not None and decision.body in BODIES


def capacity_is_lawful(_: Any, seen: Seen) -> bool:
    decision = seen.paper.decision
    return decision is not None and decision.capacity in CAPACITIES


def took_no_part(case: Any, seen: Seen) -> bool:
    recorders = {figure.recorded_by_id for figure in seen.figures}
    return seen.person != case.proposed_by_id and seen.person not in recorders


def cap_is_kept(_: Any, seen: Seen) -> bool:
    return seen.used + seen.adding <= seen.cap


def no_bar_for_new_countryside(_: Any, seen: Seen) -> bool:
    return not any(title.title == "barred" for title in seen.titles)


CONDITIONS: tuple[Condition, ...] = (
    role_is_held,
    territory_covers,
    commune_exists,
    plan_is_in_force,
    decision_is_named,
    body_may_decide,
    capacity_is_lawful,
    took_no_part,
    cap_is_kept,
    no_bar_for_new_countryside,
    day_is_not_ahead,
    day_is_in_order,
)
