"""The words of the field: one machine id, one Vietnamese and one English label each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages of the product."""

    vi: str
    en: str

    def in_(self, language: str) -> str:
        """Return the English words for "en", the Vietnamese ones otherwise."""
        return self.en if language == "en" else self.vi


class Term(StrEnum):
    """A word of the domain: the value is stored, the label is shown."""

    label: Text

    def __new__(cls, value: str, vi: str = "", en: str = "") -> Self:
        """Make a member whose value is its machine id alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Text(vi, en)
        return member


class CaseState(Term):
    """Where a case stands; suspended, overdue or "sitting called" are facts, never states."""

    PROPOSED = "proposed", "Đã đề xuất", "Proposed"
    APPRAISED = "appraised", "Đã thẩm định (chờ quyết định)", "Appraised (decision awaited)"
    IN_TRANSFORMATION = "in_transformation", "Đang chuyển hóa", "In transformation"
    PRELIMINARY_REVIEW = "preliminary_review", "Sơ kết, đánh giá", "Preliminary review"
    MONITORING = "monitoring", "Theo dõi 6 tháng", "Six-month monitoring"
    RECOGNIZED = "recognized", "Đã công nhận", "Recognized"
    RELAPSED = "relapsed", "Phức tạp trở lại", "Relapsed"
    DECLINED = "declined", "Không đưa vào diện", "Declined"
    CLOSED = "closed", "Đã đóng", "Closed"


class Action(Term):
    """What can be done to a case; each is a row, or some rows, of the table of transitions."""

    PROPOSE = "propose", "Đề xuất", "Propose"
    RETURN_DOSSIER = "return_dossier", "Trả lại bổ sung", "Return the dossier"
    APPRAISE = "appraise", "Thông qua thẩm định", "Pass the appraisal"
    DECLINE = "decline", "Không đưa vào diện", "Decline"
    SELECT = "select", "Quyết định đưa vào chuyển hóa", "Select for transformation"
    SUBMIT_REVIEW = "submit_review", "Gửi báo cáo sơ kết", "Submit the review report"
    PASS_REVIEW = "pass_review", "Kết luận đạt, chuyển theo dõi", "Pass the review"
    EXTEND = "extend", "Kết luận chưa đạt, tiếp tục chuyển hóa", "Extend the transformation"
    RECOGNIZE = "recognize", "Công nhận chuyển hóa đạt", "Recognize"
    RELAPSE = "relapse", "Ghi nhận phức tạp trở lại", "Record a relapse"
    RESUME = "resume", "Chuyển hóa lại", "Resume the transformation"
    WITHDRAW = "withdraw", "Rút hồ sơ", "Withdraw"
    HAND_OVER = "hand_over", "Bàn giao do sắp xếp đơn vị hành chính", "Hand over"
    INHERIT = "inherit", "Nhập hồ sơ kế thừa (đang chuyển hóa)", "Inherit (in transformation)"
    INHERIT_REVIEW = "inherit_review", "Nhập hồ sơ kế thừa (sơ kết)", "Inherit (under review)"
    INHERIT_MONITORING = (
        "inherit_monitoring",
        "Nhập hồ sơ kế thừa (đang theo dõi)",
        "Inherit (under monitoring)",
    )
    INHERIT_RECOGNITION = (
        "inherit_recognition",
        "Nhập hồ sơ kế thừa (đã công nhận)",
        "Inherit (recognized)",
    )
    RECTIFY = "rectify", "Đính chính", "Rectify an entry"
    VOID = "void", "Hủy bỏ bước đã ghi", "Void an entry"


class Role(Term):
    """What a person is appointed to do, for one territory, from one day until another."""

    OFFICER = "officer", "Cán bộ lập hồ sơ", "Officer"
    SECRETARY = "secretary", "Thư ký Hội đồng thẩm định", "Council secretary"
    COMMITTEE_OFFICE = "committee_office", "Văn phòng Ban Chỉ đạo", "Committee office"
    REGISTRAR = "registrar", "Cán bộ nhập hồ sơ kế thừa", "Registrar"
    AUDITOR = "auditor", "Cán bộ kiểm tra", "Auditor"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống", "Administrator"
    COUNCIL = "council", "Hội đồng thẩm định", "Appraisal council"
    MEMBER = "member", "Ủy viên Hội đồng thẩm định", "Council member"


# A council acts by its ballot and a member by the seat held: nobody is appointed to either.
NEVER_GRANTED = frozenset({Role.COUNCIL, Role.MEMBER})


class Seat(Term):
    """What a person is on a council; an alternate sits where a member is away."""

    CHAIR = "chair", "Chủ tịch", "Chair"
    SECRETARY = "secretary", "Thư ký", "Secretary"
    MEMBER = "member", "Ủy viên", "Member"
    ALTERNATE = "alternate", "Ủy viên dự khuyết", "Alternate"


class Capacity(Term):
    """How somebody acts or signs in another's place (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

    ON_BEHALF = "on_behalf", "thay mặt", "on behalf of the holder"
    ACTING = "acting", "quyền", "acting"
    KT = "kt", "KT. (ký thay)", "KT. (signing for the head)"
    TM = "tm", "TM. (thay mặt tập thể)", "TM. (on behalf of the body)"
    TL = "tl", "TL. (thừa lệnh)", "TL. (by order)"
    TUQ = "tuq", "TUQ. (thừa ủy quyền)", "TUQ. (by authorization)"


class Granted(Term):
    """What is asked for a person and approved by another."""

    ROLE = "role", "Vai trò", "Role"
    SEAT = "seat", "Ghế trong Hội đồng", "Seat on a council"
    DELEGATION = "delegation", "Ủy quyền", "Delegation"


