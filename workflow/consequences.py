"""What a move changes on the case besides its state: days, rounds, types, whether it is open."""

from collections.abc import Callable
from typing import Any

from states.case import OPEN_STATES, Assessment
from states.facts import CaseFacts
from states.terms import Action, CaseState


def changes_after(assessment: Assessment, facts: CaseFacts) -> dict[str, Any]:
    """Return the columns of the case a move changes."""
    row = assessment.transition
    changes: dict[str, Any] = {"is_open": stays_open(row.target, row.source)}
    consequence = _CONSEQUENCES.get(row.action)
    return changes | (consequence(facts) if consequence else {})


def stays_open(state: CaseState, source: CaseState | None) -> bool:
    """Whether the commune may have no other case: a relapse in monitoring stays open."""
    if state is CaseState.RELAPSED:
        return source is CaseState.MONITORING
    return state in OPEN_STATES


def _typed(facts: CaseFacts) -> dict[str, Any]:
    return {"types": ",".join(facts.paper.types)} if facts.paper.types else {}


def _started(facts: CaseFacts) -> dict[str, Any]:
    return {"started_on": facts.on}


def _reviewed(facts: CaseFacts) -> dict[str, Any]:
    """Monitoring starts on the review date (Tuyên Quang III.1: "kể từ ngày sơ kết")."""
    return {"reviewed_on": facts.on}


def _carried_over(facts: CaseFacts) -> dict[str, Any]:
    return {
        "round": facts.round + 1,
        "started_on": facts.on,
        "reviewed_on": None,
        "relapsed_from": None,
    }


def _recognized(facts: CaseFacts) -> dict[str, Any]:
    return {"recognized_on": facts.on}


def _relapsed(facts: CaseFacts) -> dict[str, Any]:
    return {"relapsed_from": facts.state.value if facts.state else None}


_CONSEQUENCES: dict[Action, Callable[[CaseFacts], dict[str, Any]]] = {
    Action.APPRAISE: _typed,
    Action.SELECT: _started,
    Action.PASS_REVIEW: _reviewed,
    Action.EXTEND: _carried_over,
    Action.RESUME: _carried_over,
    Action.RECOGNIZE: _recognized,
    Action.RELAPSE: _relapsed,
}
