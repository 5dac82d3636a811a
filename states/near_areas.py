"""How far a list is from the cap, and the types of an area from those a plan allows."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from states.answers import parameter
from states.cap import largest
from states.change import Change, Turn, joined, met_by, plural
from states.facts import CaseFacts, Quota
from states.findings import Finding
from states.plans import Parameter
from states.terms import Text
from states.transition import Guard


def fewer_areas(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many areas the list, or the year, has too many under the cap."""
    quota = facts.quota or Quota(facts.on.year)
    cap = parameter(facts, "cap.share")
    if cap is None:
        return None
    if not quota.base:
        return met_by(guard, _units_given(facts, finding, quota, cap))
    counted = finding.seen.partition("/")[0]
    over = int(counted) - largest(quota.base, cap)
    listed_ones = min(over, quota.adding - 1)
    rest = over - listed_ones
    at_work = min(rest, quota.used)
    last_one = min(rest - at_work, quota.adding - listed_ones)
    fewer = replace(
        quota,
        adding=quota.adding - listed_ones - last_one,
        used=quota.used - at_work,
        monitoring=quota.monitoring - (rest - at_work - last_one),
    )
    change = Change(
        rule=finding.rule,
        turn=Turn.AREAS,
        amount=over,
        says=joined(_areas(listed_ones, rest)),
        after=replace(facts, quota=fewer),
        was=counted,
        becomes=str(int(counted) - over),
    )
    return met_by(guard, [change])


def _areas(listed_ones: int, rest: int) -> Iterator[Text]:
    if listed_ones:
        yield Text(
            f"bớt {listed_ones} địa bàn trong danh sách",
            plural(listed_ones, "area") + " fewer on the list",
        )
    if rest:
        yield Text(
            f"cần {rest} chỗ nữa dưới trần của năm",
            plural(rest, "more place") + " under the cap of the year",
        )


def _units_given(
    facts: CaseFacts, finding: Finding, quota: Quota, cap: Parameter
) -> Iterator[Change]:
    """The least number of commune units with which the areas would stay within the cap."""
    heads = quota.used + quota.monitoring + quota.adding
    return (
        Change(
            rule=finding.rule,
            turn=Turn.FIGURE,
            amount=1,
            says=Text(
                f"cần số đơn vị cấp xã của tỉnh, từ {units} trở lên",
                f"the number of commune units, {units} or more",
            ),
            after=replace(facts, quota=replace(quota, base=units)),
            becomes=str(units),
        )
        for units in range(1, int(heads / cap.fraction) + 2)
    )


def types_chosen(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many types are to be added or taken away."""
    types = parameter(facts, "selection.types")
    chosen = set(facts.paper.types or facts.types)
    words = types.words if types else ()
    sets = [set(some) for size in range(1, len(words) + 1) for some in combinations(words, size)]
    candidates = (
        Change(
            rule=finding.rule,
            turn=Turn.PAPER,
            amount=len(some ^ chosen),
            says=Text(
                "loại địa bàn: " + ", ".join(sorted(some)), "types: " + ", ".join(sorted(some))
            ),
            after=replace(facts, paper=replace(facts.paper, types=tuple(sorted(some)))),
            was=", ".join(sorted(chosen)),
            becomes=", ".join(sorted(some)),
        )
        for some in sorted(sets, key=lambda each: (len(each ^ chosen), sorted(each)))
    )
    return met_by(guard, candidates)
