"""What can be done about a case now, and who has to do it: read off the assessment of its steps.

Steps that are possible at any time and no duty (sending a dossier back, declining, withdrawing,
handing over) are no tasks. What a council has to vote on is put on its docket by its secretary.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from states.case import Assessment
from states.findings import Finding
from states.table import TRANSITIONS, judged_on
from states.terms import Action, Asks, CaseState, Phase, Role, Spot, Text, Verdict
from workflow.deeds.figures import MAY_ENTER, MAY_VERIFY, OPEN_FOR
from workflow.views.looking import Seen
from workflow.views.steps import FORWARD

NO_DUTY = frozenset(
    {
        Action.RETURN_DOSSIER,
        Action.DECLINE,
        Action.WITHDRAW,
        Action.HAND_OVER,
        Action.RECTIFY,
        Action.VOID,
    }
)
DUTIES = tuple(row for row in TRANSITIONS if row.action not in NO_DUTY and row.source is not None)
AT_HAND = frozenset({Spot.CONFIRM, Spot.SITTING})
_BY_FIGURES = frozenset({Spot.FIGURES, Spot.TARGETS})
_RECOMMENDED = "council.recommends"
_OWN_PART = "duties.not_proposer_or_recorder"
_ABOUT_THE_PERSON = frozenset({"access.role", _OWN_PART})
_COMPLETE = frozenset({"selection.dossier_complete", "review.targets_reported"})


class Doing(StrEnum):
    """What kind of deed a task is: a step, one to be voted on or decided on, or figures."""

    STEP = "step"
    SITTING = "sitting"
    VOTE = "vote"
    DECISION = "decision"
    DRAFT = "draft"
    ENTER = "enter"
    VERIFY = "verify"


_BEGINNINGS = {
    Doing.SITTING: Text("Đưa ra Hội đồng", "Put to the council"),
    Doing.VOTE: Text("Chờ Hội đồng biểu quyết", "Awaits the council's vote"),
    Doing.DECISION: Text("Đưa vào quyết định", "Put into a decision"),
    Doing.DRAFT: Text("Đã có trong dự thảo quyết định", "In a draft decision already"),
    Doing.ENTER: Text("Nhập số liệu", "Enter figures"),
    Doing.VERIFY: Text("Kiểm tra số liệu", "Verify figures"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One deed that is possible now, with who may do it; `phase` is that of figures.

    `barred` says that whoever looks does not begin it: a part taken in the case forbids it, or
    it is on a docket or in a draft already.
    """

    doing: Doing
    by: tuple[Role, ...]
    action: Action | None = None
    phase: Phase | None = None
    barred: bool = False

    @property
    def label(self) -> Text:
        """Return the deed in words."""
        of_action = self.action.label if self.action else Text("", "")
        said = self.phase.label if self.phase else of_action
        begin = _BEGINNINGS.get(self.doing)
        return Text(f"{begin.vi}: {said.vi}", f"{begin.en}: {said.en}") if begin else said


def tasks(seen: Seen) -> tuple[Task, ...]:
    """Return what can be done about a case now by whoever holds the role, steps first."""
    return (*_steps(seen), *_figures(seen))


def my_tasks(seen: Seen) -> tuple[Task, ...]:
    """Return what whoever looks can do about a case now."""
    return tuple(one for one in tasks(seen) if seen.roles & set(one.by) and not one.barred)


def blockers(assessment: Assessment) -> tuple[Finding, ...]:
    """Return what stands in the way but the papers, the vote, and who it is that looks."""
    return tuple(
        finding
        for finding in assessment.findings
        if not finding.passes
        and finding.fixed_at not in AT_HAND
        and finding.rule not in _ABOUT_THE_PERSON
    )


def _steps(seen: Seen) -> Iterator[Task]:
    for assessment in seen.assessments:
        row = assessment.transition
        if row.action in NO_DUTY or blockers(assessment):
            continue
        by_council = Role.COUNCIL in row.by
        if by_council or _lacks_recommendation(assessment):
            put = bool(seen.file.on_a_docket)
            doing = Doing.VOTE if put else Doing.SITTING
            yield Task(doing, (Role.SECRETARY,), row.action, barred=put)
        elif Asks.DECISION in row.asks:
            held = bool(seen.file.in_a_draft)
            doing = Doing.DRAFT if held else Doing.DECISION
            yield Task(doing, row.by, row.action, barred=held or _took_part(assessment))
        else:
            yield Task(Doing.STEP, row.by, row.action, barred=_took_part(assessment))


def _took_part(assessment: Assessment) -> bool:
    return any(
        finding.rule == _OWN_PART and not finding.passes and finding.fixed_at not in AT_HAND
        for finding in assessment.findings
    )


def _lacks_recommendation(assessment: Assessment) -> bool:
    return any(
        finding.rule == _RECOMMENDED and not finding.passes and finding.fixed_at is Spot.SITTING
        for finding in assessment.findings
    )


def _figures(seen: Seen) -> Iterator[Task]:
    state = CaseState(seen.file.state)
    for phase, states in OPEN_FOR.items():
        if state in states and seen.checkable(phase):
            sits = Role.MEMBER in seen.roles  # who checks figures has no vote on the case
            yield Task(Doing.VERIFY, tuple(sorted(MAY_VERIFY)), phase=phase, barred=sits)
    lacking = phase_to_report(seen)
    if lacking is not None:
        yield Task(Doing.ENTER, tuple(sorted(MAY_ENTER)), phase=lacking)


def phase_to_report(seen: Seen) -> Phase | None:
    """Return the phase of which figures alone are missing for the step ahead, or None.

    Figures that only wait for a second person's check, or do not satisfy, are not missing.
    """
    ahead = step_ahead(seen)
    missing = blockers(ahead) if ahead else ()
    if not missing or any(one.fixed_at not in _BY_FIGURES for one in missing):
        return None
    unreported = (one.verdict is Verdict.NOT_KNOWN or one.rule in _COMPLETE for one in missing)
    return _phase_open(CaseState(seen.file.state)) if any(unreported) else None


def step_ahead(seen: Seen) -> Assessment | None:
    """Return the step the case is on its way to, assessed; None where its course is over."""
    forward = FORWARD.get(CaseState(seen.file.state))
    found = (one for one in seen.assessments if one.transition.action is forward)
    return next(found, None)


def _phase_open(state: CaseState) -> Phase | None:
    open_now = (phase for phase in judged_on(state) if state in OPEN_FOR[phase])
    return next((phase for phase in open_now if phase is not Phase.RELAPSE), None)
