"""What the workflow refuses, each a sentence of the field; nothing is stored when one is raised."""

from collections.abc import Mapping

from states.case import Assessment
from states.terms import Text


class WorkflowError(Exception):
    """A refusal with a sentence for the person who asked."""

    def __init__(self, says: Text) -> None:
        """Keep the sentence in both languages."""
        super().__init__(says.en)
        self.says = says


class Refused(WorkflowError):
    """The rules do not permit the move; the assessment is the explanation."""

    def __init__(self, assessment: Assessment) -> None:
        """Keep every finding."""
        action = assessment.transition.action.label
        super().__init__(
            Text(
                f"Chưa thực hiện được bước “{action.vi}”: còn điều kiện chưa đạt.",
                f"“{action.en}” cannot be done yet: some conditions are not met.",
            )
        )
        self.assessment = assessment


class RefusedTogether(WorkflowError):
    """One paper over several cases is refused as a whole; `blocked` says which case and why."""

    def __init__(self, blocked: Mapping[str, Assessment]) -> None:
        """Keep the assessment of each case that is held back, by its number."""
        numbers = ", ".join(blocked)
        super().__init__(
            Text(
                f"Chưa ghi được gì: còn điều kiện chưa đạt ở {numbers}.",
                f"Nothing was recorded: conditions are not met in {numbers}.",
            )
        )
        self.blocked = dict(blocked)


class NotPossibleNow(WorkflowError):
    """The step does not exist in the state the case has reached."""


class UnknownCase(WorkflowError):
    """There is no such case, or it lies outside the person's territory: the answer is the same."""

    def __init__(self, number: str) -> None:
        """Keep the number that was asked for."""
        super().__init__(
            Text(
                f"Không tìm thấy hồ sơ {number} trong phạm vi của bạn.",
                f"No case {number} was found within your territory.",
            )
        )
        self.number = number


class NotFound(WorkflowError):
    """There is no such paper or sitting, or it lies outside the person's territory."""


class StaleForm(WorkflowError):
    """The case changed since the form was opened; `seen` and `now` are its versions."""

    def __init__(self, number: str, *, seen: int, now: int) -> None:
        """Keep what the form was opened on and what the case is at now."""
        super().__init__(
            Text(
                f"Hồ sơ {number} đã thay đổi từ khi bạn mở trang này.",
                f"Case {number} has changed since you opened this page.",
            )
        )
        self.number, self.seen, self.now = number, seen, now


class InvalidInput(WorkflowError):
    """What was handed in has a fault; `field` names the input it lies in, when there is one."""

    def __init__(self, says: Text, *, field: str = "") -> None:
        """Keep the sentence and the field."""
        super().__init__(says)
        self.field = field
