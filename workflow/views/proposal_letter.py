"""Tờ trình: the local committee asks for an area to be appraised and put on the list."""

from collections.abc import Iterator

from states.cap import cap_is_respected
from states.eligibility import antt_list_is_no_bar, is_not_new_countryside
from states.means import above_district_mean, above_province_mean
from states.selection import complexity_is_shown, dossier_is_complete
from states.terms import Phase, Verdict
from workflow.printed.content import Block, PaperContent, PaperType
from workflow.views.case_known import CaseKnown
from workflow.views.letterhead import (
    committee_of,
    grounds_of,
    number,
    place_and_day,
    within_sentence,
)
from workflow.views.paper_words import figures_table, findings_table

ASKED = (
    dossier_is_complete,
    complexity_is_shown,
    above_province_mean,
    above_district_mean,
    is_not_new_countryside,
    antt_list_is_no_bar,
)


def proposal_letter(known: CaseKnown) -> PaperContent:
    """Return the submission that proposes the area, with its figures and how they compare."""
    file, local, plan = known.file, known.local, known.facts.plan
    place = file.within[0] if file.within else file.commune
    return PaperContent(
        kind=PaperType.PROPOSAL_LETTER,
        above=local.above,
        body=local.body,
        number=number("TTr", local.symbol),
        place_and_day=place_and_day(place.vi, None, year=known.dated.year),
        title="TỜ TRÌNH",
        subject=f"Về việc đề nghị đưa {within_sentence(file.commune.vi)} vào danh sách địa bàn "
        "trọng điểm, phức tạp về trật tự, an toàn xã hội cần chuyển hóa",
        addressed=(_addressed(known),),
        grounds=_ended(grounds_of((plan,) if plan else ())),
        blocks=tuple(_blocks(known)),
        recipients=("Như trên;", "Công an cấp trên trực tiếp (để báo cáo);", "Lưu: VT."),
        signers=(local.signer(""),),
        illustration=file.illustration,
        dated=known.dated,
    )


def _addressed(known: CaseKnown) -> str:
    name = committee_of(known.facts.plan)
    for end in (" cấp tỉnh", " tỉnh"):
        name = name.removesuffix(end)
    return f"{name} {within_sentence(known.file.province.vi)}"


def _ended(grounds: tuple[str, ...]) -> tuple[str, ...]:
    """Let the last ground end the sentence."""
    return (*grounds[:-1], f"{grounds[-1].rstrip(';')}.") if grounds else ()


def _blocks(known: CaseKnown) -> Iterator[Block]:
    file, facts = known.file, known.facts
    yield Block("heading", "I. Tình hình địa bàn")
    code = f" (mã đơn vị hành chính {file.code})" if file.code else ""
    yield Block("paragraph", f"Địa bàn đề nghị: {known.here}{code}; hồ sơ số {file.number}.")
    for paragraph in filter(None, (part.strip() for part in file.argument.splitlines())):
        yield Block("paragraph", paragraph)
    sheet = file.phase(Phase.PROPOSAL)
    if sheet is not None and sheet.given:
        yield from figures_table(sheet)
    yield Block("heading", "II. Đối chiếu với tiêu chí")
    found = (rule(facts) for rule in ASKED)
    told = [one for one in found if one.verdict is not Verdict.NOT_APPLICABLE]
    yield from findings_table(told, "Tiêu chí, số liệu đã xét")
    yield Block("heading", "III. Loại địa bàn và số lượng địa bàn")
    types = "; ".join(each.vi for each in file.types)
    yield Block(
        "paragraph",
        f"Loại địa bàn: {types}." if types else "Loại địa bàn: do Hội đồng thẩm định xác định.",
    )
    yield Block("paragraph", cap_is_respected(facts).says.vi)
    yield Block("heading", "IV. Đề nghị")
    yield Block(
        "paragraph",
        f"Đề nghị tổ chức thẩm định và quyết định đưa {known.here} vào danh sách địa bàn trọng "
        "điểm, phức tạp về trật tự, an toàn xã hội thực hiện chuyển hóa./.",
    )
