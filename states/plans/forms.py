"""The form of a plan file: which fields its header has, and what each parameter may say."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from states.terms import Base, Text, Tie, UnitKind

Fits = Callable[[object], bool]

AT_MOST, AT_LEAST = ("<", "<="), (">", ">=")
COMPARING = (*AT_MOST, "=", *AT_LEAST)
NONE = ("",)


@dataclass(frozen=True, slots=True)
class Form:
    """What a value must look like, in words, and which operators may stand with it."""

    says: Text
    fits: Fits
    operators: tuple[str, ...] = NONE


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_share(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,6}/[1-9]\d{0,5}", value):
        return False
    return Fraction(value) <= 1


def _is_whole(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_whole_in_words(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, str) and bool(re.fullmatch(r"\d{1,6}", value)))


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_date(value: object) -> bool:
    return type(value) is date


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(each) for each in value)


def _is_any_list(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(each) for each in value)


def _is_label(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != {"vi", "en"}:
        return False
    return all(_is_text(each) for each in value.values())


def _is_day_of_the_year(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(f"2023-{value}")
    except ValueError:
        return False
    return True


def _one_of(*words: str) -> Form:
    said = " · ".join(words)
    return Form(Text(f"một trong: {said}", f"one of: {said}"), lambda value: value in words)


def _some_of(*words: str) -> Form:
    said = " · ".join(words)
    return Form(
        Text(f"danh sách gồm: {said}", f"a list of: {said}"),
        lambda value: isinstance(value, list) and _is_list(value) and set(value) <= set(words),
    )


def _answered(word: str) -> Form:
    return Form(Text(f"“{word}”", f"“{word}”"), lambda value: value == word, ("=",))


TEXT = Form(Text("một chuỗi chữ không rỗng", "a text that is not empty"), _is_text)
DAY = Form(Text("một ngày, viết 2026-01-31", "a date, written 2026-01-31"), _is_date)
FLAG = Form(Text("true hoặc false", "true or false"), _is_flag)
LABEL = Form(Text("nhãn { vi = …, en = … }", "a label { vi = …, en = … }"), _is_label)
LIST = Form(Text("một danh sách chữ không rỗng", "a list of texts, not empty"), _is_list)
ANY_LIST = Form(Text("một danh sách chữ", "a list of texts"), _is_any_list)
SHARE = Form(
    Text("phân số không quá 1, viết “15/100”", "a fraction of at most 1, written “15/100”"),
    _is_share,
    COMPARING,
)
CAPPED, REACHED = replace(SHARE, operators=AT_MOST), replace(SHARE, operators=AT_LEAST)
LENGTH = Form(Text("một số nguyên không âm", "a whole number, not negative"), _is_whole)
NUMBER = Form(LENGTH.says, _is_whole_in_words, (">=",))
DAY_OF_THE_YEAR = Form(
    Text("tháng và ngày, viết “11-20”", "month and day, written “11-20”"),
    _is_day_of_the_year,
    ("before",),
)

REQUIRED = {
    "id": TEXT,
    "name": LABEL,
    "document": TEXT,
    "document_no": TEXT,
    "title": TEXT,
    "subject": TEXT,
    "issuer": TEXT,
    "signed_capacity": TEXT,
    "since": DAY,
    "until": DAY,
    "provinces": ANY_LIST,
    "territory": TEXT,
    "basis": ANY_LIST,
    "committee_name": TEXT,
}
OPTIONAL = {
    "issued_on": DAY,
    "extends": TEXT,
    "inherits": LIST,
    "illustration": FLAG,
    "frame": FLAG,
    "text": TEXT,
}
ENTRY = {"value", "operator", "unit", "since", "label", "source"}
CITED = {"document", "place", "evidence", "quote"}

PARAMETERS: dict[str, Form] = {
    "cap.share": CAPPED,
    "cap.counts_monitoring": FLAG,
    "success.yearly": REACHED,
    "success.no_relapse": REACHED,
    "transformation.length": LENGTH,
    "monitoring.length": LENGTH,
    "review.mode": _one_of("share", "all"),
    "review.share": REACHED,
    "review.counting": _one_of("atoms", "bullets"),
    "review.attestations": _some_of("giam_toi_pham", "giam_te_nan", "khong_phuc_tap_noi_len"),
    "target.t1": _answered("no"),
    "target.t2": SHARE,
    "target.t3": SHARE,
    "target.t4a": SHARE,
    "target.t4b": SHARE,
    "target.t5": SHARE,
    "target.t6": _answered("yes"),
    "target.t7": NUMBER,
    "target.t7_four_self": _answered("yes"),
    "target.t7_works": _answered("yes"),
    "target.t7_strengthened": _answered("yes"),
    "target.t8_adopted": _answered("yes"),
    "target.t8_kept": _answered("yes"),
    "target.t9": SHARE,
    "criteria.list": _some_of("a", "b", "c", "d"),
    "criteria.any": NUMBER,
    "selection.means": replace(_some_of("province", "district"), operators=AT_LEAST),
    "selection.new_countryside_bar": _some_of(*UnitKind),
    "selection.types": LIST,
    "selection.group_d_one_type": replace(NUMBER, operators=("=",)),
    "selection.priority": NUMBER,
    "selection.argument": _one_of("required"),
    "selection.antt": _one_of("no bar"),
    "selection.unit_kinds": _some_of(*UnitKind),
    "selection.special_zones": _some_of(*UnitKind),
    "proposer.body": TEXT,
    "reviewer.body": TEXT,
    "responsible.body": TEXT,
    "council.entry": _one_of("text", "configured"),
    "council.quorum": REACHED,
    "council.majority": REACHED,
    "council.majority_base": _one_of(*Base),
    "council.tie": _one_of(*Tie),
    "decision.bodies": LIST,
    "recognition.bodies": LIST,
    "decision.capacities": LIST,
    "report.due": DAY_OF_THE_YEAR,
    "report.addressee": TEXT,
    "report.via": TEXT,
    "report.reporters": LIST,
    "final_review": TEXT,
    "legacy.list": TEXT,
    "district.quota": TEXT,
    "funding": LIST,
}
_CODES = (
    "01 02 04 06 08 10 11 12 14 15 17 19 20 22 24 25 26 27 30 31 33 34 35 36 37 38 40 42 44 45 46 "
    "48 49 51 52 54 56 58 60 62 64 66 67 68 70 72 74 75 77 79 80 82 83 84 86 87 89 91 92 93 94 95 "
    "96"
)
# The official codes of the provinces, those that ended on 01/7/2025 among them.
PROVINCES = frozenset(_CODES.split())
