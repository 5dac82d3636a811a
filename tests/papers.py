"""Papers of the tests' world: minutes, decisions and others of the province's committee."""

from datetime import date
from typing import Any

from states.facts import Paper

BODY = "Ban Chỉ đạo 138 tỉnh"


def paper(number: str, on: date | None, **more: Any) -> Paper:
    """A paper of the province's committee; minutes carry five of seven votes."""
    return Paper(number, on, body=more.pop("body", BODY), **more)


def minutes(on: date, votes: int = 5) -> Paper:
    """Minutes of a sitting that carried with `votes` of seven."""
    return paper("05/BB-HĐTĐ", on, votes_for=votes, votes_of=7)


def decision(on: date, number: str = "12/QĐ-BCĐ") -> Paper:
    """A decision signed for the committee."""
    return paper(number, on, capacity="TM.")
