"""What the history says of figures of communes, from the entries alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from states.spans import Span
from states.terms import Text
from states.wording import day

ON_COMMUNES: Mapping[str, Text] = {
    "commune_figures_reported": Text("Báo cáo số liệu các xã", "Figures of communes reported"),
    "commune_figures_verified": Text(
        "Kiểm tra, xác nhận số liệu các xã", "Figures of communes verified"
    ),
}


def communes_body(facts: Mapping[str, Any]) -> list[Text]:
    """Return how many figures an entry is about, of which span, and the paper they stand in."""
    span = Span(*(date.fromisoformat(facts[end]) for end in ("start", "end"))).label
    units, digest = facts["communes"], facts["digest"]
    if "verified" in facts:
        many = facts["verified"]
        counted = Text(f"{many} số liệu", f"figures verified: {many}")
    else:
        new, changed, same = (facts[each] for each in ("new", "changed", "unchanged"))
        counted = Text(
            f"{new} số mới, {changed} số sửa, {same} số giữ nguyên",
            f"{new} new, {changed} changed, {same} unchanged",
        )
    said = [
        Text(
            f"{span.vi}: {counted.vi}, {units} đơn vị cấp xã",
            f"{span.en}: {counted.en}, communes: {units}",
        )
    ]
    if document := facts.get("document"):
        signed = facts.get("document_date")
        dated = f" ({day(date.fromisoformat(signed))})" if signed else ""
        origin = f"{document}{dated}, {facts['body']}"
        said.append(Text(f"Theo {origin}", f"From {origin}"))
    if reason := facts.get("reason"):
        said.append(Text(f"Lý do: {reason}", f"Reason: {reason}"))
    said.append(Text(f"Mã kiểm tra {digest[:16]}…", f"Digest {digest[:16]}…"))
    return said
