"""One cell, read strictly: a figure, nothing, or a sentence that says what to write instead."""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from states.catalogue import Kind, Measure
from states.figures import MISSING, WITHHELD, Figure, answer, count, ratio
from states.terms import Text
from workflow.folding import folded
from workflow.intake.layout import IN_WORDS, LARGEST, answers_of, written_answers
from workflow.intake.words import plain_words, shown

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]{1,15}")
_NUMBER_LIKE = re.compile(r"[-+]?[0-9][0-9.,\s]*%?")
_DAYS = (
    (re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"), (3, 2, 1)),
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), (1, 2, 3)),
)
WHOLE = Text(
    "ghi số nguyên từ 0 trở lên (1.234 là một nghìn hai trăm ba mươi tư)",
    "write a whole number, 0 or more (1.234 is one thousand two hundred and thirty-four)",
)


class WrongCell(Exception):
    """A cell cannot be read; `says` tells what is wrong and what to write."""

    def __init__(self, says: Text) -> None:
        """Keep the sentence."""
        super().__init__(says.en)
        self.says = says


def figure_of(measure: Measure, cell: Any) -> Figure:  # noqa: ANN401
    """Return the figure a cell gives for a measure of one cell; MISSING for a blank.

    Raises WrongCell.
    """
    said = _in_words(measure, cell)
    if said is not None:
        return said
    if measure.kind is Kind.COUNT:
        return count(whole(cell))
    return answer(_answer(measure, cell))


def ratio_of(measure: Measure, top: Any, bottom: Any) -> Figure:  # noqa: ANN401
    """Return the ratio two cells give; words in either cell stand for the whole.

    Raises WrongCell when one half is missing.
    """
    said = [_in_words(measure, cell) for cell in (top, bottom)]
    words = [each for each in said if each is not None and each != MISSING]
    if words:
        return words[0]
    if said == [MISSING, MISSING]:
        return MISSING
    if MISSING in said:
        raise WrongCell(Text("ghi cả tử số và mẫu số", "write both the upper and the lower number"))
    return ratio(whole(top), whole(bottom))


def whole(cell: Any) -> int:  # noqa: ANN401
    """Return the whole number of a cell, typed as a number or as text.

    Raises WrongCell for everything else, each with its own sentence.
    """
    _refuse_other_kinds(cell)
    if isinstance(cell, str):
        if any(unicodedata.category(sign) == "Cf" for sign in cell):
            raise WrongCell(
                Text(
                    f"có ký tự ẩn hoặc đảo chiều chữ; gõ lại, {WHOLE.vi}",
                    f"holds hidden signs or signs that turn the text; type it again: {WHOLE.en}",
                )
            )
        return _whole_of_text(plain_words(cell))
    if not math.isfinite(cell) or abs(cell) > LARGEST:
        raise WrongCell(Text(f"số quá lớn; {WHOLE.vi}", f"the number is too large; {WHOLE.en}"))
    if cell < 0:
        raise WrongCell(Text(f"số âm; {WHOLE.vi}", f"a negative number; {WHOLE.en}"))
    if cell != int(cell):
        raise WrongCell(
            Text(
                f"số lẻ (hoặc ô định dạng phần trăm); {WHOLE.vi}",
                f"not a whole number (or a cell shown as a percentage); {WHOLE.en}",
            )
        )
    return int(cell)


def day_of(cell: Any) -> date:  # noqa: ANN401
    """Return the day of a cell: a date, or text dd/mm/yyyy.

    Raises WrongCell.
    """
    text = cell["day"] if isinstance(cell, Mapping) and "day" in cell else plain_words(cell)
    for pattern, order in _DAYS:
        if match := pattern.fullmatch(text):
            try:
                return date(*(int(match[part]) for part in order))
            except ValueError:
                break
    raise WrongCell(Text("ghi ngày dạng dd/mm/yyyy", "write the day as dd/mm/yyyy"))


def _in_words(measure: Measure, cell: Any) -> Figure | None:  # noqa: ANN401
    """Return what a blank or the words for "no number" say; None for anything else."""
    if cell is None or (isinstance(cell, str) and not plain_words(cell)):
        return MISSING
    said = IN_WORDS.get(folded(cell)) if isinstance(cell, str) else None
    if said == WITHHELD and not measure.sensitive:
        raise WrongCell(
            Text(
                "chỉ tiêu này không thuộc loại giữ trong hồ sơ nghiệp vụ; ghi số, hoặc KPS",
                "this figure is not one that may be withheld; write a number, or KPS",
            )
        )
    return said


def _answer(measure: Measure, cell: Any) -> str:  # noqa: ANN401
    known = answers_of(measure)
    words = {True: "co", False: "khong"}[cell] if isinstance(cell, bool) else folded(shown(cell))
    if isinstance(cell, Mapping) or words not in known:
        listed = ", ".join(f"“{each}”" for each in written_answers(measure))
        raise WrongCell(Text(f"chọn một trong: {listed}", f"choose one of: {listed}"))
    return known[words]


def _refuse_other_kinds(cell: Any) -> None:  # noqa: ANN401
    if isinstance(cell, bool):
        raise WrongCell(Text(f"giá trị đúng/sai; {WHOLE.vi}", f"true or false; {WHOLE.en}"))
    if not isinstance(cell, Mapping):
        return
    if "fault" in cell:
        raise WrongCell(
            Text(
                "công thức bị lỗi; sửa công thức hoặc ghi thẳng số",
                "the formula fails; mend it or write the number itself",
            )
        )
    raise WrongCell(
        Text(
            f"ô này là ngày, giờ chứ không phải số; đổi định dạng ô rồi {WHOLE.vi}",
            f"this cell is a day or time, not a number; change its format and {WHOLE.en}",
        )
    )


def _whole_of_text(text: str) -> int:
    if _GROUPED.fullmatch(text):
        number = int(text.replace(".", ""))
        if number <= LARGEST:
            return number
        raise WrongCell(Text(f"số quá lớn; {WHOLE.vi}", f"the number is too large; {WHOLE.en}"))
    if text.startswith(("=", "+", "@")):
        raise WrongCell(
            Text(f"công thức ghi thành chữ; {WHOLE.vi}", f"a formula written as text; {WHOLE.en}")
        )
    if text.startswith(("-", "−")) and len(text) > 1:
        raise WrongCell(Text(f"số âm; {WHOLE.vi}", f"a negative number; {WHOLE.en}"))
    if _NUMBER_LIKE.fullmatch(text):
        raise WrongCell(
            Text(
                f"không phải số nguyên viết theo cách Việt Nam; {WHOLE.vi}",
                f"not a whole number written the Vietnamese way; {WHOLE.en}",
            )
        )
    raise WrongCell(
        Text(
            f"là chữ; {WHOLE.vi}, KPS khi không phát sinh, hoặc HSNV khi đã kiểm tra trên hồ sơ "
            "nghiệp vụ",
            f"is words; {WHOLE.en}, KPS for not arisen, or HSNV for checked on file",
        )
    )
