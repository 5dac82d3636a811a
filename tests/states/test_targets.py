import pytest

from states.figures import MISSING, NOT_ARISEN, WITHHELD, Figure, answer, count, ratio
from states.success import ATTESTATIONS, success
from states.targets import TARGETS, needed_measures, nine_targets
from states.terms import Standing, Verdict
from tests.law_builders import (
    BREAKING,
    DAK_LAK,
    FRAME_2017,
    QUANG_NGAI,
    TUYEN_QUANG,
    a_plan,
    breaking,
    facts,
    figures,
    targets,
)


def judged(plan=TUYEN_QUANG, values=None):
    return success(facts(plan), figures(values or targets()), rule="review.success")


def target(rule, plan=TUYEN_QUANG, **values):
    found = nine_targets(facts(plan), figures(targets(**values)))
    return next(finding for finding in found if finding.rule == rule)


def part(finding, rule):
    return next(each for each in finding.parts if each.rule == rule)


@pytest.mark.parametrize(
    ("rule", "measure", "figure", "verdict"),
    [
        ("target.t1", "t1_xa_hoi_den", answer("no"), Verdict.MET),
        ("target.t1", "t1_xa_hoi_den", answer("yes"), Verdict.NOT_MET),
        ("target.t1", "t1_xa_hoi_den", NOT_ARISEN, Verdict.NOT_KNOWN),
        ("target.t2", "t2_ty_le_kham_pha", ratio(80, 100), Verdict.MET),
        ("target.t2", "t2_ty_le_kham_pha", ratio(7999, 10000), Verdict.NOT_MET),
        ("target.t2", "t2_ty_le_kham_pha", ratio(0, 5), Verdict.NOT_MET),
        ("target.t2", "t2_ty_le_kham_pha", ratio(0, 0), Verdict.NOT_APPLICABLE),
        ("target.t2", "t2_ty_le_kham_pha", NOT_ARISEN, Verdict.NOT_APPLICABLE),
        ("target.t2", "t2_ty_le_kham_pha", MISSING, Verdict.NOT_KNOWN),
        ("target.t2", "t2_ty_le_kham_pha", WITHHELD, Verdict.NOT_KNOWN),
        ("target.t2", "t2_ty_le_kham_pha", Figure(Standing.REPORTED), Verdict.NOT_KNOWN),
        ("target.t3", "t3_kham_pha_rnt_dbnt", ratio(19, 20), Verdict.MET),
        ("target.t3", "t3_kham_pha_rnt_dbnt", ratio(18, 19), Verdict.NOT_MET),
        ("target.t4", "t4a_tin_bao_tiep_nhan", ratio(30, 31), Verdict.NOT_MET),
        ("target.t4", "t4b_tin_bao_xu_ly", ratio(30, 31), Verdict.NOT_MET),
        ("target.t4", "t4b_tin_bao_xu_ly", MISSING, Verdict.NOT_KNOWN),
        ("target.t5", "t5_tai_pham", ratio(0, 9), Verdict.MET),
        ("target.t5", "t5_tai_pham", Figure(Standing.REPORTED), Verdict.NOT_KNOWN),
        ("target.t6", "t6_he_thong_chinh_tri", answer("no"), Verdict.NOT_MET),
        ("target.t7", "t7a_mo_hinh", count(0), Verdict.NOT_MET),
        ("target.t7", "t7a_mo_hinh", NOT_ARISEN, Verdict.NOT_MET),
        ("target.t7", "t7a_mo_hinh", count(2), Verdict.MET),
        ("target.t7", "t7b_bon_tu", answer("no"), Verdict.NOT_MET),
        ("target.t7", "t7c_hieu_qua", answer("no"), Verdict.NOT_MET),
        ("target.t8", "t8a_ban_hanh_noi_quy", answer("no"), Verdict.NOT_MET),
        ("target.t8", "t8b_duy_tri_noi_quy", answer("no"), Verdict.NOT_MET),
        ("target.t9", "t9_tuyen_truyen_ho", ratio(1224, 1225), Verdict.NOT_MET),
        ("target.t9", "t9_tuyen_truyen_ho", ratio(0, 0), Verdict.NOT_APPLICABLE),
    ],
)
def test_each_target_keeps_its_own_threshold(rule, measure, figure, verdict):
    assert verdict is target(rule, **{measure: figure}).verdict


