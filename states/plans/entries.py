"""Every fault of one parameter of a plan file: its value, its label, its source and its words."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from states.plans.forms import CITED, ENTRY, LABEL, PARAMETERS, TEXT, Form
from states.terms import Evidence, Text

NEEDED = ("value", "unit", "label", "source")


def entry_faults(
    key: str, entry: object, header: Mapping[str, Any], words: str | None
) -> Iterator[Text]:
    """Say in a sentence each what is wrong with a parameter.

    `words` is the plan's own text, folded, in which its quotes must stand; None where the plan
    has brought none.
    """
    form = PARAMETERS.get(key)
    if form is None:
        yield Text("không phải thông số hệ thống biết.", "is no parameter the system knows.")
        return
    if not isinstance(entry, dict):
        yield Text("phải là một bảng.", "must be a table.")
        return
    for field in sorted(set(NEEDED) - set(entry)):
        yield Text(f"thiếu “{field}”.", f"lacks “{field}”.")
    for field in sorted(set(entry) - ENTRY):
        yield Text(f"có trường lạ “{field}”.", f"has an unknown field “{field}”.")
    yield from _of_value(entry, form)
    yield from _of_first_day(entry, header)
    if "source" in entry:
        yield from _of_source(entry["source"], header, words)


def folded(text: str) -> str:
    """Return the text in NFC with every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _of_value(entry: Mapping[str, Any], form: Form) -> Iterator[Text]:
    for field, wanted in (("value", form), ("label", LABEL), ("unit", TEXT)):
        if field in entry and not wanted.fits(entry[field]):
            yield Text(
                f"“{field}” phải là {wanted.says.vi}.", f"“{field}” must be {wanted.says.en}."
            )
    if entry.get("operator", "") not in form.operators:
        said = " · ".join(operator for operator in form.operators if operator)
        yield Text(
            f"“operator” phải là một trong: {said}." if said else "không dùng “operator”.",
            f"“operator” must be one of: {said}." if said else "takes no “operator”.",
        )


def _of_first_day(entry: Mapping[str, Any], header: Mapping[str, Any]) -> Iterator[Text]:
    first, begun, ended = entry.get("since"), header.get("since"), header.get("until")
    if first is None or type(begun) is not date or type(ended) is not date:
        return
    if type(first) is not date or not begun <= first <= ended:
        yield Text(
            "“since” phải là một ngày trong thời gian của kế hoạch.",
            "“since” must be a day within the plan's period.",
        )


def _of_source(cited: object, header: Mapping[str, Any], words: str | None) -> Iterator[Text]:
    if not isinstance(cited, dict):
        yield Text(
            "“source” phải là { place = …, evidence = … }.",
            "“source” must be { place = …, evidence = … }.",
        )
        return
    for field in sorted(set(cited) - CITED):
        yield Text(f"“source” có trường lạ “{field}”.", f"“source” has an unknown “{field}”.")
    for field in sorted(CITED & set(cited)):
        if not isinstance(cited[field], str):
            yield Text(f"“source.{field}” phải là chữ.", f"“source.{field}” must be a text.")
            return
    yield from _of_evidence(cited.get("evidence"), cited.get("quote", ""), header)
    yield from _of_quote(cited, header, words)


def _of_evidence(evidence: object, quote: str, header: Mapping[str, Any]) -> Iterator[Text]:
    if evidence not in set(Evidence):
        said = " · ".join(Evidence)
        yield Text(
            f"“source.evidence” phải là một trong: {said}.",
            f"“source.evidence” must be one of: {said}.",
        )
    elif evidence == Evidence.TEXT and (header.get("frame") or header.get("illustration")):
        yield Text(
            "khung chung và minh họa không phải văn bản: “evidence” không thể là “text”.",
            "a frame or an illustration is no text: “evidence” cannot be “text”.",
        )
    elif evidence == Evidence.TEXT and not quote.strip():
        yield Text(
            "“evidence” là “text” thì “source” phải có “quote”, nguyên văn.",
            "with “evidence” “text” the “source” must have a “quote”, word for word.",
        )


def _of_quote(
    cited: Mapping[str, str], header: Mapping[str, Any], words: str | None
) -> Iterator[Text]:
    quote, own = cited.get("quote", ""), header.get("document")
    if words is None or not quote or cited.get("document", own) != own:
        return
    if folded(quote) not in words:
        yield Text(
            f"không thấy “{quote}” trong văn bản của kế hoạch.",
            f"“{quote}” does not stand in the plan's text.",
        )
