"""Who may do which deed, told in words of its own: entries by anybody else are what is looked for.

The steps of cases are the one table's, whose rows other tests hold against the texts.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from states.table import TRANSITIONS
from states.terms import Action, Role
from tests.attacks.fuzzed import held, province
from tests.people_and_places import person_id

OFFICER, SECRETARY, OFFICE = {Role.OFFICER}, {Role.SECRETARY}, {Role.COMMITTEE_OFFICE}
ADMINISTRATOR, MEMBER, COUNCIL = {Role.ADMINISTRATOR}, {Role.MEMBER}, {Role.COUNCIL}
ANYBODY = set(Role) - COUNCIL
CLERK = SECRETARY | MEMBER
CASES = ANYBODY - MEMBER - ADMINISTRATOR
DEEDS: Mapping[str, set[Role]] = {
    "enter_figures": OFFICER,
    "verify_figures": OFFICER | SECRETARY,
    "waiver_asked": CASES,
    "rectify_asked": CASES,
    "void_asked": CASES,
    **dict.fromkeys(("waiver_given", "waiver_refused", "correction_refused"), OFFICE),
    **dict.fromkeys(("sitting_called", "roll_set", "sitting_closed"), CLERK),
    **dict.fromkeys(("motion_put", "motion_withdrawn", "ballot_opened"), CLERK),
    **dict.fromkeys(("vote_cast", "recused"), MEMBER),
    **dict.fromkeys(("ballot_ended", "ballot_lapsed"), COUNCIL),
    **dict.fromkeys(("decision_drafted", "decision_amended", "decision_withdrawn"), OFFICE),
    **dict.fromkeys(("decision_lines_added", "decision_line_removed"), OFFICE),
    "decision_recorded": OFFICE,
    **dict.fromkeys(("grant_asked", "grant_refused", "appointed", "released"), ADMINISTRATOR),
    **dict.fromkeys(("council_founded", "council_dissolved"), ADMINISTRATOR),
    **dict.fromkeys(("seated", "unseated", "person_added"), ADMINISTRATOR),
    **dict.fromkeys(("account_closed", "account_opened"), ADMINISTRATOR),
    **dict.fromkeys(("password_link_asked", "password_link_given"), ADMINISTRATOR),
    "delegated": ANYBODY - MEMBER,
    "delegation_ended": ANYBODY - MEMBER,
    "history_exported": {Role.AUDITOR},
}
OWN = frozenset(
    {"password_changed", "second_factor_on", "second_factor_off", "recovery_codes_renewed"}
    | {"signed_out_everywhere", "password_set_by_link", "recovery_code_used"}
)
"""What everybody does to one's own account, appointed or not."""
ACTIONS = frozenset(Action)


def unlawful(login: str, rows: list[sqlite3.Row], cases: Mapping[str, str]) -> list[str]:
    """The entries somebody made who may not: `cases` are the provinces of the cases by id."""
    return [
        f"{login}: {fault} in {row['entry'][:400]}"
        for row in rows
        for fault in _faults(login, json.loads(row["entry"]), cases)
    ]


def _faults(login: str, entry: dict[str, Any], cases: Mapping[str, str]) -> Iterator[str]:
    deed = entry["deed"]
    case, roles = entry.get("case"), held(login)
    allowed = DEEDS.get(deed, set()) if deed not in ACTIONS else _by_the_table(entry)
    if case and cases[UUID(case).hex] != province(login).hex:
        yield "a case of another province"
    if allowed & COUNCIL and entry["by"] != person_id(login).hex:
        if Role.MEMBER not in roles or entry["by"] != person_id("council itself").hex:
            yield "a deed of the council without it"
        return
    if entry["by"] != person_id(login).hex:
        yield "a deed in the name of somebody else"
    if deed not in OWN and not allowed & roles:
        yield f"a deed that is for {sorted(allowed) or 'nobody'}"


def _by_the_table(entry: dict[str, Any]) -> set[Role]:
    """The roles of the rows that lead from where a case was to where it is."""
    step = entry["deed"], entry["from"], entry["to"]
    rows = (row for row in TRANSITIONS if (row.action, row.source, row.target) == step)
    return {role for row in rows for role in row.by}
