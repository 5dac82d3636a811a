"""What every kind of deed is called where the history is listed."""

from collections.abc import Mapping

from states.terms import Action, Text
from workflow.deeds.noting import NOTED_ON
from workflow.views.sentences_on_decisions import ON_DECISIONS
from workflow.views.sentences_on_people import ON_PEOPLE
from workflow.views.sentences_on_periods import ON_PERIODS
from workflow.views.sentences_on_requests import ON_REQUESTS
from workflow.views.sentences_on_sittings import ON_SITTINGS

DEEDS_ON_CASES: Mapping[str, Text] = {
    **{action.value: action.label for action in Action},
    "enter_figures": Text("Nhập số liệu", "Figures entered"),
    "verify_figures": Text("Kiểm tra số liệu", "Figures verified"),
    **ON_REQUESTS,
    **ON_PERIODS,
    NOTED_ON: ON_DECISIONS[NOTED_ON],
}
DEEDS: Mapping[str, Text] = {
    **DEEDS_ON_CASES,
    **ON_PEOPLE,
    **ON_DECISIONS,
    **ON_SITTINGS,
    "holidays_loaded": Text("Nạp ngày nghỉ, ngày làm bù", "Days off loaded"),
    "password_changed": Text("Đổi mật khẩu", "Password changed"),
    "password_link_asked": Text(
        "Đề nghị đường dẫn đặt mật khẩu", "Link to a new password asked for"
    ),
    "password_link_given": Text("Cấp đường dẫn đặt mật khẩu", "Link to a new password given"),
    "password_set_by_link": Text("Đặt mật khẩu qua đường dẫn", "Password set by a link"),
    "second_factor_on": Text("Bật xác thực hai bước", "Second factor switched on"),
    "second_factor_off": Text("Tắt xác thực hai bước", "Second factor switched off"),
    "recovery_codes_renewed": Text("Tạo mã dự phòng mới", "Recovery codes renewed"),
    "recovery_code_used": Text("Dùng mã dự phòng", "Recovery code used"),
    "mail_address_set": Text("Đặt địa chỉ nhận thư", "Mail address set"),
    "mail_address_removed": Text("Bỏ địa chỉ nhận thư", "Mail address removed"),
    "signed_out_everywhere": Text("Đăng xuất khỏi mọi nơi", "Signed out everywhere"),
    "history_exported": Text("Xuất dữ liệu nhật ký", "Log exported"),
    "list_exported": Text("Xuất danh sách ra tệp", "List exported"),
}
