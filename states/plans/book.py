"""The plans at hand: read from their files, each under its id, and the one in force on a day."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from states.plans import HERE, Plan, read
from states.plans.checking import faults_in
from states.terms import Evidence, Text


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
        raw: dict[str, dict[str, Any]] = {}
        for directory in (HERE, *directories):
            for path in sorted(directory.glob("*.toml")):
                table = tomllib.loads(path.read_text(encoding="utf-8"))
                if "plan" in table:
                    raw[str(table["plan"]["id"])] = table
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
def label_of(key: str) -> Text:
    """Return the words the product's own plans have for a parameter, or its key when none has."""
    known = (plan.get(key) for plan in PlanBook.load().plans.values())
    return next((parameter.label for parameter in known if parameter), Text(key, key))


def _add(name: str, raw: Mapping[str, dict[str, Any]], plans: dict[str, Plan]) -> Plan:
    if name in plans:
        return plans[name]
    plan = read(raw[name])
    if plan.extends:
        plan = _inheriting(plan, _add(plan.extends, raw, plans))
    plans[name] = replace(plan, digest=_digest(plan))
    return plans[name]


def _digest(plan: Plan) -> str:
    """Return the SHA-256 of what a plan judges by: its days, provinces and values.

    A mended quote, label or comment leaves it as it is, so running cases go on; a changed
    threshold does not.
    """
    judged = {
        "id": plan.id,
        "since": plan.since.isoformat(),
        "until": plan.until.isoformat(),
        "provinces": plan.provinces,
        "values": {
            key: [parameter.value, parameter.operator, parameter.unit]
            for key, parameter in plan.parameters.items()
        },
    }
    text = json.dumps(judged, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


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
    return replace(plan, parameters={**taken, **plan.parameters})
