"""Conformance cases: what a lawyer wrote down in TOML, read as facts and put to the guards."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from states.case import TRANSITIONS
from states.catalogue import Group, catalogue
from states.deadlines import DaysOff
from states.facts import CaseFacts, FigureSet, Paper, Quota
from states.figures import MISSING, NOT_ARISEN, WITHHELD, Figure, answer, count, ratio
from states.findings import Finding
from states.targets import nine_targets
from states.terms import CaseState, UnitKind
from tests.law_builders import breaking, criteria, facts, figures, targets

FOLDER = Path(__file__).parent / "law"
STANDINGS = {"missing": MISSING, "withheld": WITHHELD, "not arisen": NOT_ARISEN}
OF_QUOTA = {"base", "used", "adding", "monitored"}
WORDS = {"kind": UnitKind, "district_kind": UnitKind, "relapsed_from": CaseState}
TARGET_GROUPS = (Group.TARGET, Group.ATTESTATION)


@dataclass(frozen=True, slots=True)
class LawCase:
    """One sentence of the law, what is given, and the verdict expected under each plan."""

    says: str
    source: str
    rule: str
    given: Mapping[str, Any]
    expect: Mapping[str, str]
    file: str


def tables(name: str) -> list[dict[str, Any]]:
    """Every entry of that kind in the files of the folder, each knowing its file."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [entry | {"file": path.name} for entry in document.get(name, [])]
    return found


@cache
def law_cases() -> tuple[LawCase, ...]:
    """Every case that asks a guard."""
    return tuple(LawCase(**entry) for entry in tables("case"))


def answer_to(case: LawCase, plan: str) -> Finding:
    """The finding of the case's rule under a plan; "none" stands for no plan in force.

    Raises LookupError when no guard answers with that rule.
    """
    here = facts_of(case, None if plan == "none" else plan)
    for finding in _findings(here):
        if finding.rule == case.rule:
            return finding
    message = f"{case.file}: no guard answers {case.rule}"
    raise LookupError(message)


def facts_of(case: LawCase, plan: str | None) -> CaseFacts:
    """The facts a case gives; all it does not name is as everywhere: valid and boring."""
    given = dict(case.given)
    reported = {key: figure(given.pop(key)) for key in set(catalogue()) & set(given)}
    broken = given.pop("broken", ())
    quota = {key: given.pop(key) for key in OF_QUOTA & set(given)}
    off = frozenset(given.pop("holidays", ()))
    phase = given.pop("phase", "")
    paper = {"old_decision": Paper(**given.pop("old_decision"))} if "old_decision" in given else {}
    types = tuple(given.pop("types", ("1",)))
    given |= {key: kind(given[key]) for key, kind in WORDS.items() if key in given}
    here = facts(plan, **_sets(reported, broken, phase), **given, **paper)
    here = replace(here, paper=replace(here.paper, types=types))
    if quota:
        year, monitoring = here.on.year, quota.pop("monitored", 0)
        here = replace(here, quota=Quota(year, monitoring=monitoring, **quota))
    return replace(here, days_off=DaysOff(off)) if off else here


def figure(written: str | int) -> Figure:
    """A figure as the cases write it: 14, "12/14", "yes", "not arisen"."""
    if isinstance(written, int):
        return count(written)
    if written in STANDINGS:
        return STANDINGS[written]
    if "/" in written:
        numerator, denominator = written.split("/")
        return ratio(int(numerator), int(denominator))
    return answer(written)


def _sets(
    reported: Mapping[str, Figure], broken: tuple[str, ...], phase: str
) -> dict[str, FigureSet]:
    judged = {key for key in reported if catalogue()[key].group in TARGET_GROUPS}
    values = breaking(*broken) | {key: reported[key] for key in judged}
    proposed = {key: each for key, each in reported.items() if key not in judged}
    sets = {phase or "review": figures(values), "proposal": figures(criteria(**proposed))}
    if phase == "relapse":
        sets["relapse"] = figures({key: reported[key] for key in judged})
    return sets if judged or broken else sets | {phase or "review": figures(targets())}


def _findings(here: CaseFacts) -> Iterator[Finding]:
    for guard in dict.fromkeys(guard for row in TRANSITIONS for guard in row.guards):
        yield from _with_parts(guard(here))
    yield from nine_targets(here, here.review)


def _with_parts(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from _with_parts(part)
