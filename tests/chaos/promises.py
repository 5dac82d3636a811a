"""What must hold after every deed, whoever tried it: asked of the tables, not of the code.

Each question finds what must not be there.
"""

from collections.abc import Mapping

from tests.chaos.arena import Arena, Watch

BY_DECISION = "('select', 'recognize', 'resume')"
BY_BALLOT = "('appraise', 'pass_review', 'extend', 'relapse')"
NEVER: Mapping[str, str] = {
    "two open cases of one commune": """
        SELECT commune_id FROM case_file WHERE is_open GROUP BY commune_id HAVING count(*) > 1""",
    "more areas than the cap": "SELECT year FROM quota WHERE used > cap",
    "more than 15 % selected": """
        SELECT year FROM quota WHERE cap > base * 15 / 100 AND NOT EXISTS
        (SELECT 1 FROM history WHERE deed IN ('inherit', 'void'))""",
    "a case that is not where its last entry led": """
        SELECT live.number FROM case_file AS live LEFT JOIN history AS last
        ON last.case_id = live.id AND last.case_number = live.entries
        WHERE last.to_state IS NOT live.state OR live.version <> live.entries""",
    "figures verified by who recorded them": """
        SELECT figure.id FROM figure JOIN verification ON figure_id = id
        WHERE recorded_by = verified_by""",
    "a vote without a seat": """
        SELECT vote.person_id FROM vote WHERE seat_id NOT IN (SELECT id FROM seat)""",
    "a decision over one's own proposal": f"""
        SELECT entry.number FROM history AS entry JOIN case_file ON case_file.id = entry.case_id
        WHERE entry.deed IN {BY_DECISION} AND (entry.person_id = case_file.proposed_by
        OR EXISTS (SELECT 1 FROM figure WHERE case_id = entry.case_id
        AND recorded_by = entry.person_id))""",
    "a council's step by a person": f"""
        SELECT number FROM history WHERE deed IN {BY_BALLOT}
        AND person_id NOT IN (SELECT id FROM council)""",
    "a council's step without its carried motion": f"""
        SELECT entry.number FROM history AS entry WHERE entry.deed IN {BY_BALLOT}
        AND NOT EXISTS (SELECT 1 FROM motion WHERE motion.entry = entry.number
        AND motion.status = 'carried' AND motion.case_id = entry.case_id
        AND 2 * votes_for > present)""",
    "a carried motion whose tally is not its votes": """
        SELECT id FROM motion WHERE status = 'carried' AND (votes_for, against, abstain) IS NOT
        (SELECT count(*) FILTER (WHERE choice = 'for'), count(*) FILTER (WHERE choice = 'against'),
        count(*) FILTER (WHERE choice = 'abstain') FROM vote WHERE motion_id = motion.id)""",
    "a recognition the council never recommended": """
        SELECT number FROM history AS entry WHERE deed = 'recognize' AND NOT EXISTS
        (SELECT 1 FROM motion WHERE case_id = entry.case_id AND action = 'recognize'
        AND status = 'carried')""",
    "a waiver or a correction by one person": """
        SELECT id FROM waiver WHERE asked_by = decided_by
        UNION ALL SELECT id FROM correction_request WHERE asked_by = decided_by""",
    "a grant by one person, or to one of the two": """
        SELECT id FROM grant_request WHERE asked_by = decided_by
        OR asked_by = person_id OR (approved AND decided_by = person_id)""",
    "a council or a member appointed": """
        SELECT id FROM appointment WHERE role IN ('council', 'member')""",
    "an administrator's power delegated": """
        SELECT delegation.id FROM delegation JOIN appointment
        ON appointment.id = appointment_id WHERE role = 'administrator'""",
    "a case on two drafts": """
        SELECT case_id FROM decision_line WHERE held GROUP BY case_id HAVING count(*) > 1""",
    "a number recorded twice": """
        SELECT number_key FROM decision WHERE state = 'recorded'
        GROUP BY province_id, body, kind, year, number_key HAVING count(*) > 1""",
    "a recorded decision with a line that was not done": """
        SELECT decision.id FROM decision JOIN decision_line ON decision_id = decision.id
        WHERE state = 'recorded' AND case_entry IS NULL""",
}
FOR: Mapping[str, str] = {
    "officer": "('propose', 'submit_review', 'enter_figures')",
    "committee_office": "('select', 'recognize', 'resume', 'withdraw', 'decision_drafted', "
    "'decision_recorded', 'waiver_given', 'waiver_refused', 'correction_refused', 'void')",
    "registrar": "('inherit', 'hand_over')",
    "administrator": "('grant_asked', 'grant_refused', 'appointed', 'released', 'seated', "
    "'unseated', 'council_founded', 'council_dissolved')",
    "clerk": "('sitting_called', 'roll_set', 'motion_put', 'motion_withdrawn', 'sitting_closed', "
    "'return_dossier')",
    "member": "('vote_cast', 'recused')",
}
TODAY = "since <= '2019-12-02' AND (until IS NULL OR until >= '2019-12-02')"
HELD = f"""
    SELECT role, person_id FROM appointment WHERE {TODAY}
    UNION SELECT role, delegation.person_id FROM (SELECT * FROM delegation WHERE {TODAY})
    AS delegation JOIN (SELECT * FROM appointment WHERE {TODAY}) AS held ON held.id = appointment_id
    UNION SELECT 'member', person_id FROM seat WHERE {TODAY}
    UNION SELECT 'clerk', person_id FROM seat WHERE kind IN ('chair', 'secretary') AND {TODAY}
    UNION SELECT 'clerk', person_id FROM appointment WHERE role = 'secretary' AND {TODAY}
    UNION SELECT 'clerk', delegation.person_id FROM (SELECT * FROM delegation WHERE {TODAY})
    AS delegation JOIN appointment ON appointment.id = appointment_id WHERE role = 'secretary'"""
TOOK_PART = """
    SELECT vote.person_id FROM vote JOIN motion ON motion.id = vote.motion_id
    JOIN case_file ON case_file.id = motion.case_id WHERE motion.entry > ?
    AND motion.status IN ('carried', 'lost', 'tied') AND (vote.person_id = case_file.proposed_by
    OR vote.person_id IN (SELECT recorded_by FROM figure WHERE case_id = motion.case_id)
    OR vote.person_id IN (SELECT verified_by FROM verification JOIN figure ON figure.id = figure_id
    WHERE case_id = motion.case_id)
    OR vote.person_id IN (SELECT person_id FROM recusal WHERE motion_id = motion.id))"""
Powers = frozenset[tuple[str, str]]


def powers(arena: Arena) -> Powers:
    """Who may act in which role today: read before a deed, which may end the very power."""
    return frozenset((role, person) for role, person in arena.rows(HELD))


def broken(arena: Arena, since: int, held: Powers) -> list[str]:
    """The promises that do not hold; entries are looked at after the one of this number."""
    found = [f"{what}: {rows}" for what, ask in NEVER.items() if (rows := arena.rows(ask))]
    for role, deeds in FOR.items():
        rows = arena.rows(
            f"SELECT deed, person_id FROM history WHERE number > ? AND deed IN {deeds}", since
        )
        found += [f"{deed} by nobody's {role}" for deed, who in rows if (role, who) not in held]
    if rows := arena.rows(TOOK_PART, since):
        found.append(f"votes of people who took part in the case: {rows}")
    return found


def watch(arena: Arena) -> Watch:
    """Look who holds what before a deed; return how to see afterwards what is broken."""
    since, held = arena.entries(), powers(arena)
    return lambda: broken(arena, since, held)
