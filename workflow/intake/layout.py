"""The template: its sheets, the columns of a measure, and the words that stand for no number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from states.catalogue import Kind, Measure
from states.figures import NOT_ARISEN, WITHHELD, Figure
from states.terms import Text
from workflow.folding import folded

VERSION = "chuyenhoa-so-lieu-1"
WHOLE_COUNTRY = "cả nước"
FRONT, FIGURES = "Bìa", "Số liệu"
CODE, NAME = "ma_xa", "ten_xa"
TITLES: Mapping[str, str] = {CODE: "Mã xã", NAME: "Tên xã, phường, đặc khu"}
TOP, BOTTOM = "tu", "mau"
LARGEST = 999_999_999
YES, NO = "có", "không"
# How a cell says that there is no number, and why; everything is compared folded.
IN_WORDS: Mapping[str, Figure] = {
    **dict.fromkeys(("kps", "khong phat sinh"), NOT_ARISEN),
    **dict.fromkeys(
        ("hsnv", "da kiem tra", "ho so nghiep vu", "da kiem tra tren ho so nghiep vu"), WITHHELD
    ),
}
# What the front sheet says, in this order: the name of the cell and its words.
FRONT_LINES: Mapping[str, Text] = {
    "version": Text("Phiên bản mẫu", "Version of the template"),
    "province": Text("Mã tỉnh, thành phố", "Code of the province"),
    "groups": Text("Nhóm chỉ tiêu", "Groups of figures"),
    "start": Text("Từ ngày", "From"),
    "end": Text("Đến hết ngày", "To the end of"),
    "document": Text("Số, ký hiệu văn bản", "Document"),
    "body": Text("Cơ quan báo cáo", "Reporting body"),
    "document_date": Text("Ngày văn bản", "Day of the document"),
    "reason": Text("Lý do sửa (khi sửa số đã báo cáo)", "Reason, when a figure is corrected"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file says of all its figures; an empty province means the whole country."""

    province: str
    start: date
    end: date
    groups: tuple[str, ...] = ()
    document: str = ""
    body: str = ""
    document_date: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures: the measure, and which half of a ratio."""

    measure: Measure
    part: str = ""

    @property
    def id(self) -> str:
        """Return the id in the row of ids."""
        return f"{self.measure.id}.{self.part}" if self.part else self.measure.id

    @property
    def label(self) -> str:
        """Return the words above the column."""
        halves = {TOP: " (tử số)", BOTTOM: " (mẫu số)"}
        return self.measure.label.vi + halves.get(self.part, "")


def columns_of(measures: Iterable[Measure]) -> tuple[Column, ...]:
    """Return the columns of some measures: two for a ratio, one for all others."""
    return tuple(
        Column(measure, part)
        for measure in measures
        for part in ((TOP, BOTTOM) if measure.kind is Kind.RATIO else ("",))
    )


def answers_of(measure: Measure) -> Mapping[str, str]:
    """Return the answers a cell may hold, by their folded words."""
    if measure.kind is Kind.YES_NO:
        return {folded(YES): "yes", folded(NO): "no"}
    return {folded(label.vi): word for word, label in measure.choices}


def written_answers(measure: Measure) -> tuple[str, ...]:
    """Return the answers of a measure as the template's list shows them."""
    if measure.kind is Kind.YES_NO:
        return (YES, NO)
    return tuple(label.vi for _, label in measure.choices)


def shown(figure: Figure) -> str | int | None:
    """Return a figure with one cell as the template shows it, None where there is none."""
    if figure.count is not None:
        return figure.count
    if figure == NOT_ARISEN:
        return "KPS"
    return "HSNV" if figure == WITHHELD else None
