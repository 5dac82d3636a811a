"""What the forms of a decision ask: its heading, and why a draft is given up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.plans.book import PlanBook
from states.terms import Level, Text
from workflow.deeds.decisions import Heading
from workflow.models.decisions import DecisionKind
from workflow.views.asked import CAPACITIES, Question, QuestionGroup, QuestionKind
from workflow.views.decisions import DecisionHead
from workflow.views.naming import unit

_PLACES = SQLModel.metadata.tables["place"]
_NAMED_BY = ("decision.bodies", "recognition.bodies")
_EXACT = Text("Ghi đúng như trên văn bản", "As it stands on the paper")
_LATER = Text(
    "Có thể để trống cho đến khi văn bản được ký", "May stay blank until the paper is signed"
)
_ISSUING = Text("Cơ quan ban hành", "Issuing body")
_NUMBERED = (
    Question(
        "kind",
        "one_of",
        Text("Loại văn bản", "Kind of paper"),
        options=tuple((kind.value, kind.label) for kind in DecisionKind),
        required=True,
    ),
    Question("number", "line", Text("Số", "Number"), _EXACT),
    Question("signed_on", "day", Text("Ngày ký", "Signed on"), _LATER),
)
_SIGNED = (
    Question(
        "capacity",
        "one_of",
        Text("Thể thức ký", "Signing capacity"),
        options=tuple(CAPACITIES.items()),
        required=True,
    ),
    Question("subject", "words", Text("Trích yếu", "Subject")),
)
WITHDRAWING = (
    QuestionGroup(
        "withdrawal",
        Text("Lý do", "Reason"),
        (Question("reason", "words", Text("Lý do bỏ dự thảo", "Reason"), required=True),),
    ),
)


@dataclass(frozen=True, slots=True)
class Province:
    """A province whose committee's office somebody is of."""

    id: UUID
    name: Text
    code: str


def provinces_within(session: Session, places: frozenset[UUID]) -> tuple[Province, ...]:
    """Return the provinces among some places, by their names."""
    among = select(_PLACES).where(_PLACES.c.id.in_(places), _PLACES.c.level == Level.PROVINCE)
    rows = session.execute(among.order_by(_PLACES.c.sort_key)).all()
    return tuple(Province(row.id, unit(row.kind, row.name), row.code or "") for row in rows)


def heading_asked(
    book: PlanBook, provinces: Sequence[Province], *, choose: bool
) -> tuple[QuestionGroup, ...]:
    """Return the questions of a heading; the plans of the provinces give the bodies.

    `choose` adds the question which province's decision it is.
    """
    bodies = _bodies(book, {province.code for province in provinces})
    options = tuple((body, Text(body, body)) for body in bodies)
    kind: QuestionKind = "one_of" if options else "line"
    issuing = Question("body", kind, _ISSUING, options=options, required=True)
    asked = (*_NUMBERED, issuing, *_SIGNED)
    groups = (QuestionGroup("heading", Text("Văn bản", "The paper"), asked),)
    if not choose:
        return groups
    which = Question(
        "province",
        "one_of",
        Text("Tỉnh, thành phố", "Province or city"),
        options=tuple((province.id.hex, province.name) for province in provinces),
        required=True,
    )
    return (QuestionGroup("province", which.label, (which,)), *groups)


def heading_answered(answers: Mapping[str, Any]) -> Heading:
    """Return the heading from the answers to its questions."""
    return Heading(
        number=answers["number"],
        signed_on=answers["signed_on"],
        body=answers["body"],
        capacity=answers["capacity"],
        kind=DecisionKind(answers["kind"]),
        subject=answers["subject"],
    )


def written_before(head: DecisionHead) -> dict[str, str]:
    """Return what stands in a draft's heading now, as it would be typed."""
    return {
        "kind": head.kind.value,
        "number": head.number,
        "signed_on": head.signed_on.strftime("%d/%m/%Y") if head.signed_on else "",
        "body": head.body,
        "capacity": head.capacity,
        "subject": head.subject,
    }


def _bodies(book: PlanBook, codes: set[str]) -> tuple[str, ...]:
    """Return the bodies that the plans of these provinces let decide, each once."""
    covering = [
        plan
        for plan in book.plans.values()
        if not plan.provinces or codes & set(plan.provinces) or not codes
    ]
    named = (plan.get(key) for plan in covering for key in _NAMED_BY)
    return tuple(dict.fromkeys(body for known in named if known for body in known.words))