def test_fifteen_percent_of_reoffending_passes_where_the_text_says_to_and_not_where_below():
    exactly = {"t5_tai_pham": ratio(3, 20)}

    assert Verdict.MET is target("target.t5", DAK_LAK, **exactly).verdict
    assert Verdict.NOT_MET is target("target.t5", TUYEN_QUANG, **exactly).verdict


def test_only_dak_lak_asks_that_the_model_was_built_and_strengthened():
    weak = {"t7d_cung_co": answer("no")}

    assert Verdict.NOT_MET is target("target.t7", DAK_LAK, **weak).verdict
    assert Verdict.MET is target("target.t7", TUYEN_QUANG, **weak).verdict


def test_a_clearance_above_one_hundred_percent_passes_with_a_note():
    finding = target("target.t2", t2_ty_le_kham_pha=ratio(12, 10))

    assert Verdict.MET is finding.verdict
    assert "120% (12/10), có cả vụ việc của kỳ trước" in finding.says.vi


@pytest.mark.parametrize(
    ("rule", "measure"),
    [
        ("target.t4", "t4a_tin_bao_tiep_nhan"),
        ("target.t5", "t5_tai_pham"),
        ("target.t9", "t9_tuyen_truyen_ho"),
    ],
)
def test_a_part_greater_than_its_whole_proves_nothing(rule, measure):
    finding = target(rule, **{measure: ratio(12, 10)})

    assert Verdict.NOT_KNOWN is finding.verdict
    assert "phần lớn hơn tổng số" in finding.says.vi


def test_a_target_shows_what_was_seen_and_what_is_required():
    finding = target("target.t2", t2_ty_le_kham_pha=ratio(7999, 10000))

    assert ("7999/10000", ">= 80/100") == (finding.seen, finding.required)
    assert "79,99% (7999/10000) (yêu cầu ≥ 80%)" in finding.says.vi


def test_a_target_of_several_parts_keeps_each_of_them():
    assert 2 == len(target("target.t4").parts)
    assert 4 == len(target("target.t7", DAK_LAK).parts)
    assert 3 == len(target("target.t7", TUYEN_QUANG).parts)


def test_under_a_frame_a_target_the_plans_do_not_share_is_not_known():
    assert Verdict.NOT_KNOWN is target("target.t5", FRAME_2017).verdict
    assert Verdict.MET is target("target.t2", FRAME_2017).verdict


def test_the_measures_needed_are_those_of_the_plan_s_targets_and_attestations():
    assert 17 == len(needed_measures(facts(DAK_LAK)))
    assert 13 == len(needed_measures(facts(TUYEN_QUANG)))
    assert "t7d_cung_co" not in needed_measures(facts(TUYEN_QUANG))
    assert () == needed_measures(facts(None))


def test_all_nine_are_required_in_tuyen_quang():
    assert Verdict.MET is judged(TUYEN_QUANG).verdict
    assert "9/9" == judged(TUYEN_QUANG).seen


@pytest.mark.parametrize("rule", TARGETS)
def test_one_broken_target_of_nine_fails_in_tuyen_quang_and_passes_in_dak_lak(rule):
    assert Verdict.NOT_MET is judged(TUYEN_QUANG, breaking(rule)).verdict
    assert Verdict.MET is judged(DAK_LAK, breaking(rule)).verdict


@pytest.mark.parametrize("rule", BREAKING)
def test_each_breaking_figure_breaks_its_target_alone(rule):
    found = nine_targets(facts(DAK_LAK), figures(breaking(rule)))

    assert [rule] == [finding.rule for finding in found if not finding.passes]


