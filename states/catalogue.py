"""The catalogue of figures: what is counted, in which unit, and the words that ask for it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from states.figures import Figure
from states.findings import Source
from states.plans import HERE
from states.terms import Evidence, Standing, Term, Text

CRITERIA_GROUPS = ("a", "b", "c", "d")


class Group(Term):
    """The part of the catalogue a measure belongs to."""

    CRIME = "a", "Nhóm tiêu chí về hình sự", "Criteria on crime"
    DRUGS = "b", "Nhóm tiêu chí về ma túy", "Criteria on drugs"
    ECONOMY = "c", "Nhóm tiêu chí kinh tế, môi trường", "Criteria on economy and environment"
    OTHER = "d", "Các tiêu chí khác", "Other criteria"
    EXTRA = "extra", "Số liệu kèm theo", "Further figures"
    TARGET = "target", "Chỉ tiêu phải đạt", "Targets"
    ATTESTATION = "attestation", "Xác nhận kết quả", "Attestations"


class Kind(Term):
    """The form of a figure."""

    COUNT = "count", "số đếm", "count"
    YES_NO = "yes_no", "có/không", "yes or no"
    CHOICE = "choice", "lựa chọn", "choice"
    RATIO = "ratio", "tỷ lệ", "ratio"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the catalogue; `source.quote` is the whole bullet it comes from.

    `sensitive` marks a police-restricted figure that may be withheld without a number.
    """

    id: str
    group: Group
    kind: Kind
    unit: str
    label: Text
    source: Source
    sensitive: bool = False
    choices: tuple[tuple[str, Text], ...] = ()

    def shows_complexity(self, figure: Figure) -> bool | None:
        """Whether the figure shows the area to be complex on this point.

        More than none, yes, suspected or found. None while it is missing. A withheld figure
        was checked on file and shows nothing by itself. No text gives a threshold (inferred).
        """
        if figure.standing is Standing.MISSING:
            return None
        if figure.standing is not Standing.REPORTED:
            return False
        if figure.count is not None:
            return figure.count > 0
        return figure.answer not in (None, "no", "none")

    def accepts(self, figure: Figure) -> bool:
        """Whether the figure has this measure's form; withheld only where it is restricted."""
        if figure.standing is Standing.WITHHELD:
            return self.sensitive
        if figure.standing is not Standing.REPORTED:
            return figure.standing is Standing.NOT_ARISEN
        match self.kind:
            case Kind.COUNT:
                return figure.count is not None
            case Kind.RATIO:
                return figure.numerator is not None and figure.denominator is not None
            case Kind.YES_NO:
                return figure.answer in ("yes", "no")
        return figure.answer in {word for word, _ in self.choices}


@cache
def catalogue() -> Mapping[str, Measure]:
    """Return every measure under its id, in the order of the plans."""
    table = tomllib.loads((HERE / "catalogue.toml").read_text(encoding="utf-8"))
    return {key: _measure(key, entry) for key, entry in table["measure"].items()}


@cache
def measures_of(*groups: str) -> tuple[Measure, ...]:
    """Return the measures of the groups, in the order of the catalogue."""
    return tuple(measure for measure in catalogue().values() if measure.group in groups)


def _measure(key: str, entry: Mapping[str, Any]) -> Measure:
    cited = entry["source"]
    return Measure(
        id=key,
        group=Group(entry["group"]),
        kind=Kind(entry["kind"]),
        unit=entry["unit"],
        label=Text(entry["label"]["vi"], entry["label"]["en"]),
        source=Source(
            cited["document"], cited["place"], Evidence(cited["evidence"]), cited["quote"]
        ),
        sensitive=entry.get("sensitive", False),
        choices=tuple(
            (choice["id"], Text(choice["vi"], choice["en"])) for choice in entry.get("choices", ())
        ),
    )
