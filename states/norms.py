"""A norm: one sentence of a plan that asks, limits, entitles or aims, and what carries it."""

from dataclasses import dataclass

from states.terms import Term

SHOWN = "page:law"


class NormKind(Term):
    """What a norm does in its plan."""

    GOAL = "goal", "Mục tiêu chung", "Goal"
    CAP = "cap", "Mức trần", "Cap"
    CRITERION = "criterion", "Tiêu chí lựa chọn", "Criterion"
    TARGET = "target", "Chỉ tiêu", "Target"
    SUCCESS_RULE = "success_rule", "Điều kiện đánh giá đạt", "Success rule"
    COMPETENCE = "competence", "Thẩm quyền", "Competence"
    PROCEDURE = "procedure", "Trình tự", "Procedure"
    DURATION = "duration", "Thời gian thực hiện", "Duration"
    DEADLINE = "deadline", "Thời hạn", "Deadline"
    DUTY = "duty", "Nhiệm vụ, giải pháp", "Duty"
    REPORTING = "reporting", "Chế độ báo cáo", "Reporting"
    FINANCING = "financing", "Kinh phí", "Financing"
    SCOPE = "scope", "Phạm vi", "Scope"
    REFERENCE = "reference", "Dẫn chiếu văn bản", "Reference"


class Computable(Term):
    """How far a norm can be answered by a program."""

    EXACT_RULE = "exact_rule", "Quy tắc tính được", "Exact rule"
    FIGURE = "figure", "Số liệu cần ghi nhận", "Figure to record"
    ATTESTED = "attested", "Người có trách nhiệm xác nhận", "Attested by a person"
    TASK = "task", "Nhiệm vụ cần theo dõi", "Task to track"
    TEXT = "text", "Chỉ hiển thị nguyên văn", "Text to show"


class NotComputable(Term):
    """Why a norm that is only shown sets no test."""

    AIM = "aim", "Chỉ nêu mục đích, không đặt điều kiện", "States an aim, sets no condition"
    MANNER = "manner", "Nêu cách làm, không có thước đo", "Says how to act, names no measure"
    CITATION = "citation", "Dẫn chiếu văn bản khác", "Refers to another text"
    ASSIGNMENT = (
        "assignment",
        "Giao vai trò, không gắn với bước nào của hồ sơ",
        "Assigns a role tied to no step of a case",
    )
    REQUEST = "request", "Đề nghị phối hợp, không phải mệnh lệnh", "A request, not an order"


class Progress(Term):
    """How much of a norm this product carries today."""

    CARRIED = "carried", "Đã thực hiện", "Carried"
    PARTLY = "partly", "Thực hiện một phần", "Partly carried"
    SHOWN = "shown", "Hiển thị nguyên văn", "Text shown"
    AWAITED = "awaited", "Chưa thực hiện", "Not yet carried"


CARRIED_NOW = frozenset(
    {
        NormKind.CAP,
        NormKind.CRITERION,
        NormKind.TARGET,
        NormKind.SUCCESS_RULE,
        NormKind.COMPETENCE,
        NormKind.DURATION,
        NormKind.DEADLINE,
        NormKind.SCOPE,
    },
)
ANSWERED = frozenset({Computable.EXACT_RULE, Computable.FIGURE, Computable.ATTESTED})


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm of a plan: its words, its kind, and what carries it.

    `carried_by` names what exists ("rule:selection.cap"), `not_yet` what later work brings
    ("task:M1.party_lead"), `not_computable` why a norm that is only shown sets no test.
    """

    id: str
    plan: str
    section: str
    quote: str
    kind: NormKind
    computable: Computable
    carried_by: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    not_computable: NotComputable | None = None

    @property
    def progress(self) -> Progress:
        """How much of it is carried: showing the text alone is not carrying it."""
        if not self.carried_by:
            return Progress.AWAITED
        if self.not_yet:
            return Progress.PARTLY
        return Progress.SHOWN if self.is_only_shown else Progress.CARRIED

    @property
    def is_only_shown(self) -> bool:
        """Whether nothing but the page of the legal basis carries it."""
        return set(self.carried_by) == {SHOWN}
