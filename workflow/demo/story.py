"""One commune's case told step by step: who acts, with which made-up papers, on which day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from states.facts import Paper, Submission
from states.figures import Figure
from states.terms import Action, Phase
from workflow.calendar import HANOI
from workflow.casefiles import read_case
from workflow.deeds.cases import Opening
from workflow.deeds.decisions import Heading
from workflow.deeds.sheets import Sheet
from workflow.demo.council import Matter
from workflow.demo.figures import of_proposal
from workflow.demo.walker import Walker

OFFICER, SECOND_OFFICER, SECRETARY, OFFICE, REGISTRAR = (
    "canbo",
    "canbo2",
    "thuky",
    "vanphong",
    "dangky",
)
MADE_UP = "minh họa"
ARGUMENT = (
    "Minh họa, không phải tình hình thật: trộm cắp và ma túy tăng ở các thôn ven đường lớn, "
    "hai tụ điểm chưa được triệt xóa."
)
TWO_YEARS = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Story:
    """A made-up case of a real commune under one plan.

    `body` signs its decisions; `number` is empty until the case is opened.
    """

    walker: Walker
    commune: UUID
    body: str
    types: tuple[str, ...] = ()
    number: str = ""

    def proposed(
        self,
        on: date,
        values: Mapping[str, Figure] | None = None,
        *,
        by: str = OFFICER,
        refused_by: str = "",
    ) -> "Story":
        """Propose the commune and report its figures; return the story of the opened case."""
        opening = Opening(
            action=Action.PROPOSE,
            commune=self.commune,
            by=self.walker.people[by],
            at=self.walker.now(),
            on=on,
            argument=ARGUMENT,
            illustration=True,
        )
        number = self.walker.opens(by, opening, refused_by=refused_by)
        opened = replace(self, number=number)
        figures = of_proposal() if values is None else values
        if number and figures:
            opened.reports(Phase.PROPOSAL, figures, until=on)
        return opened

    def inherited(
        self, action: Action, on: date, *, started: date, reviewed: date | None = None
    ) -> "Story":
        """Take over a case from a made-up list signed on a day, in the state it had reached."""
        old = Paper(f"01/DS ({MADE_UP})", on, body=self.body)
        opening = Opening(
            action=action,
            commune=self.commune,
            by=self.walker.people[REGISTRAR],
            at=self.walker.now(),
            argument=ARGUMENT,
            submission=Submission(old_decision=old, types=self.types),
            origin="Minh họa",
            started_on=started,
            reviewed_on=reviewed,
            illustration=True,
        )
        return replace(self, number=self.walker.opens(REGISTRAR, opening))

    def reports(
        self,
        phase: Phase,
        values: Mapping[str, Figure],
        *,
        until: date,
        verified: bool = True,
        reason: str = "",
    ) -> None:
        """Enter the figures of the time they are to prove, and let a second officer verify them.

        `reason` says why figures given before are corrected.
        """
        today = self.walker.now().astimezone(HANOI).date()
        sheet = Sheet(
            case=self.number,
            phase=phase,
            start=self._since(phase, until),
            end=min(until - timedelta(days=1), today),
            document=f"Báo cáo số liệu ({MADE_UP})",
            body="Công an cấp xã",
            document_date=until,
            values=values,
            by=self.walker.people[OFFICER],
            at=self.walker.now(),
            reason=reason,
        )
        self.walker.enters(OFFICER, sheet)
        if verified:
            self.walker.verifies(SECOND_OFFICER, sheet)

    def appraised(self, on: date, *, insists: str = "", refused_by: str = "") -> None:
        """Let the council appraise the proposal; somebody in conflict may insist on voting."""
        matter = self._matter(Action.APPRAISE, on, types=self.types, insists=insists)
        self.walker.sits(insists or SECRETARY, matter, refused_by=refused_by)

    def selected(self, on: date, *, body: str = "", refused_by: str = "") -> None:
        """Let the committee decide the selection."""
        self._decides(Action.SELECT, on, body, refused_by)

    def submitted(self, on: date, *, refused_by: str = "") -> None:
        """Submit the report at the end of the year."""
        report = Paper(f"07/BC ({MADE_UP})", on, body="Ban Chỉ đạo cấp xã")
        paper = Submission(report=report, tasks_concluded=True)
        self._acts(OFFICER, Action.SUBMIT_REVIEW, paper, refused_by)

    def passed(self, on: date, *, refused_by: str = "") -> None:
        """Let the council conclude that the area succeeded."""
        matter = self._matter(Action.PASS_REVIEW, on)
        self.walker.sits(SECRETARY, matter, refused_by=refused_by)

    def extended(self, on: date, reason: str) -> None:
        """Let the council conclude that the transformation has to go on."""
        self.walker.sits(SECRETARY, self._matter(Action.EXTEND, on, reason=reason))

    def recognized(self, on: date, *, body: str = "", refused_by: str = "") -> None:
        """Let the committee recognise the area on the council's recommendation."""
        matter = self._matter(Action.RECOGNIZE, on)
        self.walker.sits(SECRETARY, matter, refused_by=refused_by)
        if not refused_by:
            self._decides(Action.RECOGNIZE, on, body)

    def relapsed(self, on: date, values: Mapping[str, Figure]) -> None:
        """Report figures that show a relapse, and let the council record it."""
        self.reports(Phase.RELAPSE, values, until=on)
        reason = "Minh họa: tỷ lệ khám phá giảm, có phức tạp mới nổi lên."
        self.walker.sits(SECRETARY, self._matter(Action.RELAPSE, on, reason=reason))

    def resumed(self, on: date) -> None:
        """Let the committee decide that the same case goes on."""
        self._decides(Action.RESUME, on)

    def returned(self, on: date, missing: str) -> None:
        """Send the dossier back, saying what it lacks."""
        paper = Submission(missing_list=missing, due=on + timedelta(days=15), letter=_letter(on))
        self._acts(SECRETARY, Action.RETURN_DOSSIER, paper)

    def declined(self, on: date, reason: str) -> None:
        """Let the council conclude that the area is not taken in."""
        self.walker.sits(SECRETARY, self._matter(Action.DECLINE, on, reason=reason))

    def withdrawn(self, on: date, reason: str) -> None:
        """Take the proposal back."""
        self._acts(OFFICE, Action.WITHDRAW, Submission(reason=reason, letter=_letter(on)))

    def _since(self, phase: Phase, until: date) -> date:
        """Return the first day of a phase's figures: the start, the review, or two years ago."""
        with self.walker.turn() as session:
            file = read_case(session, self.number)
        begun = {Phase.PROPOSAL: None, Phase.REVIEW: file.started_on}.get(phase, file.reviewed_on)
        return begun or until - TWO_YEARS

    def _matter(
        self,
        action: Action,
        on: date,
        *,
        types: tuple[str, ...] = (),
        reason: str = "",
        insists: str = "",
    ) -> Matter:
        return Matter(
            case=self.number, action=action, on=on, types=types, reason=reason, insists=insists
        )

    def _acts(self, by: str, action: Action, paper: Submission, refused_by: str = "") -> None:
        self.walker.acts(by, self.number, action, paper, refused_by=refused_by)

    def _decides(self, action: Action, on: date, body: str = "", refused_by: str = "") -> None:
        heading = Heading(
            number=f"QĐ ({MADE_UP})", signed_on=on, body=body or self.body, capacity="TM."
        )
        self.walker.decides(OFFICE, self.number, action, heading, refused_by=refused_by)


def _letter(on: date) -> Paper:
    return Paper(f"03/CV ({MADE_UP})", on, body="Ban Chỉ đạo")
