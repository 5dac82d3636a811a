"""What a generated paper says, before anybody lays it out: frozen, in Vietnamese, name-free.

Both writers take it as it is, so the Word file and the PDF say the same. Nothing in it depends
on when it is printed: the same facts make the same content, and the same content the same bytes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from states.terms import Term
from workflow.canonical_text import canonical

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ILLUSTRATION = "MINH HỌA – KHÔNG PHẢI VĂN BẢN"
CODE_LENGTH, CODE_PART = 16, 4
# Crockford's letters: none is taken for another one when read aloud or typed from paper.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NOT_IN_XML = frozenset(map(chr, (*range(0x20), 0xFFFE, 0xFFFF)))
_READ_AS = str.maketrans("OIL", "011")


class PaperType(Term):
    """What kind of paper is generated; the value is its name in addresses and file names."""

    PROPOSAL_LETTER = "proposal_letter", "Tờ trình đề xuất", "Submission proposing the area"
    APPRAISAL_MINUTES = "appraisal_minutes", "Biên bản họp Hội đồng", "Minutes of the council"
    LIST_DECISION = "list_decision", "Quyết định danh sách", "Decision on the list"
    RECOGNITION = "recognition", "Quyết định công nhận", "Decision of recognition"
    REVIEW_REPORT = "review_report", "Báo cáo sơ kết", "Review report"
    DECLINE_NOTICE = "decline_notice", "Thông báo không đưa vào diện", "Notice of not selecting"
    UNMET_NOTICE = "unmet_notice", "Thông báo chuyển hóa chưa đạt", "Notice of targets not met"
    ACTION_PLAN = "action_plan", "Kế hoạch chuyển hóa", "Plan of transformation"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the body: a heading, a paragraph, an article, or a table with its heads.

    `lead` stands bold before the words of an article or a paragraph. `widths` are shares of the
    line, one for each column; `marks` says of each column "left", "center" or "right".
    """

    sort: Literal["heading", "paragraph", "article", "dash", "table"]
    text: str = ""
    lead: str = ""
    columns: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """One block of signature: the capacity, the office, and how it is signed; never a name."""

    lines: tuple[str, ...]
    how: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the paper stands in the history: the entry, the root after it, the code to check."""

    subject: str
    entry: int
    root: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """One paper; `dated` is the day of the facts it rests on, which both files bear."""

    kind: PaperType
    above: str
    body: str
    number: str
    place_and_day: str
    title: str
    subject: str
    authority: str = ""
    addressed: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    decides: str = ""
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...] = ()
    signers: tuple[Signer, ...]
    illustration: bool
    dated: date
    stamp: Stamp | None = None

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what it says, without its stamp."""
        said = as_told(replace(self, stamp=None))
        return hashlib.sha256(canonical(said)).hexdigest()


def as_told(content: PaperContent) -> dict[str, Any]:
    """Return a paper as plain texts, lists and objects, as both writers read it."""
    told: dict[str, Any] = _told(asdict(content))
    stamp = content.stamp
    return told | {
        "state": STATE,
        "motto": MOTTO,
        "mark": ILLUSTRATION if content.illustration else "",
        "footer": footer(stamp) if stamp else "",
    }


def footer(stamp: Stamp) -> str:
    """Return the line at the foot of every page, by which a printed copy is checked."""
    return (
        f"{stamp.subject} · bút toán {stamp.entry} · mã băm {stamp.root[:16]} · "
        f"mã kiểm tra {stamp.code}"
    )


def code_of(*parts: str) -> str:
    """Return the code of an issue: eighty bits of the SHA-256 of its parts, easy to type."""
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:10])
    letters = "".join(_LETTERS[(number >> 5 * at) & 31] for at in reversed(range(CODE_LENGTH)))
    return "-".join(letters[at : at + CODE_PART] for at in range(0, CODE_LENGTH, CODE_PART))


def read_code(typed: str) -> str:
    """Return a code as it is kept from how somebody typed it; "" where it cannot be one."""
    letters = "".join(each for each in typed.upper() if each.isalnum()).translate(_READ_AS)
    if len(letters) != CODE_LENGTH or set(letters) - set(_LETTERS):
        return ""
    return "-".join(letters[at : at + CODE_PART] for at in range(0, CODE_LENGTH, CODE_PART))


def printable(text: str) -> str:
    """Return a text without the signs that no XML may hold."""
    return "".join(sign for sign in text if sign in "\n\t" or sign not in _NOT_IN_XML)


def _told(value: Any) -> Any:  # noqa: ANN401 - walks every shape of a paper
    match value:
        case date():
            return value.isoformat()
        case str():
            return printable(str(value))
        case Mapping():
            return {key: _told(part) for key, part in value.items()}
        case list() | tuple():
            return [_told(part) for part in value]
    return value
