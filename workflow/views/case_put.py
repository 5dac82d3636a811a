"""The case a council is to vote on, in short: where it lies, how it stands, what it argues."""

from dataclasses import dataclass

from states.facts import CaseFacts
from states.terms import Action, CaseState, Text
from workflow.sitting.motions import Put
from workflow.views.asked import AREA_TYPES
from workflow.views.naming import joined, named, unit

_STATES = {
    Action.APPRAISE: CaseState.APPRAISED,
    Action.DECLINE: CaseState.DECLINED,
    Action.PASS_REVIEW: CaseState.MONITORING,
    Action.EXTEND: CaseState.IN_TRANSFORMATION,
    Action.RELAPSE: CaseState.RELAPSED,
    Action.RECOGNIZE: CaseState.RECOGNIZED,
}


@dataclass(frozen=True, slots=True)
class CasePut:
    """A case in a few lines; `target` is the state the action leads to."""

    number: str
    commune: Text
    lies_in: Text
    code: str
    state: CaseState
    target: CaseState
    types: tuple[Text, ...]
    argument: str
    plan: str
    plan_name: Text
    illustration: bool


def case_put(put: Put, facts: CaseFacts) -> CasePut:
    """Return the case of a motion in short, from the facts it is judged on."""
    commune, plan = facts.commune, facts.plan
    district = (
        unit(commune.district_kind, commune.district)
        if commune.district and commune.district_kind
        else None
    )
    types = tuple(filter(None, put.file.types.split(",")))
    return CasePut(
        number=put.file.number,
        commune=unit(commune.kind, commune.name),
        lies_in=joined(district, named(commune.province)),
        code=commune.code or "",
        state=CaseState(put.file.state),
        target=_STATES[Action(put.motion.action)],
        types=tuple(AREA_TYPES.get(each, Text(each, each)) for each in types),
        argument=put.file.argument,
        plan=plan.id if plan else "",
        plan_name=plan.name if plan else Text(put.file.plan, put.file.plan),
        illustration=bool(put.file.illustration or (plan and plan.illustration)),
    )
