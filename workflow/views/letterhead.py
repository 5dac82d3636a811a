"""The head and the foot of a paper: who issues it, its symbol, what it rests on, how it is signed.

Bodies have many names in real papers; what no text fixes follows administrative practice and is
left for the body to complete: number, day and signature.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.plans import Plan
from states.terms import Evidence
from workflow.printed.content import Signer

COMMITTEE = "Ban Chỉ đạo 138"
SYMBOL, SYMBOL_138 = "BCĐ", "BCĐ138"
LAST_MONTH_WITH_ZERO = 2
TEN = 10
BLANK = " " * 8
UNKNOWN = ("nguồn không nêu", "không có", "không phải văn bản")
_LEVELS = (" cấp tỉnh", " tỉnh", " thành phố")
_BY_HEAD = {"KT.": "KT. {head}", "TL.": "TL. {head}", "TUQ.": "TUQ. {head}", "Q.": "Q. {head}"}


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues papers: the body above it, its own name, its symbol and its head."""

    above: str
    body: str
    symbol: str
    head: str
    deputy: str
    whole: str

    def signer(self, capacity: str) -> Signer:
        """Return its block of signature in a capacity; no name stands in it."""
        if capacity == "TM.":
            return Signer((f"TM. {self.body}", self.head))
        if capacity == "KT.":
            return Signer((f"KT. {self.head}", self.deputy))
        return Signer((_BY_HEAD.get(capacity, "{head}").format(head=self.head),))

    @property
    def authority(self) -> str:
        """Return who decides, as the line above the grounds names it."""
        return self.whole if self.head == "CHỦ TỊCH" else f"{self.head.split()[0]} {self.whole}"


def issuer(body: str, place: str) -> Issuer:
    """Return a body of a place, such as "Ban Chỉ đạo 138 tỉnh" of "Tỉnh Đắk Lắk"."""
    bare = next((body.removesuffix(end) for end in _LEVELS if body.endswith(end)), body)
    of_place = place.upper()
    if bare.lower().startswith(("ubnd", "ủy ban nhân dân")):
        name = f"ỦY BAN NHÂN DÂN {of_place}"
        return Issuer("", name, "UBND", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", name)
    if bare.lower().startswith("công an"):
        name = f"CÔNG AN {of_place}"
        return Issuer("BỘ CÔNG AN", name, "CA", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", name)
    if bare.lower().startswith("hội đồng"):
        return Issuer("", body.upper(), "HĐTĐ", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", body.upper())
    symbol = SYMBOL_138 if "138" in bare else SYMBOL
    name, whole = bare.upper(), f"{bare.upper()} {of_place}"
    above = f"ỦY BAN NHÂN DÂN {of_place}"
    return Issuer(above, name, symbol, "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", whole)


def number(sort: str, symbol: str, given: str = "") -> str:
    """Return the line of number and symbol, the number left open where none was given."""
    return f"Số: {given or f'{BLANK}/{sort}-{symbol}'}"


def place_and_day(place: str, on: date | None, *, year: int) -> str:
    """Return place and day; a day not known yet is left open for the one who signs."""
    where = bare_place(place)
    if on is None:
        return f"{where}, ngày      tháng      năm {year}"
    return f"{where}, {written(on)}"


def bare_place(place: str) -> str:
    """Return a unit's name without its kind."""
    for kind in ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ", "Thị trấn ", "Huyện "):
        if place.startswith(kind):
            return place.removeprefix(kind)
    return place


def within_sentence(place: str) -> str:
    """Return a unit as it stands within a sentence: "xã Ea Kar"."""
    return place[:1].lower() + place[1:]


def written(on: date) -> str:
    """Return a day as papers write it: a zero before days under 10 and months 1 and 2."""
    month = f"{on.month:02}" if on.month <= LAST_MONTH_WITH_ZERO else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def many(count: int) -> str:
    """Return a count as papers write it: "02", "12", "1.234"."""
    return f"{count:02}" if 0 < count < TEN else f"{count:,}".replace(",", ".")


def committee_of(plan: Plan | None) -> str:
    """Return what the plan calls the provincial committee."""
    return str(plan.header.get("committee_name", COMMITTEE)) if plan else COMMITTEE


def grounds_of(plans: Iterable[Plan]) -> tuple[str, ...]:
    """Return what the papers under some plans rest on, each once; a frame is no text to cite."""
    found: dict[str, None] = {}
    for plan in plans:
        for text in plan.header.get("basis", ()):
            found[f"Căn cứ {text};"] = None
        if plan.evidence is Evidence.TEXT:
            found[f"Căn cứ {_cited(plan)};"] = None
    return tuple(found)


def _cited(plan: Plan) -> str:
    """Return a plan as papers cite it; what the copy at hand does not say is left out."""
    known = str(plan.header["document_no"])
    issued = plan.header.get("issued_on")
    number_said = f" số {known}" if known not in UNKNOWN else ""
    when = f" ngày {issued:%d/%m/%Y}" if issued else ""
    title = str(plan.header["title"])
    about = title[:1].lower() + title[1:]
    about = about.removeprefix("kế hoạch ")
    return f"Kế hoạch{number_said}{when} của {plan.header['issuer']} {about}"
