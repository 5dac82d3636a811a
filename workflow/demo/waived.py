"""A year waived, a year asked to be waived, and a case that went over into a unit of 2025."""

from datetime import date, timedelta

from sqlmodel import Session

from states.facts import Paper
from states.terms import Action, Level, Phase, Text
from workflow.deeds.handing_over import HandOver, hand_over
from workflow.deeds.waiving import WaiverWish, approve_waiver, ask_waiver
from workflow.demo.examples import OF_DAK_LAK
from workflow.demo.figures import of_targets
from workflow.demo.province import Province, commune
from workflow.demo.story import MADE_UP, OFFICER, REGISTRAR, Story
from workflow.engine import Outcome
from workflow.territory.gazetteer import id_of_former

EA_NA, DAK_LIENG, EA_PHE, FORMER_EA_KUANG = "24559", "24595", "24502", "24514"
DEPUTY, YEAR = "phovanphong", "review.one_year_over"
OLD_LIST, REARRANGED = date(2019, 3, 5), date(2025, 6, 30)


def tell_waivers(here: Province) -> None:
    """Tell of a review before the year is over, waived by two, and of one that is asked for."""
    for code, begun, approved in ((EA_NA, 310, True), (DAK_LIENG, 280, False)):
        started = here.today - timedelta(days=begun)
        story = here.story(code).inherited(Action.INHERIT, here.since, started=started)
        story.reports(Phase.REVIEW, of_targets(), until=here.ago(3))
        _waives(here, story, approved=approved)
        if approved:
            story.submitted(here.today)


def _waives(here: Province, story: Story, *, approved: bool) -> None:
    """Ask that the year be waived; the delegate of the committee's office may approve it."""
    walker = here.walker
    at = walker.now()
    wish = WaiverWish(
        case=story.number,
        action=Action.SUBMIT_REVIEW,
        rule=YEAR,
        reason="Minh họa: tỉnh tổng kết chung cả giai đoạn trước hạn.",
        rests_on=f"Công văn 15/BCĐ ({MADE_UP})",
        by=walker.people[OFFICER],
        at=at,
    )

    def waived(session: Session) -> None:
        waiver = ask_waiver(session, walker.book, wish)
        if approved:
            approve_waiver(session, waiver, by=walker.people[DEPUTY], at=at)

    walker.notes(
        OFFICER, Text("Đề nghị miễn điều kiện", "A condition is asked to be waived"), waived
    )


def tell_handed_over(here: Province) -> None:
    """Tell of an area of 2019 whose commune ended in 2025, and of the case that goes on from it."""
    walker = here.walker
    former = Story(walker, id_of_former(Level.COMMUNE, FORMER_EA_KUANG), OF_DAK_LAK)
    old = former.inherited(Action.INHERIT, OLD_LIST, started=OLD_LIST)
    wish = HandOver(
        case=old.number,
        resolution=Paper(f"NQ ({MADE_UP})", REARRANGED, body="Ủy ban Thường vụ Quốc hội"),
        successors=frozenset({commune(EA_PHE)}),
        by=walker.people[REGISTRAR],
        at=walker.now(),
    )

    def handed(session: Session) -> Outcome:
        return hand_over(session, walker.book, wish)

    walker.notes(REGISTRAR, Action.HAND_OVER.label, handed)
    here.story(EA_PHE).proposed(here.ago(50))
