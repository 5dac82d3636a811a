"""The tasks a plan sets, as the page of the legal basis shows them: whose, by when, and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from states.action_plan import Assignment, TaskGroup, TaskTemplate, agencies, templates_of
from states.coverage import load_coverage
from states.norms import Norm
from states.terms import Text
from states.wording import listed


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of a plan: who has it, by when in the plan's words, and the sentences behind it."""

    id: str
    group: TaskGroup
    label: Text
    document: str
    lead: Text
    support: Text
    given: Assignment
    norms: tuple[Norm, ...]


def tasks_of(plan: str) -> tuple[TaskLine, ...]:
    """Return the tasks that a plan's own text sets, by group."""
    return tuple(_line(each, plan) for each in templates_of(plan))


def norms_of(task: str, plan: str) -> tuple[Norm, ...]:
    """Return the plan's sentences that a task carries, in the order of the text."""
    return tuple(_carried(f"task:{task}", plan))


def _carried(reference: str, plan: str) -> Iterator[Norm]:
    for norm in load_coverage():
        if norm.plan == plan and reference in (*norm.carried_by, *norm.not_yet):
            yield norm


def _line(template: TaskTemplate, plan: str) -> TaskLine:
    given = template.by_plan[plan]
    return TaskLine(
        id=template.id,
        group=template.group,
        label=template.label,
        document=template.document,
        lead=names_of(given.lead),
        support=names_of(template.support),
        given=given,
        norms=norms_of(template.id, plan),
    )


def names_of(named: tuple[str, ...]) -> Text:
    """Return agencies by the names they had in the plan, in one sentence; none is empty."""
    return listed([agencies()[name].label for name in named])
