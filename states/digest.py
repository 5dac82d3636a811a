"""What a vote was cast on, in one line: a digest that changes when anything judged changes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from states.facts import Actor, CaseFacts, Submission

CasePaper = tuple[str, str, date | None]
"""A paper of the case as the digest knows it: its kind, its number, the day it was signed."""
NOT_JUDGED = frozenset({"on", "today", "actor", "waivers"})


def judged(facts: CaseFacts, papers: Iterable[CasePaper]) -> dict[str, Any]:
    """Return what a council judges: the case, its figures, its papers and the plan's digest.

    Left out is whatever belongs to the deed and not to the case: the day, who acts, the papers
    handed in with it, the province's cap, and the ballot itself.
    """
    nobody = Actor("")
    case = replace(
        facts, actor=nobody, paper=Submission(), quota=None, correction=None, ballot=None
    ).as_record()
    return {
        "case": {part: said for part, said in case.items() if part not in NOT_JUDGED},
        "papers": sorted(
            [kind, number, signed_on.isoformat() if signed_on else ""]
            for kind, number, signed_on in papers
        ),
        "plan": facts.plan.digest if facts.plan else "",
    }


def facts_digest(facts: CaseFacts, papers: Iterable[CasePaper]) -> str:
    """Return the SHA-256, in hexadecimal, of what a council judges."""
    text = json.dumps(
        judged(facts, papers), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
