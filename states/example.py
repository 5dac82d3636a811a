"""One made-up proposal, judged by any plan: it shows how the plans differ, and names no place."""

from dataclasses import replace
from datetime import date

from states.case import Assessment, assess, row_for
from states.catalogue import CRITERIA_GROUPS, Kind, measures_of
from states.facts import Actor, Ballot, CaseFacts, Commune, FigureSet, Paper, Submission
from states.figures import Figure, answer, count, ratio
from states.plans import Plan
from states.terms import Action, CaseState, Role, Text, UnitKind

PERSON = "example"
DESCRIPTION = Text(
    "Một xã đạt chuẩn nông thôn mới, 10 vụ xâm phạm trật tự xã hội (bình quân của tỉnh đúng 10), "
    "chưa nêu lập luận; khi sơ kết: 1210/1225 hộ được tuyên truyền, tái phạm đúng 15% (3/20), "
    "án rất nghiêm trọng không phát sinh, các chỉ tiêu khác đạt, ba xác nhận đều có.",
    "A commune with the new-countryside title and 10 offences against social order (the "
    "provincial mean is exactly 10), no argument given; at the review 1210 of 1225 households are "
    "reached, reoffending is exactly 15% (3/20), no very serious case arose, the other targets "
    "are met and all attestations given.",
)


def example_proposal(plan: Plan) -> Assessment:
    """Return the appraisal of the example under a plan."""
    return assess(row_for(Action.APPRAISE, CaseState.PROPOSED), _facts(plan))


def example_review(plan: Plan) -> Assessment:
    """Return the review of the same example under a plan."""
    facts = replace(_facts(plan), state=CaseState.PRELIMINARY_REVIEW)
    return assess(row_for(Action.PASS_REVIEW, CaseState.PRELIMINARY_REVIEW), facts)


def _facts(plan: Plan) -> CaseFacts:
    day = date(plan.since.year + 1, 6, 1)
    commune = Commune(
        None,
        "A",
        UnitKind.XA,
        "B",
        None,
        district="C",
        district_kind=UnitKind.HUYEN,
        new_countryside_since=plan.since,
    )
    minutes = Paper("01/BB-HĐTĐ", day, votes_for=5, votes_of=7)
    return CaseFacts(
        on=day,
        today=day,
        commune=commune,
        actor=Actor(PERSON, frozenset({Role.COUNCIL}), in_territory=True),
        plan=plan,
        state=CaseState.PROPOSED,
        proposal=_verified(_criteria(), start=plan.since, end=day),
        review=_verified(_targets(), start=plan.since, end=day),
        started_on=plan.since,
        ballot=Ballot(PERSON, appointed=7, present=7, votes_for=5, against=2),
        paper=Submission(minutes=minutes),
    )


def _verified(values: dict[str, Figure], *, start: date, end: date) -> FigureSet:
    return FigureSet(values, frozenset(values), start, end)


def _criteria() -> dict[str, Figure]:
    blank = {Kind.COUNT: count(0), Kind.YES_NO: answer("no"), Kind.CHOICE: answer("none")}
    values = {measure.id: blank[measure.kind] for measure in measures_of(*CRITERIA_GROUPS)}
    return values | {
        "a1_vu_pham_phap_hinh_su": count(14),
        "ttxh_vu": count(10),
        "ttxh_binh_quan_tinh": ratio(1840, 184),
        "ttxh_binh_quan_huyen": ratio(81, 9),
    }


def _targets() -> dict[str, Figure]:
    return {
        "t1_xa_hoi_den": answer("no"),
        "t2_ty_le_kham_pha": ratio(12, 14),
        "t3_kham_pha_rnt_dbnt": ratio(0, 0),
        "t4a_tin_bao_tiep_nhan": ratio(31, 31),
        "t4b_tin_bao_xu_ly": ratio(31, 31),
        "t5_tai_pham": ratio(3, 20),
        "t6_he_thong_chinh_tri": answer("yes"),
        "t7a_mo_hinh": count(1),
        "t7b_bon_tu": answer("yes"),
        "t7c_hieu_qua": answer("yes"),
        "t7d_cung_co": answer("yes"),
        "t8a_ban_hanh_noi_quy": answer("yes"),
        "t8b_duy_tri_noi_quy": answer("yes"),
        "t9_tuyen_truyen_ho": ratio(1210, 1225),
        "giam_toi_pham": answer("yes"),
        "giam_te_nan": answer("yes"),
        "khong_phuc_tap_noi_len": answer("yes"),
    }
