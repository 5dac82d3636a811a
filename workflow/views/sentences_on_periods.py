"""What an entry about a pause or an extension says, made from the entry alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from states.segments import Segment, SegmentKind, said_of
from states.terms import CaseState, Text
from states.wording import day
from workflow.deeds.pausing import EXTENDED, PAUSE_ENDED, PAUSED

ON_PERIODS: Mapping[str, Text] = {
    PAUSED: Text("Tạm dừng thời hạn", "Period paused"),
    PAUSE_ENDED: Text("Hết tạm dừng thời hạn", "Pause of the period ended"),
    EXTENDED: Text("Gia hạn thời hạn", "Period extended"),
}
LABELS_OF_PERIODS: Mapping[str, Text] = {
    "period": Text("Thời hạn của bước", "Period of the step"),
    "months": Text("Số tháng", "Months"),
    "days": Text("Số ngày", "Days"),
    "rests_on": Text("Căn cứ", "Text it rests on"),
}


def period_body(facts: Mapping[str, Any]) -> Iterator[Text]:
    """Yield which period, from when until when or for how long, why, and on which text."""
    label = CaseState(facts["period"]).label
    yield Text(f"Thời hạn: {label.vi}", f"Period: {label.en}")
    since = day(date.fromisoformat(facts["since"]))
    if until := facts.get("until"):
        last = day(date.fromisoformat(until))
        yield Text(f"Tạm dừng từ {since} đến hết {last}", f"Paused from {since} through {last}")
    elif many := [*_added(facts)]:
        vi, en = ", ".join(one.vi for one in many), ", ".join(one.en for one in many)
        yield Text(f"Thêm {vi}", f"Added: {en}")
    else:
        yield Text(f"Từ {since}", f"From {since}")
    yield Text(f"Lý do: {facts['reason']}", f"Reason: {facts['reason']}")
    yield Text(f"Căn cứ: {facts['rests_on']}", f"By: {facts['rests_on']}")


def _added(facts: Mapping[str, Any]) -> Iterator[Text]:
    if months := facts.get("months"):
        yield Text(f"{months} tháng", f"{months} months")
    if days := facts.get("days"):
        yield Text(f"{days} ngày", f"{days} days")


def segments_said(kept: list[Mapping[str, Any]]) -> Text:
    """Return the segments a deed was judged on, as its facts hold them, in words."""
    said = [said_of(_segment(one)) for one in kept]
    return Text(" ".join(one.vi for one in said), " ".join(one.en for one in said))


def _segment(kept: Mapping[str, Any]) -> Segment:
    return Segment(
        kind=SegmentKind(kept["kind"]),
        state=CaseState(kept["state"]),
        since=date.fromisoformat(kept["since"]),
        until=date.fromisoformat(kept["until"]) if "until" in kept else None,
        months=kept["months"],
        days=kept["days"],
        reason=kept["reason"],
        rests_on=kept["rests_on"],
    )
