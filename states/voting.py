"""What a counted ballot lets a council conclude: quorum, majority, and voters with no part in it.

No text sets quorum or majority: both are the plan's configured parameters, and each finding
spells them out. The rule itself is in `ballot`.
"""

from functools import partial

from states.answers import PRACTICE, SETTING, parameter, silent, verdict_of
from states.ballot import (
    RULES_OF_A_BALLOT,
    cast,
    counted_on,
    has_quorum,
    in_words,
    outcome,
    quorum_in_words,
    rule_of,
)
from states.facts import Ballot, CaseFacts
from states.findings import Finding
from states.terms import Choice, Result, Role, Spot, Text, Verdict
from states.wording import day

voted_on = partial(Finding, fixed_by=(Role.COUNCIL, Role.SECRETARY), fixed_at=Spot.SITTING)


def quorum_is_reached(facts: CaseFacts) -> Finding:
    """Enough of the members appointed, less the recused, were present to vote."""
    name = "council.quorum"
    rule = rule_of(facts.plan)
    if rule is None:
        return silent(name, facts, _left_open(facts))
    source = facts.plan.parameters["council.quorum"].source if facts.plan else SETTING
    ballot = facts.ballot
    needed = f"{rule.quorum_operator} {rule.quorum}"
    if ballot is None:
        return _no_ballot(name, quorum_in_words(rule), required=needed)
    seen = f"{ballot.present}/{ballot.appointed}"
    return voted_on(
        name,
        verdict_of(has_quorum(rule, ballot) and ballot.present <= ballot.appointed),
        Text(
            f"Có mặt {seen} thành viên được cử, {ballot.recused} người từ chối tham gia.",
            f"{seen} of the members appointed present, {ballot.recused} recused.",
        ),
        source,
        seen=seen,
        required=needed,
    )


def ballot_is_carried(facts: CaseFacts) -> Finding:
    """The motion is carried, and either closed or settled: no vote still to come changes it."""
    return _carried(facts, "council.carried")


def council_recommends(facts: CaseFacts) -> Finding:
    """The council recommended the recognition by a ballot that was carried before the decision."""
    name = "council.recommends"
    ballot = facts.ballot
    if ballot is None or ballot.held_on is None or ballot.held_on <= facts.on:
        return _carried(facts, name)
    sat = day(ballot.held_on)
    says = Text(
        f"Hội đồng họp ngày {sat}, sau ngày {day(facts.on)} của quyết định.",
        f"The council sat on {sat}, after the decision of {day(facts.on)}.",
    )
    return voted_on(name, Verdict.NOT_MET, says, PRACTICE, seen=ballot.held_on.isoformat())


def voters_took_no_part(facts: CaseFacts) -> Finding:
    """No voter proposed the case, gave or verified its figures, or belongs to who proposed it."""
    name = "duties.not_proposer_or_recorder"
    if facts.ballot is None:
        says = Text(
            "Chưa biểu quyết: chưa biết có người biểu quyết nào đã tham gia lập hồ sơ.",
            "No ballot yet: whether a voter took part in the case is not known.",
        )
        return voted_on(name, Verdict.NOT_KNOWN, says, PRACTICE)
    conflicted = facts.ballot.conflicted
    return voted_on(
        name,
        verdict_of(conflicted == 0),
        Text(
            f"{conflicted} người biểu quyết đã đề xuất, nhập hoặc xác minh số liệu của hồ sơ, "
            "hoặc thuộc cơ quan đề xuất."
            if conflicted
            else "Không người biểu quyết nào đã đề xuất, nhập hay xác minh số liệu của hồ sơ.",
            f"{conflicted} of the voters proposed the case, gave or verified its figures, or "
            "belong to the body that proposed it."
            if conflicted
            else "No voter proposed the case, gave its figures or verified them.",
        ),
        PRACTICE,
        seen=str(conflicted),
        required="= 0",
    )


def _carried(facts: CaseFacts, name: str) -> Finding:
    rule = rule_of(facts.plan)
    if rule is None or facts.plan is None:
        return silent(name, facts, _left_open(facts))
    needed = f"{rule.operator} {rule.majority}"
    ballot = facts.ballot
    if ballot is None:
        return _no_ballot(name, in_words(rule), required=needed)
    source = facts.plan.parameters["council.majority"].source
    if cast(ballot) > ballot.present:
        says = Text(
            "Số phiếu không thể nhiều hơn số thành viên có mặt.",
            "There cannot be more votes than members present.",
        )
        return voted_on(name, Verdict.NOT_MET, says, SETTING)
    result = outcome(rule, ballot)
    asked, counted = in_words(rule), _tallies(ballot)
    if result is Result.OPEN:
        says = Text(f"{result.label.vi}. {asked.vi}", f"{result.label.en}. {asked.en}")
        return voted_on(name, Verdict.NOT_KNOWN, says, source, required=needed)
    return voted_on(
        name,
        verdict_of(result is Result.CARRIED),
        Text(
            f"{result.label.vi}: {counted.vi}. {asked.vi}",
            f"{result.label.en}: {counted.en}. {asked.en}",
        ),
        source,
        seen=f"{ballot.votes_for}/{counted_on(rule, ballot)}",
        required=needed,
    )


def _tallies(ballot: Ballot) -> Text:
    """The votes on each side; shown only when none still to come can change the result."""
    votes = {
        Choice.FOR: ballot.votes_for,
        Choice.AGAINST: ballot.against,
        Choice.ABSTAIN: ballot.abstain,
    }
    return Text(
        ", ".join(f"{number} {choice.label.vi.lower()}" for choice, number in votes.items()),
        ", ".join(f"{number} {choice.label.en.lower()}" for choice, number in votes.items()),
    )


def _no_ballot(name: str, asked: Text, *, required: str) -> Finding:
    says = Text(f"Hội đồng chưa biểu quyết. {asked.vi}", f"No ballot yet. {asked.en}")
    return voted_on(name, Verdict.NOT_KNOWN, says, SETTING, required=required)


def _left_open(facts: CaseFacts) -> str:
    """The first parameter of the rule of ballots the plan does not state."""
    return next((key for key in RULES_OF_A_BALLOT if parameter(facts, key) is None), "")
