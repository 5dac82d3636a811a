"""What each rule is called where the rule itself is listed, beside no case and no verdict."""

from collections.abc import Mapping

from states.terms import Text

RULE_NAMES: Mapping[str, Text] = {
    "access.role": Text("Đúng vai trò", "The role may take the step"),
    "access.territory": Text("Trong phạm vi được giao", "The area lies in the territory held"),
    "case.commune_exists": Text("Địa bàn đang tồn tại", "The commune exists that day"),
    "case.no_other_open_case": Text("Không có hồ sơ khác đang mở", "No other open case"),
    "correction.asked_by_another": Text("Người khác đã đề nghị", "Another person asked for it"),
    "correction.entry_named": Text("Nêu rõ bút toán được đính chính", "The entry is named"),
    "correction.nothing_rests_on_it": Text("Chưa có bước nào dựa vào", "Nothing rests on it"),
    "correction.right_value_given": Text("Nêu rõ nội dung đúng", "The right value is given"),
    "council.carried": Text("Hội đồng biểu quyết tán thành", "The council voted for it"),
    "council.exists": Text("Có hội đồng cho bước này", "There is a council for this step"),
    "council.minutes_named": Text("Nêu rõ biên bản họp hội đồng", "The minutes are named"),
    "council.quorum": Text("Đủ thành viên hội đồng có mặt", "The council has a quorum"),
    "council.recommends": Text("Hội đồng đề nghị", "The council recommends it"),
    "decision.capacity": Text("Thể thức ký quyết định", "Capacity the decision is signed in"),
    "decision.issuing_body": Text("Cơ quan ban hành quyết định", "Body that issued the decision"),
    "decision.named": Text("Nêu rõ quyết định", "The decision is named"),
    "dossier.missing_named": Text("Nêu rõ nội dung còn thiếu", "What is missing is named"),
    "duties.not_proposer_or_recorder": Text(
        "Không phải người đề xuất hoặc người nhập số liệu", "Neither proposer nor recorder"
    ),
    "inherit.old_decision_named": Text("Nêu rõ quyết định cũ", "The earlier decision is named"),
    "order.not_before_previous_step": Text("Không trước bước trước", "Not before the step before"),
    "order.not_in_future": Text("Không ở ngày chưa đến", "Not on a day to come"),
    "paper.named": Text("Nêu rõ văn bản", "The paper is named"),
    "plan.in_force": Text("Kế hoạch đang có hiệu lực", "A plan is in force"),
    "reason.given": Text("Có nêu lý do", "A reason is given"),
    "recognition.figures_verified": Text(
        "Số liệu công nhận đã được xác minh", "Figures for the recognition are verified"
    ),
    "recognition.monitoring_over": Text("Đã hết thời gian theo dõi", "The monitoring is over"),
    "recognition.no_open_relapse": Text("Không đang phức tạp trở lại", "No relapse is open"),
    "recognition.period": Text("Kỳ số liệu công nhận", "Period of the recognition's figures"),
    "recognition.still_meets_targets": Text("Vẫn đạt các chỉ tiêu", "The targets are still met"),
    "relapse.criterion_broken": Text("Có tiêu chí phức tạp trở lại", "A criterion is broken again"),
    "relapse.figures_verified": Text(
        "Số liệu phức tạp trở lại đã được xác minh", "Figures of the relapse are verified"
    ),
    "relapse.period": Text("Kỳ số liệu phức tạp trở lại", "Period of the relapse's figures"),
    "resume.relapsed_in_monitoring": Text(
        "Phức tạp trở lại khi đang theo dõi", "Relapsed while monitored"
    ),
    "review.crime_down": Text("Giảm cơ bản tội phạm", "Crime basically down"),
    "review.figures_verified": Text(
        "Số liệu sơ kết đã được xác minh", "Figures of the review are verified"
    ),
    "review.no_new_complexity": Text("Không để phức tạp nổi lên", "No new complexity"),
    "review.one_year_over": Text("Đã hết thời gian chuyển hóa", "The transformation is over"),
    "review.period": Text("Kỳ số liệu sơ kết", "Period of the review's figures"),
    "review.report_attached": Text("Có báo cáo sơ kết", "The report of the review is named"),
    "review.success": Text("Kết luận chuyển hóa đạt", "The transformation succeeded"),
    "review.success_not_met": Text("Chưa đạt nên được gia hạn", "Not met, so it may be extended"),
    "review.targets_all": Text("Đạt đủ các chỉ tiêu", "All targets are met"),
    "review.targets_reported": Text("Đã báo cáo đủ chỉ tiêu", "All targets are reported"),
    "review.targets_share": Text("Tỷ lệ chỉ tiêu đạt", "Share of the targets met"),
    "review.tasks_concluded": Text("Các nhiệm vụ đã có kết quả", "The tasks are concluded"),
    "review.vice_down": Text("Giảm cơ bản tệ nạn xã hội", "Vice basically down"),
    "selection.above_district_mean": Text("Cao hơn bình quân của huyện", "Above the district mean"),
    "selection.above_province_mean": Text("Cao hơn bình quân của tỉnh", "Above the province mean"),
    "selection.antt_is_no_bar": Text(
        "Danh sách an ninh trật tự không loại trừ", "The security list is no bar"
    ),
    "selection.argument_given": Text("Có lập luận về địa bàn", "The argument is given"),
    "selection.cap": Text("Mức trần của tỉnh", "Cap of the province"),
    "selection.complexity_shown": Text("Có tiêu chí cho thấy phức tạp", "Complexity is shown"),
    "selection.dossier_complete": Text("Hồ sơ đủ số liệu", "The dossier is complete"),
    "selection.figures_verified": Text(
        "Số liệu đề xuất đã được xác minh", "Figures of the proposal are verified"
    ),
    "selection.not_new_countryside": Text(
        "Không phải xã đạt chuẩn nông thôn mới", "Not a new-countryside commune"
    ),
    "selection.period": Text("Kỳ số liệu đề xuất", "Period of the proposal's figures"),
    "selection.priority": Text("Địa bàn ưu tiên", "Areas to be preferred"),
    "selection.type_assigned": Text("Đã phân loại địa bàn", "The type of area is assigned"),
    "selection.unit_is_commune": Text("Là đơn vị cấp xã", "It is a unit of commune level"),
    "succession.resolution_named": Text("Nêu rõ nghị quyết sắp xếp", "The resolution is named"),
    "succession.successors_named": Text("Nêu rõ đơn vị kế thừa", "The successor units are named"),
    "target.t1": Text("Không có tội phạm kiểu “xã hội đen”", "No mafia-type organised crime"),
    "target.t2": Text("Tỷ lệ điều tra, khám phá tội phạm", "Clearance rate"),
    "target.t3": Text(
        "Khám phá tội phạm rất nghiêm trọng, đặc biệt nghiêm trọng",
        "Clearance of very and especially serious crime",
    ),
    "target.t4": Text("Tiếp nhận, xử lý tố giác, tin báo", "Reports received and handled"),
    "target.t5": Text("Tỷ lệ tái phạm tội", "Reoffending rate"),
    "target.t6": Text("Hệ thống chính trị vững mạnh", "Political system consolidated"),
    "target.t7": Text("Mô hình vận động nhân dân", "People's models"),
    "target.t8": Text("Nội quy, quy tắc nếp sống văn minh", "Rules of civilised living"),
    "target.t9": Text("Hộ dân được phổ biến, tuyên truyền", "Households reached"),
}


def rule_name(rule: str) -> Text:
    """Return what a rule is called, or its id where an old entry names one that is no more."""
    return RULE_NAMES.get(rule, Text(rule, rule))
