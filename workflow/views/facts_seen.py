"""The facts a deed was judged on, as its entry keeps them, laid out to be read.

What no label is known for stands under its own name. Left out is the row of the case after the
deed, on which nothing was judged: verification compares it, and the entry's text shows it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from states.catalogue import Measure, catalogue
from states.terms import (
    Capacity,
    CaseState,
    Granted,
    Phase,
    Role,
    Seat,
    Standing,
    Text,
    UnitKind,
)
from states.wording import day, percent
from workflow.casefiles import CASE_AFTER
from workflow.models.decisions import DecisionKind
from workflow.views.fact_labels import (
    ANSWERS,
    GENERAL,
    GROUPS,
    HANDED_IN,
    LABELS,
    NO,
    REPORTED,
    VERIFIED,
    YES,
)
from workflow.views.measured_in import measured_in
from workflow.views.naming import named, unit
from workflow.views.sentences import PAPERS, cited
from workflow.views.sentences_on_decisions import decided_in_all

Facts = Mapping[str, Any]
PHASES = {phase.value: phase for phase in Phase}
_ORDER = {key: place for place, key in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: what it is, what was known, and whether a second person had verified it."""

    label: Text
    value: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts about one thing."""

    title: Text
    lines: tuple[FactLine, ...]


def facts_seen(facts: Facts, names: Mapping[str, str]) -> tuple[FactGroup, ...]:
    """Return the facts of an entry in groups; `names` has today's words for ids of its text."""
    groups = _groups(facts, names)
    return tuple(group for group in groups if group.lines)


def _groups(facts: Facts, names: Mapping[str, str]) -> Iterator[FactGroup]:
    apart = {*GROUPS, *PHASES, "paper", "values", "verified", "revisions", CASE_AFTER}
    general = {key: value for key, value in facts.items() if key not in apart}
    yield FactGroup(GENERAL, tuple(_lines(general, names)))
    for key, title in GROUPS.items():
        yield FactGroup(title, tuple(_lines(facts.get(key, {}), names)))
    yield FactGroup(HANDED_IN, tuple(_papers(facts.get("paper", {}), names)))
    for key, phase in PHASES.items():
        if isinstance(facts.get(key), Mapping):
            yield _figures(phase.label, facts[key])
    if "values" in facts or "verified" in facts:
        keys = ("values", "verified", "revisions")
        yield _figures(REPORTED, {key: facts.get(key, ()) for key in keys})


def _lines(facts: Facts, names: Mapping[str, str]) -> Iterator[FactLine]:
    for key, value in sorted(facts.items(), key=lambda fact: _ORDER.get(fact[0], len(_ORDER))):
        if key in ("district_kind", "kind") and ("district" in facts or "name" in facts):
            continue
        yield FactLine(LABELS.get(key, Text(key, key)), _value(key, value, facts, names))


def _papers(paper: Facts, names: Mapping[str, str]) -> Iterator[FactLine]:
    for key, value in paper.items():
        if key in PAPERS:
            yield FactLine(PAPERS[key], cited(key, value))
        else:
            yield from _lines({key: value}, names)


def _figures(title: Text, facts: Facts) -> FactGroup:
    if facts.get("start") and facts.get("end"):
        period = f"{_day(facts['start'])}–{_day(facts['end'])}"
        title = Text(f"{title.vi}, kỳ {period}", f"{title.en}, period {period}")
    values, verified = facts.get("values") or {}, set(facts.get("verified") or ())
    lines = [
        FactLine(
            _label(measure), _figure(measure, value), VERIFIED if measure in verified else None
        )
        for measure, value in values.items()
    ]
    revisions = facts.get("revisions") or {}
    lines += [
        FactLine(_label(each), _verified(revisions.get(each)))
        for each in sorted(verified - set(values))
    ]
    return FactGroup(title, tuple(lines))


def _verified(revision: int | None) -> Text:
    if revision is None:
        return VERIFIED
    return Text(f"{VERIFIED.vi} (lần báo cáo {revision})", f"{VERIFIED.en} (revision {revision})")


def _label(measure: str) -> Text:
    known = catalogue().get(measure)
    return known.label if known else Text(measure, measure)


def _figure(measure: str, figure: Facts) -> Text:
    known = catalogue().get(measure)
    standing = Standing(figure["standing"])
    if standing is not Standing.REPORTED or known is None:
        return standing.label if known else _plain(figure)
    if "count" in figure:
        counted = measured_in(known)
        dotted = f"{figure['count']:,}".replace(",", ".")
        return Text(f"{dotted} {counted.vi}", f"{dotted} {counted.en}")
    if "numerator" in figure:
        return _ratio(figure["numerator"], figure["denominator"])
    return _answer(known, str(figure.get("answer", "")))


def _ratio(numerator: int, denominator: int) -> Text:
    parts = f"{numerator}/{denominator}"
    if not denominator:
        label = Standing.NOT_ARISEN.label
        return Text(f"{parts} ({label.vi})", f"{parts} ({label.en})")
    share = percent(Fraction(numerator, denominator))
    return Text(f"{parts} ({share.vi})", f"{parts} ({share.en})")


def _answer(measure: Measure, word: str) -> Text:
    return {**ANSWERS, **dict(measure.choices)}.get(word, Text(word, word))


def _value(key: str, value: Any, facts: Facts, names: Mapping[str, str]) -> Text:  # noqa: ANN401
    """Return a value in words: a day as a day, a term by its label, an id by today's name."""
    if key in _TERMS:
        return _TERMS[key](value)
    if key == "name" and "kind" in facts:
        return unit(UnitKind(facts["kind"]), value)
    if key == "district" and facts.get("district_kind"):
        return unit(UnitKind(facts["district_kind"]), value)
    return _plain(value, names)


def _plain(value: Any, names: Mapping[str, str] | None = None) -> Text:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        shown = ", ".join(_plain(each, names).vi for each in value)
    elif isinstance(value, str):
        shown = (names or {}).get(value) or _day(value)
    else:
        shown = "–" if value is None else json.dumps(value, ensure_ascii=False)
    return Text(shown, shown)


def _roles(roles: list[str]) -> Text:
    labels = [Role(role).label for role in roles]
    return Text(", ".join(one.vi for one in labels), ", ".join(one.en for one in labels))


def _exercised(behalves: list[Facts]) -> Text:
    terms = [(Role(each["role"]).label, Capacity(each["capacity"]).label) for each in behalves]
    return Text(
        "; ".join(f"{role.vi} ({how.vi})" for role, how in terms),
        "; ".join(f"{role.en} ({how.en})" for role, how in terms),
    )


def _day(value: str) -> str:
    try:
        return day(date.fromisoformat(value)) if len(value) == len("2026-01-01") else value
    except ValueError:
        return value


def _ticked(value: object) -> Text:
    return YES if value else NO


_TERMS: Mapping[str, Callable[[Any], Text]] = {
    "paper_kind": lambda value: DecisionKind(value).label,
    "lines": decided_in_all,
    "in_territory": _ticked,
    "proposed_this_case": _ticked,
    "recorded_figures": _ticked,
    "on_behalf": _exercised,
    "on_antt_list": _ticked,
    "tasks_concluded": _ticked,
    "state": lambda value: CaseState(value).label,
    "relapsed_from": lambda value: CaseState(value).label,
    "phase": lambda value: Phase(value).label,
    "province": named,
    "role": lambda value: _roles([value]),
    "roles": _roles,
    "seat_kind": lambda value: Seat(value).label,
    "capacity": lambda value: Capacity(value).label,
    "granted": lambda value: Granted(value).label,
}
