"""Plan files for the tests: one valid plan of Gia Lai, and whatever a test changes in it."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

LABEL = {"vi": "Trần số địa bàn", "en": "Cap on areas"}
QUOTE = "không vượt quá 15% tổng số đơn vị hành chính cấp xã"
HEADER: Mapping[str, Any] = {
    "id": "gia_lai_2026",
    "name": {"vi": "Gia Lai 2026–2030", "en": "Gia Lai 2026–2030"},
    "document": "Kế hoạch Gia Lai",
    "document_no": "1/KH-UBND",
    "title": "Kế hoạch chuyển hóa địa bàn giai đoạn 2026–2030",
    "subject": "TTATXH",
    "issuer": "UBND tỉnh Gia Lai",
    "signed_capacity": "Chủ tịch",
    "since": date(2026, 1, 1),
    "until": date(2030, 12, 31),
    "provinces": ["64"],
    "territory": "Địa bàn tỉnh Gia Lai",
    "basis": [],
    "committee_name": "Ban Chỉ đạo 138 tỉnh",
}
ENTRY: Mapping[str, Any] = {
    "value": "15/100",
    "operator": "<=",
    "unit": "share of the commune units",
    "label": LABEL,
}
SOURCE: Mapping[str, Any] = {"place": "II.1", "evidence": "text", "quote": QUOTE}


def a_plan_file(
    folder: Path,
    *,
    file: str = "gia_lai_2026.toml",
    key: str = "cap.share",
    entry: Mapping[str, Any] | None = None,
    source: Mapping[str, Any] | None = None,
    more: str = "",
    **header: Any,
) -> Path:
    """Write a plan file with one parameter; a field given as None is left out.

    `evidence` changes the source's; other names are fields of the header.
    """
    evidence = {"evidence": header.pop("evidence")} if "evidence" in header else {}
    parameter = {**ENTRY, "source": {**SOURCE, **evidence, **(source or {})}, **(entry or {})}
    lines = ["[plan]", *_lines({**HEADER, **header})]
    lines += [f"[parameter.{json.dumps(key)}]", *_lines(parameter), more]
    path = folder / file
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _lines(table: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_toml(value)}" for key, value in table.items() if value is not None]


def _toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_lines(value)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
