"""The processing log taken out as a table, by auditors alone; each time leaves an entry."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from states.terms import Role, Text
from web.csv_text import csv_lines
from web.dependencies import Form, Now, Signed, Store, Today, Writing, may
from web.log_filters import FilterForm, days_of, wanted_of
from web.page import language_of
from web.routes.history import LOG, reader_of
from web.security import MalformedForm
from workflow.deeds.exports import Export, record_export
from workflow.views.exporting import every_entry, extent, narrowed_to
from workflow.views.record import EntryLine

router = APIRouter(dependencies=[may(Role.AUDITOR)])
HEADING = (
    Text("Số", "No."),
    Text("Thời điểm ghi (UTC)", "Recorded at (UTC)"),
    Text("Ngày pháp lý", "Legal day"),
    Text("Người thực hiện", "By"),
    Text("Tư cách", "Capacity"),
    Text("Việc đã làm", "What was done"),
    Text("Nội dung", "In words"),
    Text("Hồ sơ", "Case"),
    Text("Đơn vị", "Unit"),
    Text("Từ trạng thái", "From state"),
    Text("Sang trạng thái", "To state"),
    Text("Mã băm", "Hash"),
)


@router.post(f"{LOG}/export")
def export_entries(
    request: Request,
    form: Form,
    *,
    signed: Signed,
    session: Writing,
    engine: Store,
    now: Now,
    today: Today,
) -> StreamingResponse:
    """Send every entry the filters fit, the newest first; that this was done is recorded first.

    Raises MalformedForm for a day that the page itself would not have sent.
    """
    said = form.read(FilterForm).said
    days, faults = days_of(said)
    if faults:
        raise MalformedForm(faults[0].field)
    wanted, reader = wanted_of(said, days), reader_of(signed)
    found = extent(session, wanted, reader)
    export = Export("history", found.rows, found.newest, narrowed_to(session, wanted))
    record_export(session, export, by=signed.person, at=now)
    language = language_of(request)
    lines = every_entry(engine, wanted, reader, newest=found.newest)
    text = csv_lines([each.in_(language) for each in HEADING], _cells(lines, language))
    name = f'attachment; filename="history-{today.isoformat()}.csv"'
    return StreamingResponse(
        text, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def _cells(lines: Iterator[EntryLine], language: str) -> Iterator[tuple[str, ...]]:
    for line in lines:
        yield (
            str(line.number),
            line.at,
            line.effective.isoformat() if line.effective else "",
            line.person,
            line.capacity.in_(language) if line.capacity else "",
            line.told.title.in_(language),
            line.told.body.in_(language),
            line.case,
            line.commune.in_(language) if line.commune else "",
            line.source.label.in_(language) if line.source else "",
            line.target.label.in_(language) if line.target else "",
            line.leaf,
        )
