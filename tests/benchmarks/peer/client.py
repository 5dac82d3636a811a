"""The peer: Django with django-fsm-2, doing the same work on the same tables.

Written as a careful Django application would be: one atomic block, `select_for_update`, related
rows joined, the state changed by a transition with conditions, the version checked on saving.
Importing this module configures Django; call `configure` first.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Max, Q

from states.canonical import canonical
from tests.benchmarks.peer import models as tables
from tests.benchmarks.peer.rules import Seen
from tests.benchmarks.peer.surroundings import (
    PASSED,
    days_off,
    keep_entry,
    told_commune,
    told_figures,
)
from tests.benchmarks.stage import REVIEWED, SUBMISSION, Stage
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.facts import MOVES


class StaleCaseError(Exception):
    """Somebody else wrote the case first."""


class Peer:
    """A client of the peer. On SQLite its threads take turns, as ours do: that suits it best."""

    name = "Django + django-fsm-2"

    def __init__(self, stage: Stage, entry: Mapping[str, Any]) -> None:
        self.stage = stage
        self.sentences: Sequence[Mapping[str, Any]] = entry["findings"]
        self.turn = Lock()

    def move(self, number: str) -> None:
        """Pass one case's review: locked, judged, recorded, committed."""
        if connection.vendor == "sqlite":
            with self.turn:
                self._pass_review(number)
        else:
            self._pass_review(number)

    def _pass_review(self, number: str) -> None:
        with transaction.atomic():
            case = tables.CaseFile.objects.select_for_update().get(number=number)
            now = datetime.now(UTC)
            facts = self._gather(case, now)
            version, case.seen = case.version, facts.pop("seen")
            case.pass_review()
            self._keep_paper(case)
            changed = tables.CaseFile.objects.filter(id=case.id, version=version).update(
                state=case.state,
                is_open=True,
                version=version + 1,
                entries=F("entries") + 1,
                reviewed_on=case.reviewed_on,
            )
            if changed != 1:
                raise StaleCaseError(number)
            told = {**facts, **_facts_of(case)}
            keep_entry(case, told, at=stored_instant(now), effective=case.seen.on, **PASSED)

    def _gather(self, case: Any, now: datetime) -> dict[str, Any]:
        today, on = now.astimezone(HANOI).date(), REVIEWED
        commune = tables.Place.objects.select_related("province").get(id=case.commune_id)
        parents = [*commune.parents.select_related("parent")]
        titles = [*commune.titles.all()]
        stands = tables.Council.objects.filter(
            Q(until=None) | Q(until__gte=on),
            id=self.stage.council,
            place_id=case.province_id,
            since__lte=on,
        ).exists()
        roles = frozenset({"council"} if stands else ())
        figures = [
            *case.figures.filter(phase="review", round=case.round)
            .select_related("verification")
            .order_by("revision")
        ]
        last = tables.Entry.objects.filter(case_id=case.id, deed__in=MOVES)
        holidays = days_off(case, [*tables.Holiday.objects.values_list("day", "off")])
        seen = Seen(
            person=self.stage.council,
            on=on,
            today=today,
            roles=roles,
            in_territory=bool(roles),
            figures=figures,
            last=last.aggregate(last=Max("effective"))["last"],
            paper=SUBMISSION,
            ballot=self.stage.ballot,
            sentences=self.sentences,
        )
        return {
            "seen": seen,
            "actor": {"person": seen.person.hex, "roles": sorted(roles), "in_territory": 1},
            "ballot": canonical(seen.ballot),
            "commune": told_commune(commune, parents, titles),
            "days_off": {"holidays": [day.isoformat() for day in holidays]},
            "review": told_figures(figures, "review"),
        }

    def _keep_paper(self, case: Any) -> None:
        minutes = SUBMISSION.minutes
        assert minutes
        assert minutes.signed_on
        tables.Paper.objects.create(
            id=uuid4(),
            case=case,
            entry=case.entries + 1,
            kind="minutes",
            number=minutes.number,
            signed_on=minutes.signed_on,
            body=minutes.body,
            capacity=minutes.capacity,
            votes_for=minutes.votes_for,
            votes_of=minutes.votes_of,
            year=minutes.signed_on.year,
        )


def _facts_of(case: Any) -> dict[str, Any]:
    seen: Seen = case.seen
    minutes = seen.paper.minutes
    assert minutes
    return {
        "argument": case.argument,
        "last_effective": seen.last and seen.last.isoformat(),
        "on": seen.on.isoformat(),
        "paper": {
            "minutes": {
                "body": minutes.body,
                "number": minutes.number,
                "signed_on": minutes.signed_on and minutes.signed_on.isoformat(),
                "votes_for": minutes.votes_for,
                "votes_of": minutes.votes_of,
            }
        },
        "round": case.round,
        "started_on": case.started_on.isoformat(),
        "state": "preliminary_review",
        "today": seen.today.isoformat(),
        "types": case.types.split(","),
    }
