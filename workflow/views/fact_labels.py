"""What each fact of an entry is called, in both languages, in the order they are read."""

from collections.abc import Mapping

from states.terms import Text

YES, NO = Text("có", "yes"), Text("không", "no")
VERIFIED = Text("người thứ hai đã kiểm tra", "verified by a second person")
GENERAL = Text("Chung", "General")
HANDED_IN = Text("Giấy tờ và nội dung kèm theo", "Papers and words handed in")
REPORTED = Text("Số liệu", "Figures")
LABELS: Mapping[str, Text] = {
    "on": Text("Ngày dùng để xét", "Day judged on"),
    "today": Text("Ngày ghi nhận", "Day of recording"),
    "state": Text("Trạng thái khi đó", "State then"),
    "round": Text("Vòng", "Round"),
    "types": Text("Loại địa bàn", "Types of area"),
    "argument": Text("Thực tiễn tình hình tội phạm", "The local crime situation"),
    "open_case": Text("Hồ sơ khác đang mở", "Other open case"),
    "started_on": Text("Ngày bắt đầu chuyển hóa", "Transformation began on"),
    "reviewed_on": Text("Ngày sơ kết", "Reviewed on"),
    "relapsed_from": Text("Phức tạp trở lại từ", "Relapsed from"),
    "last_effective": Text("Ngày của bước trước", "Day of the step before"),
    "name": Text("Đơn vị", "Unit"),
    "kind": Text("Loại đơn vị", "Kind of unit"),
    "code": Text("Mã đơn vị hành chính", "Unit code"),
    "district": Text("Thuộc", "Lies in"),
    "province": Text("Thuộc tỉnh, thành phố", "Province"),
    "province_code": Text("Mã tỉnh", "Province code"),
    "valid_from": Text("Tồn tại từ", "Exists since"),
    "valid_until": Text("Tồn tại đến", "Existed until"),
    "new_countryside_since": Text("Đạt chuẩn nông thôn mới từ", "New countryside since"),
    "on_antt_list": Text("Trong danh sách an toàn về ANTT", "On the list of safe communes"),
    "person": Text("Người", "Person"),
    "place": Text("Phạm vi", "Territory"),
    "role": Text("Vai trò", "Role"),
    "roles": Text("Vai trò trên địa bàn này", "Roles over this area"),
    "in_territory": Text("Trong phạm vi được giao", "Within the territory"),
    "proposed_this_case": Text("Là người đề xuất hồ sơ", "Proposed this case"),
    "recorded_figures": Text("Đã nhập số liệu của hồ sơ", "Recorded its figures"),
    "year": Text("Năm", "Year"),
    "base": Text("Số đơn vị cấp xã của tỉnh", "Communes of the province"),
    "used": Text("Đã đưa vào diện", "Already selected"),
    "monitoring": Text("Đang theo dõi", "Under monitoring"),
    "adding": Text("Thêm lần này", "Added now"),
    "source": Text("Nguồn", "Source"),
    "document": Text("Văn bản", "Document"),
    "document_date": Text("Ngày văn bản", "Day of the document"),
    "body": Text("Cơ quan", "Body"),
    "phase": Text("Giai đoạn", "Phase"),
    "start": Text("Kỳ số liệu từ", "Period from"),
    "end": Text("Kỳ số liệu đến", "Period until"),
    "since": Text("Từ ngày", "Since"),
    "until": Text("Đến ngày", "Until"),
    "reason": Text("Lý do", "Reason"),
    "missing_list": Text("Nội dung còn thiếu", "What is missing"),
    "due": Text("Hạn bổ sung", "To be added by"),
    "successors": Text("Đơn vị kế thừa", "Successor units"),
    "tasks_concluded": Text("Các nhiệm vụ đã có kết quả", "The tasks are concluded"),
    "entry": Text("Bút toán được đính chính", "Entry corrected"),
    "deed": Text("Việc đã ghi", "What it recorded"),
    "holidays": Text("Ngày nghỉ", "Days off"),
    "worked": Text("Ngày làm việc", "Days worked"),
    "count": Text("Số ngày thêm hoặc thay đổi", "Days added or changed"),
    "documents": Text("Các văn bản", "Documents"),
    "worked_weekends": Text("Ngày cuối tuần làm bù", "Weekend days worked"),
}
GROUPS: Mapping[str, Text] = {
    "commune": Text("Địa bàn", "Area"),
    "actor": Text("Người thực hiện", "Who acted"),
    "quota": Text("Mức trần của tỉnh trong năm", "The province's yearly cap"),
    "correction": Text("Đính chính", "Correction"),
    "days_off": Text("Lịch nghỉ dùng để tính hạn", "Calendar the periods were counted by"),
}
ANSWERS: Mapping[str, Text] = {"yes": YES, "no": NO}
