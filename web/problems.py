"""The pages of what was refused: their sentences, and what they keep of what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.findings import Finding
from states.terms import Text

TO_THE_FIRST_PAGE = Text("Về trang đầu", "Go to the first page")
TO_THE_CASE = Text("Về hồ sơ", "Back to the case")


@dataclass(frozen=True, slots=True)
class Kept:
    """One text somebody typed into a form that was not taken."""

    field: str
    label: Text | str
    typed: Text | str


def kept_words(values: Iterable[str], choices: Mapping[str, Text]) -> Text:
    """Return what was typed, one value a line, and what was chosen in the words of the choice."""
    words = [choices.get(value, Text(value, value)) for value in values]
    return Text("\n".join(one.vi for one in words), "\n".join(one.en for one in words))


@dataclass(frozen=True, slots=True)
class Problem:
    """A page that tells what went wrong, and what can be done next."""

    title: Text
    says: Text
    advice: Text | None = None
    href: str = "/"
    leads_to: Text = TO_THE_FIRST_PAGE
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move the rules do not permit: every finding, and where each is mended."""

    says: Text
    findings: tuple[Finding, ...]
    mend: Mapping[str, str]
    kept: tuple[Kept, ...]
    back: str

    @property
    def remaining(self) -> int:
        """Return how many findings still stand in the way."""
        return sum(not finding.passes for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Stale:
    """A form opened before the case changed: what changed since, and what was typed."""

    says: Text
    number: str
    changes: tuple[Text, ...]
    kept: tuple[Kept, ...]
    redo: str


NOT_FOUND = Problem(
    Text("Không tìm thấy trang", "Page not found"),
    Text(
        "Địa chỉ này không có, hoặc nội dung nằm ngoài phạm vi của bạn.",
        "There is no such address, or it lies outside your territory.",
    ),
    Text(
        "Hãy kiểm tra lại địa chỉ, hoặc tìm từ danh sách địa bàn.",
        "Check the address, or start from the list of areas.",
    ),
)
FORGED = Problem(
    Text("Biểu mẫu không hợp lệ", "The form is not valid"),
    Text(
        "Biểu mẫu này không do phiên làm việc của bạn mở ra, nên chưa có gì được lưu.",
        "This form was not opened in your session, so nothing was saved.",
    ),
    Text("Hãy mở lại trang và thực hiện lại.", "Open the page again and repeat the step."),
)
MALFORMED = Problem(
    Text("Không đọc được biểu mẫu", "The form cannot be read"),
    Text(
        "Dữ liệu gửi lên không đúng dạng của biểu mẫu, nên chưa có gì được lưu.",
        "What was sent does not have the shape of the form, so nothing was saved.",
    ),
    Text("Hãy mở lại trang và nhập lại.", "Open the page again and fill it in once more."),
)
MALFORMED_ADDRESS = Problem(
    Text("Không đọc được địa chỉ", "The address cannot be read"),
    Text(
        "Địa chỉ này có phần không đúng dạng, chẳng hạn chữ ở chỗ cần số.",
        "A part of this address has the wrong form, such as letters where a number belongs.",
    ),
    NOT_FOUND.advice,
)
TOO_LARGE = Problem(
    Text("Nội dung gửi lên quá lớn", "Too much was sent"),
    Text("Mỗi biểu mẫu chỉ nhận tối đa 1 MB.", "A form holds at most 1 MB."),
    Text("Hãy rút ngắn nội dung rồi gửi lại.", "Shorten the text and send it again."),
)
FAILED = Problem(
    Text("Hệ thống gặp lỗi", "Something went wrong"),
    Text(
        "Yêu cầu vừa gửi chưa được thực hiện và chưa có gì được lưu.",
        "What you asked for was not done, and nothing was saved.",
    ),
    Text(
        "Hãy thử lại sau ít phút. Nếu lỗi lặp lại, hãy báo cho quản trị hệ thống.",
        "Try again in a few minutes. If it happens again, tell the administrator.",
    ),
)
OTHER_METHOD = Problem(
    Text("Không thực hiện được theo cách này", "This cannot be done in this way"),
    Text("Trang này không nhận yêu cầu vừa gửi.", "This page does not take such a request."),
)
SESSION_OVER = Problem(
    Text("Phiên làm việc đã kết thúc", "Your session has ended"),
    Text(
        "Bạn cần đăng nhập lại; nội dung vừa gửi chưa được lưu.",
        "Sign in again; what you sent was not saved.",
    ),
    Text(
        "Nội dung bạn đã nhập còn ở dưới đây để sao chép lại.",
        "What you typed is kept below, to be copied.",
    ),
    leads_to=Text("Đăng nhập lại", "Sign in again"),
)
