"""The action plan's tasks: what each plan gives to whom, and which agency does that work today."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from states.plans import HERE
from states.terms import Evidence, Term, Text


class TaskGroup(Term):
    """The six groups of tasks, under the headings of Đắk Lắk III and Tuyên Quang IV."""

    LEADERSHIP = "M1", "Lãnh đạo, chỉ đạo", "Leadership"
    POLITICAL_SYSTEM = "M2", "Kiện toàn hệ thống chính trị cơ sở", "Local political system"
    POLICE = "M3", "Củng cố lực lượng Công an", "Police forces"
    PEOPLE = "M4", "Tuyên truyền, vận động nhân dân", "Information and mobilisation"
    PREVENTION = "M5", "Phòng ngừa nghiệp vụ, quản lý nhà nước", "Prevention and administration"
    REPRESSION = "M6", "Đấu tranh, trấn áp, xử lý", "Fighting crime"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency by its name of the day; `until` its last day, then `successor` has its work."""

    id: str
    label: Text
    until: date | None = None
    successor: str = ""
    evidence: Evidence = Evidence.TEXT


@dataclass(frozen=True, slots=True)
class Assignment:
    """How one plan gives a task: to whom, ordered or requested, and by when in its own words.

    `lead_inferred` where the text names nobody. Without a deadline in the text, the end of the
    transformation year stands in, which is configured. A request is never overdue.
    """

    lead: tuple[str, ...] = ()
    lead_inferred: bool = False
    request: bool = False
    deadline: Text | None = None
    deadline_inferred: bool = False


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """One task a plan of work is drawn up from; `by_plan` holds the plans that set it.

    `targets` and `criteria` are what it feeds, by their short names ("t6", "a3"); one that
    `goes_on` runs through monitoring and after recognition.
    """

    id: str
    group: TaskGroup
    label: Text
    document: str
    targets: tuple[str, ...]
    criteria: tuple[str, ...]
    support: tuple[str, ...]
    goes_on: bool
    by_plan: Mapping[str, Assignment]


@cache
def agencies() -> Mapping[str, Agency]:
    """Return every agency under its id.

    Raises KeyError or ValueError when a row lacks a field or names an unknown successor.
    """
    rows = tomllib.loads((HERE / "action_plan" / "agencies.toml").read_text("utf-8"))["agency"]
    known = {name: _agency(name, row) for name, row in rows.items()}
    for each in known.values():
        if each.successor and each.successor not in known:
            raise ValueError(f"{each.id} is succeeded by “{each.successor}”, which is no agency")
    return known


@cache
def templates() -> Mapping[str, TaskTemplate]:
    """Return every template under its id, in the order of the groups.

    Raises KeyError or ValueError when a row lacks a field or names no group.
    """
    rows = tomllib.loads((HERE / "action_plan" / "tasks.toml").read_text("utf-8"))["task"]
    return {row["id"]: _template(row) for row in rows}


def templates_of(plan: str) -> tuple[TaskTemplate, ...]:
    """Return the templates that a plan's own text sets; a frame has no text and sets none."""
    return tuple(each for each in templates().values() if plan in each.by_plan)


def acting_agency(name: str, *, on: date) -> Agency:
    """Return who does an agency's work that day: itself, or the last of its successors."""
    agency = agencies()[name]
    while agency.until is not None and on > agency.until:
        agency = agencies()[agency.successor]
    return agency


def template_faults() -> list[str]:
    """Say in a sentence each what is wrong with the templates; none is an empty list."""
    return [fault for each in templates().values() for fault in _faults(each)]


def _faults(template: TaskTemplate) -> Iterator[str]:
    named = {name for given in template.by_plan.values() for name in given.lead}
    for name in sorted(named.union(template.support) - set(agencies())):
        yield f"{template.id} names “{name}”, which is no agency"


def _agency(name: str, row: Mapping[str, Any]) -> Agency:
    return Agency(
        id=name,
        label=Text(row["vi"], row["en"]),
        until=row.get("until"),
        successor=row.get("successor", ""),
        evidence=Evidence(row.get("evidence", Evidence.TEXT)),
    )


def _template(row: Mapping[str, Any]) -> TaskTemplate:
    return TaskTemplate(
        id=row["id"],
        group=TaskGroup(row["id"].partition(".")[0]),
        label=Text(row["vi"], row["en"]),
        document=row["document"],
        targets=tuple(row["targets"]),
        criteria=tuple(row["criteria"]),
        support=tuple(row["support"]),
        goes_on=row.get("goes_on", False),
        by_plan={plan: _assignment(given) for plan, given in row["plans"].items()},
    )


def _assignment(row: Mapping[str, Any]) -> Assignment:
    words = row.get("deadline")
    return Assignment(
        lead=tuple(row["lead"]),
        lead_inferred=row.get("lead_inferred", False),
        request=row.get("request", False),
        deadline=Text(words["vi"], words["en"]) if words else None,
        deadline_inferred=row.get("deadline_inferred", False),
    )
