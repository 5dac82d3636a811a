"""How far an area is from failing: one denial, one target fewer, a relapse, and its settling."""

from collections.abc import Iterator

from states.change import Change, Turn, met_by, plural, with_figures
from states.facts import CaseFacts, FigureSet
from states.figures import Figure
from states.findings import Finding
from states.monitoring import ATTESTED_RELAPSE
from states.near_figures import Nearer
from states.near_targets import NO, YES, attestations, to_break, to_meet, unit_of
from states.success import units_counted
from states.targets import nine_targets
from states.terms import Phase, Text, Verdict
from states.transition import Guard

PREFERRED = (Verdict.MET, Verdict.NOT_KNOWN, Verdict.NOT_APPLICABLE)


def to_fail(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return the smallest change with which success is surely not met: one denial, one target."""
    figures = facts.review
    denials = [{name: NO} for name in attestations(facts, figures, NO)]
    breaks = [{each.measure: each.becomes} for each in breakable(facts, figures)]
    turns = [*denials[:1], *breaks]
    candidates = (
        Change(
            rule=finding.rule,
            turn=Turn.TARGETS,
            amount=number,
            says=Text(
                f"chỉ khi có {number} chỉ tiêu hoặc xác nhận nữa không đạt",
                "only with " + plural(number, "more target") + " or attestation not met",
            ),
            after=with_figures(
                facts, Phase.REVIEW, {k: v for turn in turns[:number] for k, v in turn.items()}
            ),
        )
        for number in range(1, len(turns) + 1)
    )
    return met_by(guard, candidates)


def breakable(facts: CaseFacts, figures: FigureSet) -> Iterator[Nearer]:
    """For each unit the plan counts and that is not broken, its nearest break; met ones first."""
    verdicts = {each.rule: each.verdict for each in nine_targets(facts, figures)}
    for wanted in PREFERRED:
        for rules in units_counted(facts):
            if any(verdicts[rule] is Verdict.NOT_MET for rule in rules):
                continue
            found = (to_break(facts, figures, rule) for rule in rules if verdicts[rule] is wanted)
            nearest = min((each for each in found if each), key=lambda x: x.amount, default=None)
            if nearest is not None:
                yield nearest


def to_relapse(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return the one figure that would show a relapse: a new complexity attested."""
    name = list(ATTESTED_RELAPSE)[-1]
    change = Change(
        rule=finding.rule,
        turn=Turn.FIGURE,
        amount=1,
        says=Text(
            "cần 1 số liệu hoặc xác nhận cho thấy phức tạp trở lại",
            "1 figure or attestation that shows a relapse",
        ),
        after=with_figures(facts, Phase.RELAPSE, {name: NO}),
        becomes="no",
    )
    return met_by(guard, [change])


def to_settle(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many reported breaches of the monitoring have to be settled."""
    values: dict[str, Figure] = {}
    broken = 0
    for target in nine_targets(facts, facts.relapse):
        if target.verdict is Verdict.NOT_MET:
            broken += 1
            values |= unit_of(target.rule, *to_meet(facts, facts.relapse, target.rule)).figures
    denied = [name for name in ATTESTED_RELAPSE if facts.relapse.get(name).answer == "no"]
    number = broken + len(denied)
    change = Change(
        rule=finding.rule,
        turn=Turn.TARGETS,
        amount=number,
        says=Text(
            f"{number} nội dung báo phức tạp trở lại phải được kết luận",
            plural(number, "reported breach") + " to be settled",
        ),
        after=with_figures(facts, Phase.RELAPSE, values | dict.fromkeys(denied, YES)),
    )
    return met_by(guard, [change])
