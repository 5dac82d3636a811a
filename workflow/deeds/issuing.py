"""Issuing a generated paper: both files are kept, and a row and an entry say what was issued.

The same words about the same thing are issued once: asked for again, the first issue is named.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, insert, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role
from workflow.access import held_by
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.deeds.accounts import Office, record_deed
from workflow.deeds.at_case import Noted, admitted, keep_entry
from workflow.deeds.decisions import UNKNOWN
from workflow.errors import NotFound
from workflow.files import FileStore
from workflow.printed.content import PaperContent, Stamp, code_of
from workflow.printed.docx import WordTemplates, write_docx
from workflow.printed.pdf import write_pdf

ISSUED = "paper_issued"
_TABLES = SQLModel.metadata.tables
PAPERS = _TABLES["issued_paper"]
_HISTORY = _TABLES["history"]
_COUNCILS, _SITTINGS = _TABLES["council"], _TABLES["sitting"]
_DECISION: Select[Any] = (
    select(_TABLES["decision"].c.province_id.label("place"))
    .where(_TABLES["decision"].c.id == bindparam("about"))
    .with_for_update()
)
_SITTING: Select[Any] = (
    select(_COUNCILS.c.place_id.label("place"))
    .select_from(_SITTINGS.join(_COUNCILS, _COUNCILS.c.id == _SITTINGS.c.council_id))
    .where(_SITTINGS.c.id == bindparam("about"))
    .with_for_update()
)
_NEWEST: Select[Any] = (
    select(_HISTORY.c.number, _HISTORY.c.root_after).order_by(_HISTORY.c.number.desc()).limit(1)
)


@dataclass(frozen=True, slots=True)
class Press:
    """Where papers are kept, and the templates they are filled in from."""

    store: FileStore
    templates: WordTemplates


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Who issues what and when; `write` makes the content once everything it rests on is locked."""

    write: Callable[[], PaperContent]
    roles: tuple[Role, ...]
    by: UUID
    at: datetime


def issue_for_case(session: Session, press: Press, case: str, issue: Issue) -> str:
    """Issue a paper of a case; return its code.

    Raises UnknownCase, NotPossibleNow for another role or where there is nothing to write, and
    WrongTemplate.
    """
    here = admitted(session, case, issue.roles, by=issue.by, at=issue.at)
    content = issue.write()
    about = {"case_id": here.file.id}
    if code := _issued_before(session, content, about):
        return code
    of_case = _NEWEST.where(_HISTORY.c.case_id == here.file.id)
    row = _printed(session, press, content, about, of_case, subject=f"Hồ sơ {here.file.number}")
    _keep(session, row, issue)
    keep_entry(session, here, Noted(ISSUED, _facts(row)))
    return str(row["code"])


def issue_for(
    session: Session,
    press: Press,
    about: tuple[Literal["decision", "sitting"], UUID],
    issue: Issue,
) -> str:
    """Issue the paper of a decision or a sitting; return its code.

    Raises NotFound where the person holds none of the roles over its place, otherwise as above.
    """
    sort, identity = about
    locking = _DECISION if sort == "decision" else _SITTING
    found = session.execute(locking, {"about": identity}).one_or_none()
    held = held_by(session, issue.by, on=issue.at.astimezone(HANOI).date())
    place = frozenset({found.place} if found else ())
    role = next((each for each in issue.roles if each in held.roles_over(place)), None)
    if role is None:
        raise NotFound(UNKNOWN)
    content = issue.write()
    which = {f"{sort}_id": identity}
    if code := _issued_before(session, content, which):
        return code
    subject = content.number.removeprefix("Số: ").strip() if sort == "sitting" else "Quyết định"
    row = _printed(session, press, content, which, _NEWEST, subject=subject)
    _keep(session, row, issue)
    facts = _facts(row) | {sort: identity.hex, "place": next(iter(place)).hex}
    record_deed(session, ISSUED, facts, by=issue.by, at=issue.at, office=Office(role, place))
    return str(row["code"])


def _issued_before(session: Session, content: PaperContent, about: dict[str, UUID]) -> str | None:
    [(column, identity)] = about.items()
    statement = select(PAPERS.c.code).where(
        PAPERS.c[column] == identity,
        PAPERS.c.kind == content.kind,
        PAPERS.c.content == content.digest,
    )
    code: str | None = session.execute(statement).scalar()
    return code


def _printed(
    session: Session,
    press: Press,
    content: PaperContent,
    about: dict[str, UUID],
    newest: Select[Any],
    *,
    subject: str,
) -> dict[str, Any]:
    """Return the row of a paper whose two files are written and kept."""
    number, root = session.execute(newest).one()
    [identity] = about.values()
    code = code_of(content.kind.value, identity.hex, str(number), root, content.digest)
    stamped = replace(content, stamp=Stamp(subject, number, root, code))
    return {
        **about,
        "id": uuid4(),
        "kind": content.kind,
        "title": content.subject,
        "entry": number,
        "root": root,
        "code": code,
        "content": content.digest,
        "docx": press.store.keep(write_docx(stamped, press.templates)),
        "pdf": press.store.keep(write_pdf(stamped)),
    }


def _keep(session: Session, row: dict[str, Any], issue: Issue) -> None:
    issued = {"issued_by": issue.by, "issued_at": stored_instant(issue.at)}
    session.execute(insert(PAPERS), row | issued)


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    told = ("code", "entry", "root", "content", "docx", "pdf")
    return {"issued_kind": row["kind"].value} | {f"paper_{name}": row[name] for name in told}
