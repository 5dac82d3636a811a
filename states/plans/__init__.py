"""The law as dated data: one plan is one province's rules for one period, from one file."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from states.findings import Source
from states.plans.checking import faults_in
from states.terms import Evidence, Text

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value a plan sets: never a bare number, always with its words and source.

    `value` is exact text ("15/100"), a whole number, a flag, or a list of words.
    `inherited_from` names the plan whose value stands in for a silent text.
    """

    key: str
    value: str | int | bool | tuple[str, ...]
    label: Text
    source: Source
    operator: str = ""
    unit: str = ""
    since: date | None = None
    inherited_from: str = ""

    @property
    def fraction(self) -> Fraction:
        """The value as an exact fraction; raises ValueError when it is not one."""
        return _exact(str(self.value))

    @property
    def whole(self) -> int:
        """The value as a whole number; raises ValueError when it is not one."""
        return int(str(self.value))

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a list of words."""
        return self.value if isinstance(self.value, tuple) else (str(self.value),)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: who issued it, for which provinces and days, and its parameters.

    `since` and `until` are both days in force; `frame` marks what stands in where a
    province's own plan is not at hand; `illustration` what is no text at all.
    """

    id: str
    name: Text
    header: Mapping[str, Any]
    since: date
    until: date
    provinces: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    digest: str
    extends: str = ""
    frame: bool = False
    illustration: bool = False

    @property
    def document(self) -> str:
        """The citation every finding of this plan begins with."""
        return str(self.header["document"])

    @property
    def evidence(self) -> Evidence:
        """How what this plan says as a whole is known."""
        if self.illustration:
            return Evidence.CONFIGURED
        return Evidence.INFERRED if self.frame else Evidence.TEXT

    def covers(self, province: str | None, *, on: date) -> bool:
        """Whether the plan is in force in that province (official code) that day."""
        return self.since <= on <= self.until and (self.frame or province in self.provinces)

    def get(self, key: str) -> Parameter | None:
        """Return a parameter, or None where the plan is silent."""
        return self.parameters.get(key)

    def cites(self, place: str, evidence: Evidence | None = None) -> Source:
        """Return a source in this plan's own document; a frame or an illustration is no text."""
        return Source(self.document, place, evidence or self.evidence)


class FaultyPlansError(ValueError):
    """Plan files with faults are not read at all; `faults` holds a sentence for each."""

    def __init__(self, faults: tuple[Text, ...]) -> None:
        """Keep every fault; the message is all of them, in English."""
        super().__init__("\n".join(fault.en for fault in faults))
        self.faults = faults


class PlanBook:
    """All plans at hand, each under its id."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        """Keep the plans; use `load` to read them from files."""
        self.plans = dict(plans)

    @classmethod
    def load(cls, *directories: Path) -> "PlanBook":
        """Read the plans of the product and those of the given directories.

        A plan of a directory takes the place of the product's of the same id.
        Raises FaultyPlansError when a directory holds a plan file with any fault.
        """
        found = [fault for directory in directories for fault in faults_in(directory)]
        if found:
            raise FaultyPlansError(tuple(found))
        raw: dict[str, tuple[dict[str, Any], bytes]] = {}
        for directory in (HERE, *directories):
            for path in sorted(directory.glob("*.toml")):
                content = path.read_bytes()
                table = tomllib.loads(content.decode("utf-8"))
                if "plan" in table:
                    raw[str(table["plan"]["id"])] = (table, content)
        plans: dict[str, Plan] = {}
        for name in raw:
            _add(name, raw, plans)
        return cls(plans)

    def plan(self, name: str) -> Plan | None:
        """Return the plan of that id, or None when its file is gone."""
        return self.plans.get(name)

    def in_force(self, province: str | None, *, on: date) -> Plan | None:
        """Return the plan in force in a province that day, its own before a frame, or None.

        A plan that has ended never comes back: no plan in force is an answer of its own.
        """
        found = [plan for plan in self.plans.values() if plan.covers(province, on=on)]
        found.sort(key=lambda plan: (plan.frame, plan.illustration, plan.id))
        return found[0] if found else None

    def first_after(self, province: str | None, *, on: date) -> Plan | None:
        """Return the first plan that came into force after that day, or None."""
        later = sorted(plan.since for plan in self.plans.values() if plan.since > on)
        found = (self.in_force(province, on=day) for day in later)
        return next((plan for plan in found if plan is not None), None)


@cache
def _exact(value: str) -> Fraction:
    return Fraction(value)


@cache
def label_of(key: str) -> Text:
    """Return the words the product's own plans have for a parameter, or its key when none has."""
    known = (plan.get(key) for plan in PlanBook.load().plans.values())
    return next((parameter.label for parameter in known if parameter), Text(key, key))


def read(table: Mapping[str, Any], digest: str) -> Plan:
    """Return the plan a file's table holds, without what it inherits.

    Raises KeyError or ValueError when a field is missing or has the wrong form.
    """
    header = table["plan"]
    parameters = {
        key: _parameter(key, entry, header) for key, entry in table.get("parameter", {}).items()
    }
    return Plan(
        id=str(header["id"]),
        name=Text(header["name"]["vi"], header["name"]["en"]),
        header=header,
        since=header["since"],
        until=header["until"],
        provinces=tuple(header.get("provinces", ())),
        parameters=parameters,
        digest=digest,
        extends=header.get("extends", ""),
        frame=header.get("frame", False),
        illustration=header.get("illustration", False),
    )


def _parameter(key: str, entry: Mapping[str, Any], header: Mapping[str, Any]) -> Parameter:
    cited = entry["source"]
    value = entry["value"]
    return Parameter(
        key=key,
        value=tuple(value) if isinstance(value, list) else value,
        label=Text(entry["label"]["vi"], entry["label"]["en"]),
        source=Source(
            cited.get("document", header["document"]),
            cited.get("place", ""),
            Evidence(cited["evidence"]),
            cited.get("quote", ""),
        ),
        operator=entry.get("operator", ""),
        unit=entry.get("unit", ""),
        since=entry.get("since", header["since"]),
    )


def _add(
    name: str, raw: Mapping[str, tuple[dict[str, Any], bytes]], plans: dict[str, Plan]
) -> Plan:
    if name in plans:
        return plans[name]
    table, content = raw[name]
    digest = hashlib.sha256(content).hexdigest()
    plan = read(table, digest)
    if plan.extends:
        former = _add(plan.extends, raw, plans)
        plan = _inheriting(plan, former)
    plans[name] = plan
    return plan


def _inheriting(plan: Plan, former: Plan) -> Plan:
    """Fill what the plan leaves open from the one it names, marked as inferred.

    `inherits` lists the beginnings of the keys that are taken; without it all are.
    """
    only = tuple(plan.header.get("inherits", ()))
    taken = {
        key: replace(
            parameter,
            inherited_from=former.id,
            source=replace(parameter.source, evidence=Evidence.INFERRED),
        )
        for key, parameter in former.parameters.items()
        if key not in plan.parameters and (not only or key.startswith(only))
    }
    digest = hashlib.sha256(f"{plan.digest}{former.digest}".encode()).hexdigest()
    return replace(plan, parameters={**taken, **plan.parameters}, digest=digest)
