"""The law as dated data: one plan is one province's rules for one period, from one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from states.findings import Source
from states.terms import Evidence, Text

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value a plan sets: never a bare number, always with its words and source.

    `value` is exact text ("15/100"), a whole number, a flag, or a list of words.
    `inherited_from` names the plan whose value stands in for a silent text.
    """

    key: str
    value: str | int | bool | tuple[str, ...]
    label: Text
    source: Source
    operator: str = ""
    unit: str = ""
    since: date | None = None
    inherited_from: str = ""

    @property
    def fraction(self) -> Fraction:
        """The value as an exact fraction; raises ValueError when it is not one."""
        return _exact(str(self.value))

    @property
    def whole(self) -> int:
        """The value as a whole number; raises ValueError when it is not one."""
        return int(str(self.value))

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a list of words."""
        return self.value if isinstance(self.value, tuple) else (str(self.value),)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: who issued it, for which provinces and days, and its parameters.

    `since` and `until` are both days in force; `frame` marks what stands in where a
    province's own plan is not at hand; `illustration` what is no text at all.
    """

    id: str
    name: Text
    header: Mapping[str, Any]
    since: date
    until: date
    provinces: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    digest: str
    extends: str = ""
    frame: bool = False
    illustration: bool = False

    @property
    def document(self) -> str:
        """The citation every finding of this plan begins with."""
        return str(self.header["document"])

    @property
    def evidence(self) -> Evidence:
        """How what this plan says as a whole is known."""
        if self.illustration:
            return Evidence.CONFIGURED
        return Evidence.INFERRED if self.frame else Evidence.TEXT

    def covers(self, province: str | None, *, on: date) -> bool:
        """Whether the plan is in force in that province (official code) that day."""
        return self.since <= on <= self.until and (self.frame or province in self.provinces)

    def get(self, key: str) -> Parameter | None:
        """Return a parameter, or None where the plan is silent."""
        return self.parameters.get(key)

    def cites(self, place: str, evidence: Evidence | None = None) -> Source:
        """Return a source in this plan's own document; a frame or an illustration is no text."""
        return Source(self.document, place, evidence or self.evidence)


@cache
def _exact(value: str) -> Fraction:
    return Fraction(value)


def read(table: Mapping[str, Any]) -> Plan:
    """Return the plan a file's table holds, without what it inherits and without its digest.

    Raises KeyError or ValueError when a field is missing or has the wrong form.
    """
    header = table["plan"]
    parameters = {
        key: _parameter(key, entry, header) for key, entry in table.get("parameter", {}).items()
    }
    return Plan(
        id=str(header["id"]),
        name=Text(header["name"]["vi"], header["name"]["en"]),
        header=header,
        since=header["since"],
        until=header["until"],
        provinces=tuple(header.get("provinces", ())),
        parameters=parameters,
        digest="",
        extends=header.get("extends", ""),
        frame=header.get("frame", False),
        illustration=header.get("illustration", False),
    )


def _parameter(key: str, entry: Mapping[str, Any], header: Mapping[str, Any]) -> Parameter:
    cited = entry["source"]
    value = entry["value"]
    return Parameter(
        key=key,
        value=tuple(value) if isinstance(value, list) else value,
        label=Text(entry["label"]["vi"], entry["label"]["en"]),
        source=Source(
            cited.get("document", header["document"]),
            cited.get("place", ""),
            Evidence(cited["evidence"]),
            cited.get("quote", ""),
        ),
        operator=entry.get("operator", ""),
        unit=entry.get("unit", ""),
        since=entry.get("since", header["since"]),
    )
