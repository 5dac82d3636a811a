"""What a reminder says: what is due of which case or plan, and when."""

from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import CaseState, Text
from states.wording import day
from workflow.models.reminders import ReminderKind

_TABLES = SQLModel.metadata.tables
_REMINDERS, _CASES, _PLACES = (_TABLES[name] for name in ("reminder", "case_file", "place"))
WHAT = {
    "transformation_end": Text("hết thời gian chuyển hóa", "end of the transformation"),
    "monitoring_end": Text("hết thời gian theo dõi", "end of the monitoring"),
    "yearly_report": Text("hạn báo cáo năm của kế hoạch", "yearly report of the plan due"),
    "plan_end": Text("hết thời gian thực hiện kế hoạch", "end of the plan"),
    "final_review": Text("tổng kết việc thực hiện kế hoạch", "review of the whole plan"),
}
_KINDS = {
    ReminderKind.SOON: Text("sắp đến hạn", "due soon"),
    ReminderKind.TODAY: Text("đến hạn hôm nay", "due today"),
    ReminderKind.OVERDUE: Text("đã quá hạn", "overdue"),
}
_STILL_RUNS = or_(
    _REMINDERS.c.case_id.is_(None),
    (_REMINDERS.c.what == "transformation_end") & (_CASES.c.state == CaseState.IN_TRANSFORMATION),
    (_REMINDERS.c.what == "monitoring_end") & (_CASES.c.state == CaseState.MONITORING),
)
LINES: Select[Any] = (
    select(
        _REMINDERS,
        _CASES.c.number,
        _PLACES.c.name,
        _PLACES.c.kind.label("unit_kind"),
    )
    .select_from(
        _REMINDERS.outerjoin(_CASES, _CASES.c.id == _REMINDERS.c.case_id).outerjoin(
            _PLACES, _PLACES.c.id == _CASES.c.commune_id
        )
    )
    .where(_STILL_RUNS)
)
"""Reminders of what still runs: a case that has moved on reminds nobody any more."""


def said(row: Row[Any]) -> Text:
    """Say what is due, and how far off it was when it was said."""
    what, kind = WHAT[row.what], _KINDS[ReminderKind(row.kind)]
    return Text(
        f"{what.vi[:1].upper()}{what.vi[1:]}: {kind.vi}",
        f"{what.en[:1].upper()}{what.en[1:]}: {kind.en}",
    )


def about(row: Row[Any]) -> Text:
    """Name the case with its commune, or the plan."""
    if row.number is None:
        return Text(row.subject, row.subject)
    unit = row.unit_kind.label
    return Text(f"{row.number}, {unit.vi} {row.name}", f"{row.number}, {row.name} ({unit.en})")


def said_in_letter(row: Row[Any]) -> str:
    """Return the line of a letter: no more than the number, the commune, what and when."""
    return f"{about(row).vi} – {said(row).vi} ({day(row.due_on)})"
