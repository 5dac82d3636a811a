"""What a person hands in with a step, from the answers to the questions of its form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from states.facts import Paper, Submission

Answers = Mapping[str, Any]
COUNCIL = "Hội đồng thẩm định"


def submission_of(answers: Answers) -> Submission:
    """Return what a person hands in, from the answers by question name; blanks are left out."""
    return Submission(
        reason=answers.get("reason") or "",
        minutes=_minutes(answers),
        decision=_paper(answers, "decision"),
        report=_paper(answers, "report"),
        letter=_paper(answers, "letter"),
        resolution=_paper(answers, "resolution"),
        old_decision=_paper(answers, "old_decision"),
        missing_list=answers.get("missing_list") or "",
        due=answers.get("due"),
        types=tuple(answers.get("types") or ()),
        successors=_lines(answers.get("successors") or ""),
        tasks_concluded=bool(answers.get("tasks")),
    )


def _paper(answers: Answers, kind: str) -> Paper | None:
    number: str = answers.get(f"{kind}_number") or ""
    signed: date | None = answers.get(f"{kind}_day")
    printed: str = answers.get(f"{kind}_printed") or ""
    if not (number or signed or printed):
        return None
    return Paper(
        number=number,
        signed_on=signed,
        as_printed=printed,
        body=answers.get(f"{kind}_body") or "",
        capacity=answers.get(f"{kind}_capacity") or "",
    )


def _minutes(answers: Answers) -> Paper | None:
    named = _paper(answers, "minutes")
    votes_for, votes_of = answers.get("minutes_for"), answers.get("minutes_of")
    if named is None and votes_for is None and votes_of is None:
        return None
    return Paper(
        number=named.number if named else "",
        signed_on=named.signed_on if named else None,
        body=COUNCIL,
        votes_for=votes_for,
        votes_of=votes_of,
    )


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())