def test_two_broken_targets_of_nine_fail_in_dak_lak_though_four_bullets_of_five_stand():
    broken = judged(DAK_LAK, breaking("target.t2", "target.t3"))

    assert Verdict.NOT_MET is broken.verdict
    assert "7/9" == broken.seen
    assert "tính theo 5 gạch đầu dòng: 4/5, theo 9 chỉ tiêu: 7/9" in broken.says.vi


def test_a_province_may_count_bullets_and_then_the_same_area_succeeds():
    plan = a_plan(DAK_LAK, review__counting="bullets")

    assert Verdict.MET is judged(plan, breaking("target.t2", "target.t3")).verdict
    assert Verdict.NOT_MET is judged(plan, breaking("target.t2", "target.t5")).verdict


def test_what_has_not_arisen_leaves_the_count_of_shares_and_does_not_fail_all():
    quiet = targets(t2_ty_le_kham_pha=NOT_ARISEN, t3_kham_pha_rnt_dbnt=ratio(0, 0))

    assert "7/7" == judged(DAK_LAK, quiet).seen
    assert Verdict.MET is judged(TUYEN_QUANG, quiet).verdict
    assert "Đạt 9/9 chỉ tiêu (2 không phát sinh)" in judged(TUYEN_QUANG, quiet).says.vi


@pytest.mark.parametrize(
    ("broken", "missing", "verdict"),
    [
        ((), ("t2_ty_le_kham_pha",), Verdict.MET),
        (("target.t1",), ("t2_ty_le_kham_pha",), Verdict.NOT_KNOWN),
        (("target.t1", "target.t5"), ("t2_ty_le_kham_pha",), Verdict.NOT_MET),
        ((), ("t2_ty_le_kham_pha", "t5_tai_pham"), Verdict.NOT_KNOWN),
    ],
)
def test_an_unknown_target_leaves_it_open_only_while_it_could_turn_it(broken, missing, verdict):
    values = breaking(*broken) | dict.fromkeys(missing, MISSING)

    assert verdict is judged(DAK_LAK, values).verdict


def test_in_tuyen_quang_a_failure_is_sure_whatever_is_still_unknown():
    values = breaking("target.t1") | {"t2_ty_le_kham_pha": MISSING}

    assert Verdict.NOT_MET is judged(TUYEN_QUANG, values).verdict
    assert Verdict.NOT_KNOWN is judged(TUYEN_QUANG, targets(t2_ty_le_kham_pha=MISSING)).verdict


@pytest.mark.parametrize("attestation", ATTESTATIONS)
def test_each_attestation_is_mandatory_in_dak_lak_whatever_the_share(attestation):
    denied = judged(DAK_LAK, targets(**{attestation: answer("no")}))
    silent = judged(DAK_LAK, targets(**{attestation: MISSING}))

    assert (Verdict.NOT_MET, Verdict.NOT_KNOWN) == (denied.verdict, silent.verdict)
    assert "Còn 1/3 xác nhận bắt buộc chưa đạt" in denied.says.vi
    assert Verdict.MET is judged(TUYEN_QUANG, targets(**{attestation: answer("no")})).verdict


def test_an_open_verdict_says_that_figures_are_missing():
    assert "Còn thiếu số liệu" in judged(TUYEN_QUANG, targets(t5_tai_pham=MISSING)).says.vi


def test_the_answer_holds_the_nine_targets_the_count_and_the_attestations():
    rules = [finding.rule for finding in judged(DAK_LAK).parts]

    assert [*TARGETS, "review.targets_share", *ATTESTATIONS.values()] == rules
    assert Verdict.MET is part(judged(TUYEN_QUANG), "review.targets_all").verdict


def test_quang_ngai_judges_by_the_inherited_rule_and_says_whose_it_is():
    finding = judged(QUANG_NGAI, breaking("target.t5"))

    assert Verdict.MET is finding.verdict
    assert "KH 8183/KH-UBND Đắk Lắk, II.3 [suy luận]" == str(finding.source)


@pytest.mark.parametrize("plan", [None, FRAME_2017, a_plan(DAK_LAK, without=("review.share",))])
def test_without_the_plan_s_own_rule_success_is_not_known(plan):
    assert Verdict.NOT_KNOWN is judged(plan).verdict
