"""The cap as a decision would leave it: the whole list counted, with and without monitoring."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from states.cap import largest
from states.facts import CaseFacts
from states.plans import Plan
from states.terms import Action
from workflow.engine import FILLS_THE_CAP
from workflow.views.deciding import Judged, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class CapMeter:
    """One province's year: the commune units, the most areas allowed, and what the list adds.

    `leaving` areas are recognized by the same paper and monitored no longer.
    """

    year: int
    base: int
    most: int
    limit: Fraction
    used: int
    adding: int
    monitoring: int
    leaving: int
    counts_monitoring: bool
    source: str

    @property
    def total(self) -> int:
        """Return the areas in transformation with the list."""
        return self.used + self.adding

    @property
    def with_monitoring(self) -> int:
        """Return the same with the areas that stay under monitoring."""
        return self.total + self.monitoring - self.leaving

    @property
    def share(self) -> Fraction:
        """Return the share of the communes without those under monitoring."""
        return Fraction(self.total, self.base)

    @property
    def share_with_monitoring(self) -> Fraction:
        """Return the share of the communes with those under monitoring."""
        return Fraction(self.with_monitoring, self.base)

    @property
    def left(self) -> int:
        """Return how many more the plan would allow; negative where the list is too long."""
        counted = self.with_monitoring if self.counts_monitoring else self.total
        return self.most - counted

    @property
    def fits(self) -> bool:
        """Whether the list stays within the cap as the plan counts it."""
        return self.left >= 0


def cap_meters(wanted: tuple[Wanted, ...], judged: Judged) -> tuple[CapMeter, ...]:
    """Return the cap of each province whose cases stand on the list and have one."""
    return tuple(_meters(wanted, judged))


def _meters(wanted: tuple[Wanted, ...], judged: Judged) -> Iterator[CapMeter]:
    lines: dict[UUID, list[Wanted]] = {}
    for each in wanted:
        lines.setdefault(each.file.province_id, []).append(each)
    for province, there in lines.items():
        meter = _meter(there, _plan(there, judged.facts), judged, province)
        if meter is not None:
            yield meter


def _plan(there: list[Wanted], facts: Mapping[UUID, CaseFacts]) -> Plan | None:
    """Return the plan the list's own areas are pinned to: of those that fill the cap, if any."""
    filling = [each for each in there if each.action in FILLS_THE_CAP] or there
    return facts[filling[0].file.id].plan


def _meter(
    there: list[Wanted], plan: Plan | None, judged: Judged, province: UUID
) -> CapMeter | None:
    quota = judged.caps[province].under(plan)
    cap = plan.get("cap.share") if plan else None
    if quota is None or cap is None or not quota.base or plan is None:
        return None
    counts = plan.get("cap.counts_monitoring")
    return CapMeter(
        year=quota.year,
        base=quota.base,
        most=largest(quota.base, cap),
        limit=cap.fraction,
        used=quota.used,
        adding=sum(each.action in FILLS_THE_CAP for each in there),
        monitoring=quota.monitoring,
        leaving=sum(each.action is Action.RECOGNIZE for each in there),
        counts_monitoring=counts is not None and counts.value is True,
        source=quota.source,
    )
