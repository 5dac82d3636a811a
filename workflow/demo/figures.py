"""Made-up figures of the examples: every sheet that holds them says so."""

from states.catalogue import CRITERIA_GROUPS, Kind, measures_of
from states.figures import NOT_ARISEN, WITHHELD, Figure, answer, count, ratio

NO_COMPLEXITY = {Kind.COUNT: count(0), Kind.YES_NO: answer("no"), Kind.CHOICE: answer("none")}
COMPLEX = {
    "a1_vu_pham_phap_hinh_su": count(24),
    "a3_quan_ly_giao_duc_tai_xa": count(9),
    "a4_quan_ly_nghiep_vu_hs": WITHHELD,
    "a7_tu_diem_tnxh": count(2),
    "a8_to_giac_tin_bao": count(31),
    "b1_vu_ma_tuy": count(6),
    "b3_quan_ly_nghiep_vu_mt": WITHHELD,
    "b4a_nguoi_nghien_co_ho_so": count(17),
    "c1_vu_kinh_te_moi_truong": count(1),
    "d4b_vu_tngt": count(5),
}
MEANS = {
    "ttxh_vu": count(21),
    "ttxh_binh_quan_tinh": ratio(1428, 102),
    "ttxh_binh_quan_huyen": ratio(198, 22),
}
REACHED = {
    "t1_xa_hoi_den": answer("no"),
    "t2_ty_le_kham_pha": ratio(12, 14),
    "t3_kham_pha_rnt_dbnt": NOT_ARISEN,
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
EXACTLY_FIFTEEN_PERCENT = {"t5_tai_pham": ratio(3, 20)}
SEVEN_OF_NINE = {
    "t2_ty_le_kham_pha": ratio(11, 14),
    "t3_kham_pha_rnt_dbnt": ratio(1, 1),
    "t9_tuyen_truyen_ho": ratio(1210, 1225),
}
COMPLEX_AGAIN = {
    "t2_ty_le_kham_pha": ratio(9, 15),
    "khong_phuc_tap_noi_len": answer("no"),
}


def of_proposal(**changed: Figure) -> dict[str, Figure]:
    """Return a figure for every selection criterion, with the means; `changed` ones replace."""
    calm = {measure.id: NO_COMPLEXITY[measure.kind] for measure in measures_of(*CRITERIA_GROUPS)}
    return calm | COMPLEX | MEANS | changed


def of_targets(**changed: Figure) -> dict[str, Figure]:
    """Return figures that reach all nine targets and attestations; `changed` ones replace."""
    return REACHED | changed
