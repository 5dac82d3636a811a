"""What one field of a list of units may hold.

Every reader here raises InvalidInput, which names the file and the line.
"""

from datetime import date

from states.terms import UnitKind
from workflow.territory.rows import Line, Named

COMMUNE_KINDS = (UnitKind.XA, UnitKind.PHUONG, UnitKind.THI_TRAN, UnitKind.DAC_KHU)
PROVINCE_KINDS = (UnitKind.TINH, UnitKind.THANH_PHO)
COMMUNE_WORDS = {"Xã": UnitKind.XA, "Phường": UnitKind.PHUONG, "Thị trấn": UnitKind.THI_TRAN}
DISTRICT_WORDS = {
    "Huyện": UnitKind.HUYEN,
    "Quận": UnitKind.QUAN,
    "Thị xã": UnitKind.THI_XA,
    "Thành phố": UnitKind.THANH_PHO_THUOC_TINH,
}
PROVINCE_WORDS = {"Tỉnh": UnitKind.TINH, "Thành phố": UnitKind.THANH_PHO}


def as_code(line: Line, code: str, digits: int) -> str:
    """Return a code of exactly so many digits."""
    if len(code) != digits or not (code.isascii() and code.isdecimal()):
        raise line.wrong(
            f"mã “{code}” phải gồm đúng {digits} chữ số", f"code “{code}” must have {digits} digits"
        )
    return code


def as_kind(line: Line, kind: str, kinds: tuple[UnitKind, ...]) -> UnitKind:
    """Return a kind of unit, one of those that may stand here."""
    if kind not in kinds:
        allowed = ", ".join(kinds)
        raise line.wrong(
            f"loại đơn vị “{kind}” không thuộc: {allowed}", f"kind “{kind}” is not one of {allowed}"
        )
    return UnitKind(kind)


def as_name(line: Line, name: str) -> str:
    """Return a name or a source, which may not be missing."""
    if not name.strip():
        raise line.wrong("thiếu tên hoặc nguồn", "a name or source is missing")
    return name


def as_day(line: Line, text: str) -> date | None:
    """Return a day, None where the field is empty."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise line.wrong(
            f"ngày “{text}” phải có dạng năm-tháng-ngày", f"day “{text}” must be year-month-day"
        ) from None


def as_named(line: Line, full: str, words: dict[str, UnitKind]) -> Named:
    """Return a full name in two: the kind its first words say, and the name."""
    word = next((word for word in words if full.startswith(word + " ")), None)
    if word is None:
        raise line.wrong(
            f"“{full}” phải bắt đầu bằng {', '.join(words)}",
            f"“{full}” must begin with one of {', '.join(words)}",
        )
    return Named(words[word], as_name(line, full.removeprefix(word).strip()))
