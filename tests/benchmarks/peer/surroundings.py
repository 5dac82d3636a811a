"""What the peer knows around a case and how it keeps an entry: for its move and its decision."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from holidays import country_holidays

from tests.benchmarks.peer import models as tables
from tests.benchmarks.peer.rules import Seen
from workflow.casefiles import case_after
from workflow.merkle import Tree, leaf_hash

PASSED: Mapping[str, str] = {
    "deed": "pass_review",
    "capacity": "council",
    "former": "preliminary_review",
}
SELECTED: Mapping[str, str] = {
    "deed": "select",
    "capacity": "committee_office",
    "former": "appraised",
}


def keep_entry(
    case: Any,
    facts: Mapping[str, Any],
    *,
    at: str,
    effective: date,
    deed: str,
    capacity: str,
    former: str,
) -> int:
    """Append the entry of one case's deed and return its number."""
    seen: Seen = case.seen
    content = {
        "capacity": capacity,
        "case": case.id.hex,
        "case_number": case.entries + 1,
        "deed": deed,
        "effective": effective.isoformat(),
        "facts": {**facts, **case_after(_row(case), {})},
        "findings": seen.findings,
        "from": former,
        "plan": case.plan,
        "plan_digest": case.plan_digest,
        "to": case.state,
    }
    columns = {
        "case_id": case.id,
        "case_number": case.entries + 1,
        "from_state": former,
        "to_state": case.state,
    }
    return append(content, columns, by=seen.person, at=at)


def append(content: Mapping[str, Any], columns: Mapping[str, Any], *, by: Any, at: str) -> int:
    """Append one entry under the lock of the log's head and return its number."""
    head = tables.LogHead.objects.select_for_update().get()
    at = max(at, head.last_at)
    tree = Tree(head.size, [bytes.fromhex(node) for node in json.loads(head.frontier)])
    around = {
        "after": tree.root().hex(),
        "app": "0.1.0",
        "at": at,
        "by": by.hex,
        "corrects": None,
        "entry": tree.size + 1,
        "for": None,
        "salt": secrets.token_hex(16),
    }
    text = json.dumps(
        {**content, **around}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    leaf = leaf_hash(text.encode())
    tree.append(leaf)
    tables.Entry.objects.create(
        number=tree.size,
        deed=content["deed"],
        person_id=by,
        at=at,
        effective=content["effective"],
        entry=text,
        leaf=leaf.hex(),
        root_after=tree.root().hex(),
        **columns,
    )
    head.size = tree.size
    head.frontier = json.dumps([node.hex() for node in tree.frontier])
    head.last_at = at
    head.save(update_fields=["size", "frontier", "last_at"])
    return tree.size


def _row(case: Any) -> dict[str, Any]:
    fields = case._meta.concrete_fields  # noqa: SLF001 - Django's own way to a model's columns
    return {field.column: field.value_from_object(case) for field in fields}


def told_commune(commune: Any, parents: Sequence[Any], titles: Sequence[Any]) -> dict[str, Any]:
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


def told_figures(figures: Sequence[Any], phase: str) -> dict[str, Any]:
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


def days_off(case: Any, overrides: Sequence[tuple[date, bool]]) -> list[date]:
    year = case.started_on.year
    days = set(_library(year)) | _library(year + 1)
    days |= {day for day, off in overrides if off}
    return sorted(days - {day for day, off in overrides if not off})


@lru_cache
def _library(year: int) -> frozenset[date]:
    return frozenset(country_holidays("VN", years=year))
