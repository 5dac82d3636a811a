"""The peer: Django with django-fsm-2, doing the same work on the same tables.

Written as a careful Django application would be: one atomic block, `select_for_update`, related
rows joined, the state changed by a transition with conditions, the version checked on saving.
Importing this module configures Django; call `configure` first.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from threading import Lock
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Max, Q
from holidays import country_holidays

from states.canonical import canonical
from tests.benchmarks.peer import models as tables
from tests.benchmarks.peer.rules import Seen
from tests.benchmarks.stage import REVIEWED, SUBMISSION, Stage
from workflow.calendar import HANOI
from workflow.casefiles import case_after
from workflow.database import stored_instant
from workflow.facts import MOVES
from workflow.merkle import Tree, leaf_hash


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
            self._record(case, facts, at=stored_instant(now))

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
        figures = [*case.figures.select_related("verification").order_by("revision")]
        last = tables.Entry.objects.filter(case_id=case.id, deed__in=MOVES)
        holidays = _days_off(case, [*tables.Holiday.objects.values_list("day", "off")])
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
            "commune": _commune(commune, parents, titles),
            "days_off": {"holidays": [day.isoformat() for day in holidays]},
            "proposal": _figure_set(figures, "proposal"),
            "review": _figure_set(figures, "review"),
        }

    def _record(self, case: Any, facts: dict[str, Any], *, at: str) -> None:
        head = tables.LogHead.objects.select_for_update().get()
        seen = case.seen
        at = max(at, head.last_at)
        tree = Tree(head.size, [bytes.fromhex(node) for node in json.loads(head.frontier)])
        text = _entry(case, facts, tree, at=at)
        leaf = leaf_hash(text.encode())
        tree.append(leaf)
        tables.Entry.objects.create(
            number=tree.size,
            case_id=case.id,
            case_number=case.entries + 1,
            deed="pass_review",
            person_id=seen.person,
            at=at,
            effective=seen.on,
            from_state="preliminary_review",
            to_state=case.state,
            entry=text,
            leaf=leaf.hex(),
            root_after=tree.root().hex(),
        )
        head.size = tree.size
        head.frontier = json.dumps([node.hex() for node in tree.frontier])
        head.last_at = at
        head.save(update_fields=["size", "frontier", "last_at"])

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


def _entry(case: Any, facts: dict[str, Any], before: Tree, *, at: str) -> str:
    seen: Seen = case.seen
    content = {
        "after": before.root().hex(),
        "app": "0.1.0",
        "at": at,
        "by": seen.person.hex,
        "capacity": "council",
        "case": case.id.hex,
        "case_number": case.entries + 1,
        "corrects": None,
        "deed": "pass_review",
        "effective": seen.on.isoformat(),
        "entry": before.size + 1,
        "facts": {**facts, **_facts_of(case), **case_after(_row(case), {})},
        "findings": seen.findings,
        "for": None,
        "from": "preliminary_review",
        "plan": case.plan,
        "plan_digest": case.plan_digest,
        "salt": secrets.token_hex(16),
        "to": case.state,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(case: Any) -> dict[str, Any]:
    fields = case._meta.concrete_fields  # noqa: SLF001 - Django's own way to a model's columns
    return {field.column: field.value_from_object(case) for field in fields}


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


def _commune(commune: Any, parents: Sequence[Any], titles: Sequence[Any]) -> dict[str, Any]:
    district = parents[0].parent
    return {
        "district": district.name,
        "district_kind": district.kind,
        "kind": commune.kind,
        "name": commune.name,
        "province": f"tỉnh {commune.province.name}",
        "province_code": commune.province.code,
        **{title.title: title.since.isoformat() for title in titles},
    }


def _figure_set(figures: Sequence[Any], phase: str) -> dict[str, Any]:
    latest = {figure.measure: figure for figure in figures if figure.phase == phase}
    return {
        "start": min(figure.period_start for figure in latest.values()).isoformat(),
        "end": max(figure.period_end for figure in latest.values()).isoformat(),
        "values": {measure: _written(figure) for measure, figure in latest.items()},
        "verified": sorted(
            measure
            for measure, figure in latest.items()
            if figure.verification.verified_by_id != figure.recorded_by_id
        ),
    }


def _written(figure: Any) -> dict[str, Any]:
    parts = ("standing", "count", "numerator", "denominator", "answer")
    values = {part: getattr(figure, part) for part in parts}
    return {part: value for part, value in values.items() if value is not None}


def _days_off(case: Any, overrides: Sequence[tuple[date, bool]]) -> list[date]:
    year = case.started_on.year
    days = set(_library(year)) | _library(year + 1)
    days |= {day for day, off in overrides if off}
    return sorted(days - {day for day, off in overrides if not off})


@lru_cache
def _library(year: int) -> frozenset[date]:
    return frozenset(country_holidays("VN", years=year))
