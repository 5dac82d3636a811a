"""The papers kept: those of one case, decision or sitting, and one that is checked."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.access import within
from workflow.errors import NotFound
from workflow.facts import CASES
from workflow.printed.content import PaperType
from workflow.views.decisions import visible

Suffix = Literal["docx", "pdf"]
_TABLES = SQLModel.metadata.tables
_PAPERS = _TABLES["issued_paper"]
_PERSONS, _DECISIONS = _TABLES["person"], _TABLES["decision"]
_SITTINGS, _COUNCILS = _TABLES["sitting"], _TABLES["council"]
_ISSUED: Select[Any] = select(
    _PAPERS,
    _PERSONS.c.name.label("person"),
    CASES.c.number.label("case"),
    _DECISIONS.c.number.label("decision"),
    _SITTINGS.c.number.label("sitting"),
).select_from(
    _PAPERS.join(_PERSONS, _PERSONS.c.id == _PAPERS.c.issued_by)
    .outerjoin(CASES, CASES.c.id == _PAPERS.c.case_id)
    .outerjoin(_DECISIONS, _DECISIONS.c.id == _PAPERS.c.decision_id)
    .outerjoin(_SITTINGS, _SITTINGS.c.id == _PAPERS.c.sitting_id)
    .outerjoin(_COUNCILS, _COUNCILS.c.id == _SITTINGS.c.council_id)
)
NO_PAPER = Text(
    "Không tìm thấy giấy tờ này trong phạm vi của bạn.",
    "No such paper was found within your territory.",
)


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One issued paper; `about` names its case, decision or sitting, `href` leads there."""

    id: str
    kind: PaperType
    title: str
    about: Text
    href: str
    entry: int
    root: str
    code: str
    person: str
    at: str
    docx: str
    pdf: str


def issued_of(session: Session, **about: UUID) -> tuple[IssuedLine, ...]:
    """Return the papers issued of one thing, such as `case_id=…`, the newest first."""
    [(column, identity)] = about.items()
    statement = _ISSUED.where(_PAPERS.c[column] == identity).order_by(
        _PAPERS.c.issued_at.desc(), _PAPERS.c.code
    )
    return tuple(_issued(row) for row in session.execute(statement))


def issued_paper(session: Session, paper: UUID, *, places: frozenset[UUID]) -> IssuedLine:
    """Return one issued paper within somebody's places; raises NotFound."""
    return _one(session, _PAPERS.c.id == paper, places)


def checked_by_code(session: Session, code: str, *, places: frozenset[UUID]) -> IssuedLine:
    """Return the paper of a code; raises NotFound where there is none within the places."""
    return _one(session, _PAPERS.c.code == code, places)


def checked_by_file(session: Session, digest: str, *, places: frozenset[UUID]) -> IssuedLine:
    """Return the paper one of whose two files has this digest; raises NotFound."""
    return _one(session, or_(_PAPERS.c.docx == digest, _PAPERS.c.pdf == digest), places)


def _one(session: Session, which: ColumnElement[bool], places: frozenset[UUID]) -> IssuedLine:
    seen = or_(
        _PAPERS.c.case_id.is_not(None) & within(places),
        _PAPERS.c.decision_id.is_not(None) & visible(places),
        _COUNCILS.c.place_id.in_(places),
    )
    row = session.execute(_ISSUED.where(which, seen).limit(1)).one_or_none()
    if row is None:
        raise NotFound(NO_PAPER)
    return _issued(row)


def _issued(row: Row[Any]) -> IssuedLine:
    about, href = _about(row)
    return IssuedLine(
        id=row.id.hex,
        kind=PaperType(row.kind),
        title=row.title,
        about=about,
        href=href,
        entry=row.entry,
        root=row.root,
        code=row.code,
        person=row.person,
        at=row.issued_at,
        docx=row.docx,
        pdf=row.pdf,
    )


def _about(row: Row[Any]) -> tuple[Text, str]:
    if row.case_id is not None:
        return Text(f"Hồ sơ {row.case}", f"Case {row.case}"), f"/cases/{row.case}"
    if row.decision_id is not None:
        number = row.decision or "chưa có số"
        href = f"/decisions/{row.decision_id.hex}"
        return Text(f"Quyết định {number}", f"Decision {row.decision or 'without a number'}"), href
    return (
        Text(f"Phiên họp {row.sitting}", f"Sitting {row.sitting}"),
        f"/sittings/{row.sitting_id.hex}",
    )
