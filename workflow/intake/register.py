"""The communes a file may speak of: those of a territory on a day, found by code or by name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlmodel import Session, SQLModel

import workflow.models.places  # noqa: F401 - the table read below
from states.terms import Level, Text
from workflow.folding import folded

_PLACES = SQLModel.metadata.tables["place"]
_PROVINCE = _PLACES.alias("its_province")
CODE_LENGTH = 5
_ROWS = (
    select(
        _PLACES.c.id,
        _PLACES.c.code,
        _PLACES.c.kind,
        _PLACES.c.name,
        _PLACES.c.folded,
        _PLACES.c.valid_until,
        _PROVINCE.c.id.label("province_id"),
        _PROVINCE.c.code.label("province"),
        _PROVINCE.c.name.label("province_name"),
    )
    .select_from(_PLACES.join(_PROVINCE, _PROVINCE.c.id == _PLACES.c.province_id))
    .where(_PLACES.c.level == Level.COMMUNE)
    .order_by(_PROVINCE.c.code, _PLACES.c.sort_key, _PLACES.c.id)
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One commune: its official code, its name with its kind, its province."""

    id: UUID
    code: str
    name: str
    folded: str
    province: str
    province_id: UUID
    province_name: str


@dataclass(slots=True)
class Register:
    """The communes figures may be given for, and what is known of the others."""

    units: dict[str, Unit] = field(default_factory=dict)
    by_name: dict[str, list[Unit]] = field(default_factory=dict)
    elsewhere: dict[str, Unit] = field(default_factory=dict)
    ended: dict[str, date] = field(default_factory=dict)

    def named(self, words: str) -> list[Unit]:
        """Return the communes of a name, written with or without its kind."""
        return self.by_name.get(folded(words), [])

    def says_of(self, code: str, words: str) -> Text:
        """Return why a commune is not among those figures may be given for."""
        if found := self.elsewhere.get(code):
            place = f"{found.name} ({found.province_name})"
            return Text(
                f"mã {code} là {place}, ngoài địa bàn của tệp này; bỏ dòng này",
                f"code {code} is {place}, outside the territory of this file; take the row out",
            )
        if until := self.ended.get(folded(words)):
            day = f"{until:%d/%m/%Y}"
            return Text(
                f"đơn vị này chỉ tồn tại đến {day}; ghi số cho đơn vị mới của kỳ này",
                f"this unit existed until {day} only; report the new unit of this span",
            )
        return Text(
            "không có trong danh mục đơn vị của kỳ này; chép mã và tên từ tệp mẫu",
            "not in the register of units of this span; copy code and name from the template",
        )


def read_register(
    session: Session, places: Collection[UUID], on: date, *, province: str = ""
) -> Register:
    """Read the communes within some places on a day, of one province when its code is given.

    `places` holds the ids of provinces or of communes; the rest of the country is kept apart, so
    that a wrong row can be told what it names.
    """
    register, allowed = Register(), set(places)
    runs = and_(
        or_(_PLACES.c.valid_from.is_(None), _PLACES.c.valid_from <= on),
        or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= on),
    ).label("runs")
    for row in session.execute(_ROWS.add_columns(runs)):
        name = f"{row.kind.label.vi} {row.name}"
        if not row.runs:
            if row.valid_until is not None and row.valid_until < on:
                register.ended.setdefault(folded(name), row.valid_until)
                register.ended.setdefault(row.folded, row.valid_until)
            continue
        if row.code is None:
            continue
        unit = Unit(
            row.id,
            row.code,
            name,
            row.folded,
            row.province,
            row.province_id,
            row.province_name,
        )
        within = bool({unit.id, unit.province_id} & allowed)
        if not within or (province and unit.province != province):
            register.elsewhere[unit.code] = unit
            continue
        register.units[unit.code] = unit
        for words in {unit.folded, folded(name)}:
            register.by_name.setdefault(words, []).append(unit)
    return register


def code_of(cell: object) -> str:
    """Return a code as it is kept, of five digits: a number or text that lost its zeros too."""
    if isinstance(cell, float | int) and not isinstance(cell, bool) and cell == int(cell):
        return str(int(cell)).zfill(CODE_LENGTH)
    text = str(cell or "").strip()
    return text.zfill(CODE_LENGTH) if text.isascii() and text.isdigit() else text


def provinces_of(register: Register) -> Mapping[str, str]:
    """Return the names of the provinces of a register by their codes."""
    return {unit.province: unit.province_name for unit in register.units.values()}
