"""A sitting of the demo's council, deed by deed: who is there, what is put, who votes how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

import workflow.models  # noqa: F401 - the table read below
from states.terms import Action, CaseState, Choice, Text
from workflow.councils import councils_of, seats_on
from workflow.deeds.ballots import Cast, Counted, cast_vote, close_ballot, open_ballot
from workflow.deeds.motions import NewMotion, add_motion
from workflow.deeds.sittings import (
    NewSitting,
    RollLine,
    call_sitting,
    close_sitting,
    set_roll,
)
from workflow.demo.cast import cast
from workflow.demo.council import PLACE, next_number
from workflow.demo.results import motion_with_case, result_in_words
from workflow.demo.story import SECRETARY, Story
from workflow.demo.walker import Walker
from workflow.engine import Outcome
from workflow.models.sittings import MotionStatus

CHAIR, ALTERNATE = "chutich", "dukhuyet"
VOTERS = (CHAIR, SECRETARY, "uyvien1", "uyvien2", "uyvien3", "uyvien4", "uyvien5")
COUNCIL = "Hội đồng"
VOTES, ENDS = Text("Bỏ phiếu", "Vote"), Text("Kết thúc phiên họp", "End the sitting")


@dataclass(frozen=True, slots=True)
class Chamber:
    """The council of the demo's province at one sitting."""

    walker: Walker
    sitting: UUID
    held_on: date

    @classmethod
    def called(cls, walker: Walker, held_on: date) -> "Chamber":
        """Let the secretary call the council to a day."""
        by = walker.people[SECRETARY]

        def called(session: Session) -> UUID:
            council = councils_of(session, cast().council.province, on=held_on)[0].id
            new = NewSitting(council, next_number(session, council), held_on, PLACE)
            return call_sitting(session, new, by=by, at=walker.now())

        says = Text(f"Triệu tập phiên họp ngày {held_on:%d/%m/%Y}", f"Sitting on {held_on}")
        return cls(walker, walker.notes(SECRETARY, says, called), held_on)

    def roll(self, away: Mapping[str, str], *, sits_for: str = "") -> None:
        """Call the roll: everybody is there but those who are away, each with the reason.

        The alternate comes where there is somebody to sit for.
        """
        people, at = self.walker.people, self.walker.now()

        def rolled(session: Session) -> None:
            council = councils_of(session, cast().council.province, on=self.held_on)[0].id
            seats = {seat.person: seat.seat for seat in seats_on(session, council, on=self.held_on)}
            lines = [
                RollLine(people[login], login not in away, away.get(login, "")) for login in VOTERS
            ]
            if sits_for:
                seat = seats[people[sits_for]]
                lines.append(RollLine(people[ALTERNATE], present=True, sits_for=seat))
            book, by = self.walker.book, people[SECRETARY]
            set_roll(session, book, self.sitting, lines, by=by, at=at)

        absent = ", ".join(away) or "không ai"
        instead = f"; {ALTERNATE} thay" if sits_for else ""
        says = Text(f"Điểm danh: vắng {absent}{instead}", f"Away: {absent}")
        self.walker.notes(SECRETARY, says, rolled)

    def puts(self, story: Story, action: Action = Action.APPRAISE) -> UUID:
        """Put a case on the docket; return the motion."""
        new = NewMotion(self.sitting, story.number, action, story.types)
        says = Text(
            f"Đưa vào chương trình: {story.number}, {action.label.vi}",
            f"On the docket: {story.number}, {action.label.en}",
        )
        by, at, book = self.walker.people[SECRETARY], self.walker.now(), self.walker.book
        return self.walker.notes(
            SECRETARY, says, lambda session: add_motion(session, book, new, by=by, at=at)
        )

    def opens(self, motion: UUID) -> UUID:
        """Open the ballot on a motion; return the motion."""
        by, at, book = self.walker.people[SECRETARY], self.walker.now(), self.walker.book
        self.walker.notes(
            SECRETARY,
            Text("Mở biểu quyết", "The ballot is open"),
            lambda session: open_ballot(session, book, motion, by=by, at=at),
        )
        return motion

    def votes(self, motion: UUID, said: Mapping[str, Choice], why: str = "") -> Counted:
        """Let one after another vote until it is settled; return what became of the motion."""
        counted = Counted(motion, MotionStatus.OPEN)
        for login, choice in said.items():
            if counted.status is not MotionStatus.OPEN:
                break
            reason = why if choice is Choice.AGAINST else ""
            counted = self.walker.notes(login, VOTES, self._cast(motion, login, choice, reason))
        self._tells(counted)
        return counted

    def meets(self, motion: UUID, login: str, *, rule: str = "") -> None:
        """Let somebody try to vote who must not."""
        self.walker.meets(login, VOTES, self._cast(motion, login, Choice.FOR), rule=rule)

    def closes_ballot(self, motion: UUID) -> None:
        """Let the chair close a ballot."""
        by, at, book = self.walker.people[CHAIR], self.walker.now(), self.walker.book
        says = Text("Chủ tịch đóng biểu quyết", "The chair closes the ballot")
        counted = self.walker.notes(
            CHAIR, says, lambda session: close_ballot(session, book, motion, by=by, at=at)
        )
        self._tells(counted)

    def adjourns(self) -> None:
        """End the sitting and say the digest of its minutes."""
        digest = self.walker.notes(SECRETARY, ENDS, self._closed)
        says = Text(f"Đã lập biên bản, mã băm {digest}", f"The minutes are made, digest {digest}")
        self.walker.notes(COUNCIL, says, lambda _: None)

    def cannot_adjourn(self) -> None:
        """Try to end the sitting while a ballot is open."""
        self.walker.meets(SECRETARY, ENDS, self._closed)

    def _closed(self, session: Session) -> str:
        by, at = self.walker.people[SECRETARY], self.walker.now()
        return close_sitting(session, self.sitting, by=by, at=at)

    def _cast(
        self, motion: UUID, login: str, choice: Choice, reason: str = ""
    ) -> Callable[[Session], Counted]:
        person, at, book = self.walker.people[login], self.walker.now(), self.walker.book
        vote = Cast(motion=motion, by=person, choice=choice, at=at, reason=reason)
        return lambda session: cast_vote(session, book, vote)

    def _tells(self, counted: Counted) -> None:
        """Say how a ballot stands: nothing but that it is open, or how it ended."""
        with self.walker.turn() as session:
            row = motion_with_case(session, counted.motion)
        self.walker.notes(COUNCIL, result_in_words(row), lambda _: None)
        if counted.moved and counted.entry:
            outcome = Outcome(row.case_id, row.case, CaseState(row.state), counted.entry)
            self.walker.shows(COUNCIL, row.action.label, outcome)
