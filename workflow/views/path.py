"""The way of one case to recognition: the steps to come, and what the next one of them lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from states.brink import brinks
from states.case import Assessment
from states.change import Change
from states.facts import CaseFacts
from states.nearest import changes
from states.path import Stop, path
from states.terms import Text
from workflow.calendar import days_off
from workflow.views.rule_names import rule_name

YEARS_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Lack:
    """One condition of the step ahead with the change that would meet it, or would break it."""

    name: Text
    change: Change


@dataclass(frozen=True, slots=True)
class PathAhead:
    """The steps to recognition, what the next one lacks, and which of its conditions are near."""

    stops: tuple[Stop, ...]
    lacking: tuple[Lack, ...]
    breaking: tuple[Lack, ...]


def path_ahead(
    session: Session,
    facts: CaseFacts,
    assessments: Sequence[Assessment],
) -> PathAhead:
    """Return the way ahead of a case: the steps to come, and what the next of them lacks."""
    stops = path(_with_years_ahead(session, facts))
    first = stops[0].action if stops else None
    next_one = [each for each in assessments if each.transition.action is first]
    return PathAhead(
        stops=stops,
        lacking=tuple(
            Lack(rule_name(change.rule), change)
            for each in next_one
            for change in changes(each, facts)
        ),
        breaking=tuple(
            Lack(rule_name(change.rule), change)
            for each in next_one
            for change in brinks(each, facts)
        ),
    )


def _with_years_ahead(session: Session, facts: CaseFacts) -> CaseFacts:
    """Return the facts with the days off of the years in which the steps to come may fall."""
    begun = (facts.started_on, facts.reviewed_on, facts.today)
    first = min(day.year for day in begun if day is not None)
    years = tuple(range(first, facts.today.year + YEARS_AHEAD))
    return replace(facts, days_off=days_off(session, years=years))
