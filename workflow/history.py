"""The history: each deed is written here once, in the deed's own transaction, and never changed.

An entry is RFC 8785 text (canonical JSON) in Unicode NFC, of strings and whole numbers. The
exact text is stored; its leaf goes into one Merkle tree over all entries (`workflow.merkle`).
Only `record` writes the table; the triggers of migration 0004 refuse everybody else.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import metadata
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models.history  # noqa: F401 - the two tables read below
from states.terms import Text
from workflow.canonical_text import canonical
from workflow.database import read_instant, stored_instant
from workflow.errors import WorkflowError
from workflow.merkle import Tree, leaf_hash
from workflow.prepared import Prepared

SALT_BYTES = 16
LONGEST_WAIT = timedelta(seconds=60)
_ENTRIES = SQLModel.metadata.tables["history"]
_HEAD = SQLModel.metadata.tables["log_head"]
_LOCK_HEAD = Prepared(select(_HEAD.c.size, _HEAD.c.frontier, _HEAD.c.last_at).with_for_update())
_MOVE_HEAD = Prepared(
    update(_HEAD).values(
        size=bindparam("size"), frontier=bindparam("frontier"), last_at=bindparam("last_at")
    )
)
_APPEND = Prepared(insert(_ENTRIES))
_BELONGS = insert(SQLModel.metadata.tables["entry_place"])


class ClockRanBackwards(WorkflowError):
    """The clock shows a time well before the newest entry; nothing is recorded until it is set."""

    def __init__(self, at: str, last_at: str) -> None:
        """Name both instants."""
        says = Text(
            f"Đồng hồ máy chủ chỉ {at}, sớm hơn bút toán mới nhất ({last_at}).",
            f"The server's clock shows {at}, but the newest entry was recorded at {last_at}.",
        )
        super().__init__(says)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """One deed as it is to be remembered.

    `by` and `acting_for` are ids of people, never names; `effective` is the legal day;
    `from_state` and `to_state` are equal when the case did not move and both None without a
    case; `findings` and `facts` are JSON of strings and whole numbers, as they were seen;
    `corrects` is the number of the entry that this one corrects. `places` are those that an
    entry without a case belongs to: they say who may read it and are no part of its text.
    """

    deed: str
    by: UUID
    case_id: UUID | None = None
    case_number: int | None = None
    acting_for: UUID | None = None
    capacity: str | None = None
    effective: date | None = None
    from_state: str | None = None
    to_state: str | None = None
    findings: Iterable[Mapping[str, Any]] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    plan: str | None = None
    plan_digest: str | None = None
    corrects: int | None = None
    places: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where a deed stands in the history: its number, its leaf and the root after it, in hex."""

    number: int
    leaf: str
    root: str


def record(session: Session, draft: EntryDraft, *, at: datetime) -> Recorded:
    """Append one entry in the session's transaction; lock nothing after this.

    The recorded instant is never before the newest entry's: a deed that waited for its turn
    counts from the moment it got it.

    Raises ClockRanBackwards when `at` is earlier than the newest entry by more than a wait can
    explain, and TypeError for facts that canonical JSON cannot hold exactly.
    """
    [(size, frontier, last_at)] = _LOCK_HEAD.rows(session, {})
    recorded_at = _not_before(last_at, at)
    tree = Tree(size, [bytes.fromhex(node) for node in orjson.loads(frontier)])
    entry = canonical(_content(draft, tree, at=recorded_at))
    leaf = leaf_hash(entry)
    tree.append(leaf)
    recorded = Recorded(tree.size, leaf.hex(), tree.root().hex())
    _APPEND.run(session, _row(draft, recorded, at=recorded_at, entry=entry.decode()))
    if draft.places and draft.case_id is None:
        places = [{"number": recorded.number, "place_id": one} for one in sorted(draft.places)]
        session.execute(_BELONGS, places)
    _MOVE_HEAD.run(
        session,
        {
            "size": tree.size,
            "frontier": tree.written(),
            "last_at": recorded_at,
        },
    )
    return recorded


def _content(draft: EntryDraft, before: Tree, *, at: str) -> dict[str, Any]:
    """Lay out an entry: the keys sort so that what identifies it comes before its facts.

    "after" is the root before it, so that each entry vouches for all earlier ones.
    """
    return {
        "after": before.root().hex(),
        "app": _APP,
        "at": at,
        "by": draft.by.hex,
        "capacity": draft.capacity,
        "case": draft.case_id and draft.case_id.hex,
        "case_number": draft.case_number,
        "corrects": draft.corrects,
        "deed": draft.deed,
        "effective": draft.effective and draft.effective.isoformat(),
        "entry": before.size + 1,
        "facts": draft.facts,
        "findings": list(draft.findings),
        "for": draft.acting_for and draft.acting_for.hex,
        "from": draft.from_state,
        "plan": draft.plan,
        "plan_digest": draft.plan_digest,
        "salt": secrets.token_hex(SALT_BYTES),
        "to": draft.to_state,
    }


def _row(draft: EntryDraft, recorded: Recorded, *, at: str, entry: str) -> dict[str, Any]:
    """Repeat beside the text what entries are searched by."""
    return {
        "number": recorded.number,
        "case_id": draft.case_id,
        "case_number": draft.case_number,
        "deed": draft.deed,
        "person_id": draft.by,
        "at": at,
        "effective": draft.effective,
        "from_state": draft.from_state,
        "to_state": draft.to_state,
        "entry": entry,
        "leaf": recorded.leaf,
        "root_after": recorded.root,
    }


def _not_before(last_at: str, at: datetime) -> str:
    shown = stored_instant(at)
    if shown >= last_at:
        return shown
    if read_instant(last_at) - at > LONGEST_WAIT:
        raise ClockRanBackwards(shown, last_at)
    return last_at


def _app() -> str:
    try:
        return metadata.version("chuyenhoa")
    except metadata.PackageNotFoundError:
        return "unreleased"


_APP = _app()
