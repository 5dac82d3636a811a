"""Facts for the tests of the law: valid, boring and telling; a test names only what it is about."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from states.catalogue import Kind, measures_of
from states.facts import (
    Actor,
    Ballot,
    CaseFacts,
    Commune,
    Correction,
    FigureSet,
    Paper,
    Quota,
    Submission,
)
from states.figures import Figure, answer, count, ratio
from states.plans import Parameter, Plan
from states.plans.book import PlanBook
from states.terms import CaseState, Role, UnitKind

DAK_LAK, TUYEN_QUANG, QUANG_NGAI = "dak_lak_2017", "tuyen_quang_2018", "quang_ngai_2021"
FRAME_2017, FRAME_2021 = "khung_2017", "khung_2021"
DAYS = {
    DAK_LAK: date(2019, 6, 3),
    TUYEN_QUANG: date(2019, 6, 3),
    QUANG_NGAI: date(2023, 6, 5),
    FRAME_2017: date(2019, 6, 3),
    FRAME_2021: date(2023, 6, 5),
}
DECIDING_BODIES = {DAK_LAK: "Ban Chỉ đạo tỉnh"}
BLANK = {Kind.COUNT: count(0), Kind.YES_NO: answer("no"), Kind.CHOICE: answer("none")}
COMPLEX = {
    "a1_vu_pham_phap_hinh_su": count(14),
    "ttxh_vu": count(11),
    "ttxh_binh_quan_tinh": ratio(1840, 184),
    "ttxh_binh_quan_huyen": ratio(90, 9),
}
ALL_MET = {
    "t1_xa_hoi_den": answer("no"),
    "t2_ty_le_kham_pha": ratio(12, 14),
    "t3_kham_pha_rnt_dbnt": ratio(2, 2),
    "t4a_tin_bao_tiep_nhan": ratio(31, 31),
    "t4b_tin_bao_xu_ly": ratio(31, 31),
    "t5_tai_pham": ratio(2, 20),
    "t6_he_thong_chinh_tri": answer("yes"),
    "t7a_mo_hinh": count(1),
    "t7b_bon_tu": answer("yes"),
    "t7c_hieu_qua": answer("yes"),
    "t7d_cung_co": answer("yes"),
    "t8a_ban_hanh_noi_quy": answer("yes"),
    "t8b_duy_tri_noi_quy": answer("yes"),
    "t9_tuyen_truyen_ho": ratio(1225, 1225),
    "giam_toi_pham": answer("yes"),
    "giam_te_nan": answer("yes"),
    "khong_phuc_tap_noi_len": answer("yes"),
}
# One figure that breaks each of the nine targets and no other.
BREAKING = {
    "target.t1": {"t1_xa_hoi_den": answer("yes")},
    "target.t2": {"t2_ty_le_kham_pha": ratio(7999, 10000)},
    "target.t3": {"t3_kham_pha_rnt_dbnt": ratio(94, 100)},
    "target.t4": {"t4b_tin_bao_xu_ly": ratio(30, 31)},
    "target.t5": {"t5_tai_pham": ratio(16, 100)},
    "target.t6": {"t6_he_thong_chinh_tri": answer("no")},
    "target.t7": {"t7c_hieu_qua": answer("no")},
    "target.t8": {"t8b_duy_tri_noi_quy": answer("no")},
    "target.t9": {"t9_tuyen_truyen_ho": ratio(1224, 1225)},
}


@cache
def book() -> PlanBook:
    """The plans of the product."""
    return PlanBook.load()


def a_plan(name: str = TUYEN_QUANG, *, without: tuple[str, ...] = (), **settings: Any) -> Plan:
    """A plan, without some parameters or with other values: `cap__share="20/100"`."""
    plan = book().plans[name]
    kept = {key: value for key, value in plan.parameters.items() if key not in without}
    for written, value in settings.items():
        key = written.replace("__", ".")
        kept[key] = _set(kept.get(key), key, value)
    return replace(plan, parameters=kept)


def _set(former: Parameter | None, key: str, value: Any) -> Parameter:
    model = former or replace(book().plans[TUYEN_QUANG].parameters["cap.share"], key=key)
    changes = value if isinstance(value, dict) else {"value": value}
    return replace(model, **changes)


def a_commune(**changes: Any) -> Commune:
    """A commune in a rural district, there since long ago."""
    return replace(
        Commune(
            code="02374",
            name="Ia Dơk",
            kind=UnitKind.XA,
            province="tỉnh Tuyên Quang",
            province_code="08",
            district="Sơn Dương",
            district_kind=UnitKind.HUYEN,
        ),
        **changes,
    )


def figures(
    values: Mapping[str, Figure],
    *,
    unverified: tuple[str, ...] = (),
    period: tuple[date | None, date | None] = (None, None),
) -> FigureSet:
    """Figures of one phase, all verified by a second person but the named ones."""
    start, end = period
    return FigureSet(dict(values), frozenset(values) - set(unverified), start, end)


def criteria(**changes: Figure) -> dict[str, Figure]:
    """All 30 selection figures, offences among them, and the means Quảng Ngãi compares."""
    blank = {each.id: BLANK[each.kind] for each in measures_of("a", "b", "c", "d")}
    return blank | COMPLEX | changes


def targets(**changes: Figure) -> dict[str, Figure]:
    """Every figure of the nine targets and the attestations, all met under every plan."""
    return ALL_MET | changes


def breaking(*rules: str) -> dict[str, Figure]:
    """The targets' figures with just these targets broken."""
    broken: dict[str, Figure] = {}
    for rule in rules:
        broken |= BREAKING[rule]
    return targets(**broken)


