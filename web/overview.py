"""The overview as its page prints it: bars with their limits, and the list behind each number."""

from dataclasses import dataclass, replace
from fractions import Fraction

from states.terms import CaseState, Text
from web.asking import address
from workflow.views.narrowing import Asked, Due
from workflow.views.rates import Ground, Overview, Rate

WIDTH = 100
PASSED = (CaseState.MONITORING, CaseState.RECOGNIZED, CaseState.RELAPSED)
AT_WORK = (CaseState.IN_TRANSFORMATION, CaseState.PRELIMINARY_REVIEW)
FELL = (CaseState.RELAPSED,)
YEARS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart in whole hundredths of its width, with the mark of its limit."""

    length: int
    mark: int | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class GroundCard:
    """One province under one plan: its numbers, its bars, and the addresses of its lists."""

    ground: Ground
    yearly: Bar
    lasting: Bar
    cap: Bar | None
    of_year: str
    achieved: str
    recognized: str
    at_work: str
    monitored: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The whole page: every number opens its list."""

    seen: Overview
    cards: tuple[GroundCard, ...]
    states: tuple[tuple[Text, int, str], ...]
    overdue: str
    soon: str
    years: tuple[int, ...]


def overview_page(seen: Overview) -> OverviewPage:
    """Return the page of an overview."""
    return OverviewPage(
        seen=seen,
        cards=tuple(_card(ground, seen.year) for ground in seen.grounds),
        states=tuple(
            (state.label, seen.tally.states.get(state, 0), address(Asked(states=(state,))))
            for state in CaseState
        ),
        overdue=address(Asked(due=Due.OVERDUE)),
        soon=address(Asked(due=Due.SOON)),
        years=tuple(seen.on.year - back for back in range(YEARS)),
    )


def _card(ground: Ground, year: int) -> GroundCard:
    here = Asked(province=ground.province, plan=ground.plan)
    of_year = replace(here, begun=str(year))
    cap = ground.cap
    return GroundCard(
        ground=ground,
        yearly=_rate(ground.yearly),
        lasting=_rate(ground.lasting),
        cap=_bar(cap.share, cap.limit.fraction, holds=cap.left >= 0) if cap else None,
        of_year=address(of_year),
        achieved=address(replace(of_year, states=PASSED)),
        recognized=address(replace(here, states=(CaseState.RECOGNIZED, CaseState.RELAPSED))),
        at_work=address(Asked(province=ground.province, states=AT_WORK)),
        monitored=address(Asked(province=ground.province, states=(CaseState.MONITORING,))),
    )


def _rate(rate: Rate) -> Bar:
    return _bar(rate.share, rate.limit.fraction if rate.limit else None, holds=rate.holds)


def _bar(share: Fraction | None, limit: Fraction | None, *, holds: bool | None) -> Bar:
    return Bar(
        length=min(WIDTH, round((share or 0) * WIDTH)),
        mark=round(limit * WIDTH) if limit is not None else None,
        holds=holds,
    )
