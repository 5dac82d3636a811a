"""The peer's decision: thirty selections under one paper, one atomic block, on the same tables.

What does not differ between lines (who signs, the quota) is asked once, as a careful Django
application would ask it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, F, Max, Q

from states.facts import Paper, Submission
from tests.benchmarks.peer import models as tables
from tests.benchmarks.peer.client import StaleCaseError
from tests.benchmarks.peer.rules import Seen
from tests.benchmarks.peer.surroundings import (
    SELECTED,
    append,
    keep_entry,
    told_commune,
    told_figures,
)
from tests.benchmarks.stage import Stage
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.facts import MOVES


class Decider:
    """A client of the peer that records one draft after another."""

    name = "Django + django-fsm-2"

    def __init__(
        self, stage: Stage, entry: Mapping[str, Any], decisions: Mapping[str, UUID]
    ) -> None:
        self.stage, self.decisions = stage, decisions
        self.sentences: Sequence[Mapping[str, Any]] = entry["findings"]

    def move(self, number: str) -> None:
        """Record one decision: every line of it, or nothing."""
        with transaction.atomic():
            now = datetime.now(UTC)
            decision = tables.Decision.objects.select_for_update().get(id=self.decisions[number])
            self._claim(decision, now)
            lines = [*decision.lines.select_related("case").order_by("case__number")]
            around = self._around(decision, now, lines)
            entries = [self._select(line, decision, around) for line in lines]
            tables.Quota.objects.filter(
                province_id=decision.province_id, year=decision.signed_on.year
            ).update(used=F("used") + len(lines))
            tables.DecisionLine.objects.bulk_update(lines, ["held", "case_entry"])
            self._keep(decision, lines, entries, at=stored_instant(now))

    def _claim(self, decision: Any, now: datetime) -> None:
        same = tables.Decision.objects.filter(
            state="recorded",
            province_id=decision.province_id,
            body=decision.body,
            kind=decision.kind,
            year=decision.year,
            number_key=decision.number_key,
        )
        if same.exists():
            raise StaleCaseError(decision.number)
        decision.state, decision.ended_by = "recorded", self.stage.office
        decision.ended_at, decision.version = stored_instant(now), decision.version + 1
        decision.save(update_fields=["state", "ended_by", "ended_at", "version"])

    def _around(self, decision: Any, now: datetime, lines: Sequence[Any]) -> dict[str, Any]:
        """What every line is judged by alike: who signs, with which power, under which cap."""
        today, on = now.astimezone(HANOI).date(), decision.signed_on
        held = tables.Appointment.objects.filter(
            Q(until=None) | Q(until__gte=today),
            person_id=self.stage.office,
            person__active=True,
            since__lte=today,
        )
        roles = {row.role for row in held if row.place_id == decision.province_id}
        quota = tables.Quota.objects.select_for_update().get(
            province_id=decision.province_id, year=on.year
        )
        at_work = tables.CaseFile.objects.filter(
            Q(recognized_on=None) | Q(recognized_on__gt=on),
            province_id=decision.province_id,
            started_on__lte=on,
        ).exclude(state__in=("closed", "relapsed"))
        monitored = at_work.aggregate(monitored=Count("id", filter=Q(reviewed_on__lte=on)))
        return {
            "now": stored_instant(now),
            "today": today,
            "roles": frozenset(roles),
            "quota": quota,
            "monitored": monitored["monitored"],
            "adding": len(lines),
        }

    def _select(self, line: Any, decision: Any, around: Mapping[str, Any]) -> int:
        case = tables.CaseFile.objects.select_for_update().get(id=line.case_id)
        facts, version = self._gather(case, decision, around), case.version
        case.seen = facts.pop("seen")
        case.select()
        tables.Paper.objects.create(
            id=uuid4(),
            case=case,
            entry=case.entries + 1,
            kind="decision",
            number=decision.number,
            signed_on=decision.signed_on,
            body=decision.body,
            capacity=decision.capacity,
            year=decision.signed_on.year,
        )
        changed = tables.CaseFile.objects.filter(id=case.id, version=version).update(
            state=case.state,
            is_open=True,
            version=version + 1,
            entries=F("entries") + 1,
            started_on=case.started_on,
        )
        if changed != 1:
            raise StaleCaseError(case.number)
        entry = keep_entry(case, facts, at=around["now"], effective=case.seen.on, **SELECTED)
        line.held, line.case_entry = False, entry
        return entry

    def _gather(self, case: Any, decision: Any, around: Mapping[str, Any]) -> dict[str, Any]:
        on, quota = decision.signed_on, around["quota"]
        commune = tables.Place.objects.select_related("province").get(id=case.commune_id)
        parents = [*commune.parents.select_related("parent")]
        titles = [*commune.titles.all()]
        figures = [*case.figures.select_related("verification").order_by("revision")]
        last = tables.Entry.objects.filter(case_id=case.id, deed__in=MOVES)
        paper = Paper(decision.number, on, body=decision.body, capacity=decision.capacity)
        seen = Seen(
            person=self.stage.office,
            on=on,
            today=around["today"],
            roles=around["roles"],
            in_territory=bool(around["roles"]),
            figures=figures,
            last=last.aggregate(last=Max("effective"))["last"],
            paper=Submission(decision=paper),
            sentences=self.sentences,
            commune=commune,
            titles=titles,
            used=quota.used,
            adding=around["adding"],
            cap=quota.cap,
        )
        told = {
            "commune": told_commune(commune, parents, titles),
            "proposal": told_figures(figures, "proposal"),
            "quota": _told_quota(quota, around, year=on.year),
        }
        return {"seen": seen, **told, **_told_of(case, seen, paper)}

    def _keep(
        self, decision: Any, lines: Sequence[Any], entries: Sequence[int], *, at: str
    ) -> None:
        told = [
            {"action": line.action, "case": line.case_id.hex, "entry": entry}
            for line, entry in zip(lines, entries, strict=True)
        ]
        content = dict.fromkeys(("case", "case_number", "from", "plan", "plan_digest", "to"))
        content |= {
            "capacity": "committee_office",
            "deed": "decision_recorded",
            "effective": decision.signed_on.isoformat(),
            "facts": {
                "body": decision.body,
                "decision": decision.id.hex,
                "lines": told,
                "number": decision.number,
                "paper_kind": decision.kind,
                "place": decision.province_id.hex,
                "signed_as": decision.capacity,
                "signed_on": decision.signed_on.isoformat(),
                "subject": decision.subject,
            },
            "findings": [],
        }
        number = append(content, {}, by=self.stage.office, at=at)
        tables.EntryPlace.objects.create(number=number, place_id=decision.province_id)


def _told_quota(quota: Any, around: Mapping[str, Any], *, year: int) -> dict[str, Any]:
    return {
        "adding": around["adding"],
        "base": quota.base,
        "monitoring": around["monitored"],
        "source": quota.source,
        "used": quota.used,
        "year": year,
    }


def _told_of(case: Any, seen: Seen, paper: Paper) -> dict[str, Any]:
    decision = {
        "body": paper.body,
        "capacity": paper.capacity,
        "number": paper.number,
        "signed_on": seen.on.isoformat(),
    }
    return {
        "actor": {"person": seen.person.hex, "roles": sorted(seen.roles), "in_territory": 1},
        "argument": case.argument,
        "last_effective": seen.last and seen.last.isoformat(),
        "on": seen.on.isoformat(),
        "paper": {"decision": decision},
        "round": case.round,
        "state": "appraised",
        "today": seen.today.isoformat(),
        "types": case.types.split(","),
    }