def a_ballot(**changes: Any) -> Ballot:
    """A ballot of a council of seven, carried by five against two."""
    whole = Ballot("hội-đồng", appointed=7, present=7, votes_for=5, against=2, closed=True)
    return replace(whole, **changes)


def papers(on: date, body: str, **changes: Any) -> Submission:
    """Everything any step asks for, dated that day."""
    paper = Paper("12/QĐ-BCĐ", on, body=body, capacity="TM.", votes_for=5, votes_of=7)
    whole = Submission(
        reason="Chưa đủ số liệu",
        minutes=paper,
        decision=paper,
        report=paper,
        letter=paper,
        resolution=paper,
        old_decision=paper,
        missing_list="Số liệu nhóm b",
        due=on + timedelta(days=10),
        types=("1",),
        successors=("02375",),
        tasks_concluded=True,
    )
    return replace(whole, **changes)


def facts(plan: Plan | str | None = TUYEN_QUANG, **changes: Any) -> CaseFacts:
    """Facts on which every row of the table permits under a province's own plan.

    A change may name a field of the facts, of their paper, or of their commune.
    """
    name = plan.id if isinstance(plan, Plan) else plan or TUYEN_QUANG
    on = changes.get("on", DAYS[name])
    own = {part.name for part in fields(CaseFacts)}
    of_paper = {key: changes.pop(key) for key in _names(Submission) & set(changes) - own}
    of_commune = {key: changes.pop(key) for key in _names(Commune) & set(changes) - own}
    whole = CaseFacts(
        on=on,
        today=on,
        commune=a_commune(**of_commune),
        actor=Actor("người-thứ-ba", frozenset(Role), in_territory=True),
        plan=book().plans[plan] if isinstance(plan, str) else plan,
        state=CaseState.PROPOSED,
        argument="Trộm cắp tăng tại hai thôn giáp ranh",
        started_on=on - timedelta(days=400),
        reviewed_on=on - timedelta(days=200),
        relapsed_from=CaseState.MONITORING,
        last_effective=on,
        proposal=figures(criteria(), period=(on - timedelta(days=800), on)),
        review=figures(targets(), period=(on - timedelta(days=400), on)),
        monitoring=figures(targets(), period=(on - timedelta(days=199), on)),
        quota=Quota(on.year, base=100, used=5),
        correction=Correction(
            3, "appraise", is_latest_move=True, asked_by="người-thứ-tư", wrong="2", right="3"
        ),
        ballot=a_ballot(held_on=on),
        paper=papers(on, DECIDING_BODIES.get(name, "Ban Chỉ đạo 138 tỉnh"), **of_paper),
    )
    return replace(whole, **changes)


def _names(shape: type[Any]) -> set[str]:
    return {part.name for part in fields(shape)}
