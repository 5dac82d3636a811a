"""What is settled by one paper, one word or one person: each is one change, and says which."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from states.answers import parameter
from states.change import Change, Turn, as_asked, met_by, plural
from states.facts import CaseFacts, Correction, Paper
from states.findings import Finding
from states.terms import CaseState, Role, Text
from states.transition import Guard

WRITTEN = "…"


def _named(facts: CaseFacts) -> Paper:
    return Paper(WRITTEN, facts.on)


def _correction(facts: CaseFacts) -> Correction:
    return facts.correction or Correction(1, "", is_latest_move=False)


def _with_paper(facts: CaseFacts, **given: object) -> CaseFacts:
    return replace(facts, paper=replace(facts.paper, **given))  # type: ignore[arg-type]


def _with_signed(facts: CaseFacts, key: str, name: str) -> CaseFacts:
    allowed = parameter(facts, key)
    word = allowed.words[0] if allowed else ""
    decision = facts.paper.decision or Paper()
    return _with_paper(facts, decision=replace(decision, **{name: word}))  # type: ignore[arg-type]


def _issued(facts: CaseFacts) -> CaseFacts:
    apart = facts.state is CaseState.MONITORING and parameter(facts, "recognition.bodies")
    return _with_signed(facts, "recognition.bodies" if apart else "decision.bodies", "body")


GIVEN: dict[str, Callable[[CaseFacts], CaseFacts]] = {
    "reason.given": lambda f: _with_paper(f, reason=WRITTEN),
    "dossier.missing_named": lambda f: _with_paper(
        f, missing_list=f.paper.missing_list.strip() or WRITTEN, due=f.on + timedelta(days=1)
    ),
    "paper.named": lambda f: _with_paper(f, letter=_named(f)),
    "review.report_attached": lambda f: _with_paper(f, report=_named(f)),
    "succession.resolution_named": lambda f: _with_paper(f, resolution=_named(f)),
    "succession.successors_named": lambda f: _with_paper(f, successors=(WRITTEN,)),
    "inherit.old_decision_named": lambda f: _with_paper(f, old_decision=_named(f)),
    "review.tasks_concluded": lambda f: _with_paper(f, tasks_concluded=True),
    "decision.issuing_body": _issued,
    "decision.capacity": lambda f: _with_signed(f, "decision.capacities", "capacity"),
    "selection.argument_given": lambda f: replace(f, argument=WRITTEN),
    "correction.entry_named": lambda f: replace(f, correction=_correction(f)),
    "correction.right_value_given": lambda f: replace(
        f, correction=replace(_correction(f), right=WRITTEN)
    ),
}


def one_paper(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return what is to be written down with the step, in the words that ask for it."""
    change = Change(
        rule=finding.rule,
        turn=Turn.PAPER,
        amount=1,
        says=as_asked(finding),
        after=GIVEN[finding.rule](facts),
    )
    return met_by(guard, [change])


def _held(facts: CaseFacts) -> CaseFacts:
    return replace(facts, actor=replace(facts.actor, roles=frozenset(Role)))


def _not_involved(facts: CaseFacts) -> CaseFacts:
    free = replace(facts.actor, proposed_this_case=False, recorded_figures=False)
    return replace(facts, actor=free)


def _asked_by_another(facts: CaseFacts) -> CaseFacts:
    other = facts.actor.person + WRITTEN
    asked = replace(_correction(facts), asked_by=other, by_one_side=False)
    return replace(facts, correction=asked)


PEOPLE: dict[str, Callable[[CaseFacts], CaseFacts]] = {
    "access.role": _held,
    "access.territory": lambda f: replace(f, actor=replace(f.actor, in_territory=True)),
    "duties.not_proposer_or_recorder": _not_involved,
    "correction.asked_by_another": _asked_by_another,
}


def one_person(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return that another person is to do it."""
    says = as_asked(finding)
    if finding.rule != "access.role":
        says = Text("cần một người khác thực hiện", "another person has to do it")
    change = Change(
        rule=finding.rule,
        turn=Turn.PERSON,
        amount=1,
        says=says,
        after=PEOPLE[finding.rule](facts),
    )
    return met_by(guard, [change])


def other_case_closed(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return that the commune's open case is to be closed first."""
    change = Change(
        rule=finding.rule,
        turn=Turn.AREAS,
        amount=1,
        says=Text(
            f"hồ sơ {facts.open_case} phải đóng trước", f"case {facts.open_case} to be closed first"
        ),
        after=replace(facts, open_case=None),
    )
    return met_by(guard, [change])


def later_ones_undone(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many later steps or cases rest on the entry and are to be undone first."""
    correction = _correction(facts)
    number = max(1, len(correction.resting))
    change = Change(
        rule=finding.rule,
        turn=Turn.PAPER,
        amount=number,
        says=Text(
            f"hủy {number} bước dựa vào bút toán này trước",
            plural(number, "later step") + " to be voided first",
        ),
        after=replace(facts, correction=replace(correction, is_latest_move=True, resting=())),
    )
    return met_by(guard, [change])