class Choice(Term):
    """What a member says in a ballot; being absent and being recused are neither of these."""

    FOR = "for", "Tán thành", "For"
    AGAINST = "against", "Không tán thành", "Against"
    ABSTAIN = "abstain", "Không có ý kiến", "Abstain"


class Base(Term):
    """Which heads the votes in favour are a share of; whoever is recused is in none of them."""

    APPOINTED = "appointed", "thành viên được cử", "members appointed"
    PRESENT = "present", "thành viên có mặt", "members present"
    CAST = "cast", "thành viên đã biểu quyết", "members voting, abstentions included"
    FOR_AND_AGAINST = (
        "for_and_against",
        "phiếu tán thành và không tán thành",
        "votes for and against",
    )


class Tie(Term):
    """What becomes of a motion with half the votes for it and half against."""

    LOST = "lost", "không được thông qua", "it is not carried"
    CHAIR = "chair", "theo phiếu của Chủ tịch Hội đồng", "the chair's own vote decides"


class Result(Term):
    """How a ballot stands; only an open one can still change."""

    OPEN = "open", "Đang biểu quyết", "Being voted on"
    CARRIED = "carried", "Được thông qua", "Carried"
    LOST = "lost", "Không được thông qua", "Not carried"
    TIED = "tied", "Hòa phiếu, không được thông qua", "Tied, not carried"
    NO_QUORUM = "no_quorum", "Không đủ thành viên để biểu quyết", "No quorum"


class Verdict(Term):
    """The kind of answer a guard gives; only met, not applicable and waived let a move pass."""

    MET = "met", "Đạt", "Met"
    NOT_MET = "not_met", "Chưa đạt", "Not met"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng", "Not applicable"
    NOT_KNOWN = "not_known", "Chưa đủ thông tin", "Not known"
    WAIVED = "waived", "Được miễn", "Waived"
    ERROR = "error", "Lỗi quy tắc", "Rule error"


class Evidence(Term):
    """How a rule is known: read in the text, in the press, inferred, or set by configuration."""

    TEXT = "text", "văn bản", "text"
    PRESS = "press", "báo chí", "press"
    INFERRED = "inferred", "suy luận", "inferred"
    CONFIGURED = "configured", "cấu hình", "configured"


class Level(Term):
    """The level of a territory in the dated tree of places."""

    PROVINCE = "province", "Cấp tỉnh", "Province"
    DISTRICT = "district", "Cấp huyện", "District"
    COMMUNE = "commune", "Cấp xã", "Commune"


class UnitKind(Term):
    """The kind of an administrative unit; thị trấn and the district kinds ended on 01/7/2025."""

    XA = "xa", "xã", "commune"
    PHUONG = "phuong", "phường", "ward"
    THI_TRAN = "thi_tran", "thị trấn", "township"
    DAC_KHU = "dac_khu", "đặc khu", "special zone"
    HUYEN = "huyen", "huyện", "rural district"
    QUAN = "quan", "quận", "urban district"
    THI_XA = "thi_xa", "thị xã", "town"
    THANH_PHO_THUOC_TINH = "thanh_pho_thuoc_tinh", "thành phố", "provincial city"
    TINH = "tinh", "tỉnh", "province"
    THANH_PHO = "thanh_pho", "thành phố", "city"


class Phase(Term):
    """Which step of a case a figure is reported for."""

    PROPOSAL = "proposal", "Đề xuất", "Proposal"
    REVIEW = "review", "Sơ kết", "Review"
    MONITORING = "monitoring", "Theo dõi", "Monitoring"
    RELAPSE = "relapse", "Phức tạp trở lại", "Relapse"


class Standing(Term):
    """How a figure stands: these four, and the number zero, are five different answers."""

    REPORTED = "reported", "Có số liệu", "Reported"
    WITHHELD = "withheld", "Đã kiểm tra trên hồ sơ nghiệp vụ", "Withheld (checked on file)"
    NOT_ARISEN = "not_arisen", "Không phát sinh", "Not arisen"
    MISSING = "missing", "Chưa có số liệu", "Missing"


class Asks(Term):
    """What an action asks of the person who performs it."""

    REASON = "reason", "Lý do", "Reason"
    MINUTES = "minutes", "Biên bản Hội đồng", "Council minutes"
    DECISION = "decision", "Quyết định", "Decision"
    REPORT = "report", "Báo cáo", "Report"
    LETTER = "letter", "Công văn", "Official letter"
    RESOLUTION = "resolution", "Nghị quyết", "Resolution"
    OLD_DECISION = "old_decision", "Quyết định cũ", "Earlier decision"
    TYPES = "types", "Loại địa bàn", "Types of area"
    MISSING_LIST = "missing_list", "Nội dung còn thiếu", "What is missing"
    SUCCESSORS = "successors", "Đơn vị kế thừa", "Successor units"
    TASKS = "tasks", "Kết quả các nhiệm vụ", "Outcome of the tasks"
    CORRECTION = "correction", "Bút toán được đính chính", "Entry corrected"


class Spot(Term):
    """Where an unmet requirement is mended."""

    FIGURES = "figures", "Nhập số liệu", "Enter figures"
    TARGETS = "targets", "Nhập chỉ tiêu", "Enter targets"
    PROPOSAL = "proposal", "Bổ sung đề xuất", "Complete the proposal"
    CONFIRM = "confirm", "Nhập khi thực hiện bước này", "Given when the step is taken"
    PLANS = "plans", "Căn cứ pháp lý", "Legal basis"
    COMMUNE = "commune", "Danh mục đơn vị hành chính", "Register of units"
    PEOPLE = "people", "Phân công người khác", "Another person"
    SITTING = "sitting", "Biểu quyết tại phiên họp Hội đồng", "Voted on at a sitting"
    NOWHERE = "nowhere", "", ""
