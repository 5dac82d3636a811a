"""The demo's own province: made-up cases in every state, on days counted back from today.

They stand under the plan "minh họa 2026–2030", so that a visitor can take each of them further.
Cases older than that plan are taken over from a made-up list, as Đắk Lắk II.2 does with its own.
"""

from datetime import date, timedelta

from states.terms import Action, Phase
from workflow.demo.figures import COMPLEX_AGAIN, SEVEN_OF_NINE, of_targets
from workflow.demo.papers import tell_corrections, tell_draft
from workflow.demo.proposals import tell_proposals, tell_refused
from workflow.demo.province import Province
from workflow.demo.sittings import CARRIED, tell_open_sitting, tell_sitting
from workflow.demo.story import Story
from workflow.demo.waived import tell_handed_over, tell_waivers
from workflow.demo.walker import Walker

QUANG_PHU, KRONG_PAC, EA_KNOP, CU_MGAR, MDRAK = "24259", "24490", "24376", "24280", "24412"
KRONG_BONG, LIEN_SON, SONG_HINH, DONG_XUAN = "24448", "24580", "22207", "22081"
OLD_LIST = date(2024, 12, 20)


def tell_own_province(walker: Walker, *, today: date) -> bool:
    """Tell a case of every kind; nothing, and False, on a day the demo's plan does not cover."""
    province = Province.on(walker, today)
    if province is None:
        return False
    # What is taken over comes first: the first selection of a year counts it into the cap.
    tell_handed_over(province)
    _tell_reviews(province)
    recommended = _tell_monitoring(province)
    resuming = _tell_relapses(province)
    tell_waivers(province)
    selected = _tell_transformations(province)
    tell_proposals(province)
    declined = tell_refused(province)
    sat = tell_sitting(province)
    tell_open_sitting(province, recommended=recommended)
    tell_draft(province, selected=[sat[code] for code in CARRIED], resuming=resuming)
    tell_corrections(province, rectified=selected, voided=declined)
    return True


def _tell_transformations(here: Province) -> Story:
    """Tell of one whose year is over and one that was selected not long ago; return the latter."""
    started = here.today - timedelta(days=396)
    story = here.story(KRONG_PAC, "1", "3").inherited(Action.INHERIT, here.since, started=started)
    story.reports(Phase.REVIEW, of_targets(), until=here.ago(1))
    story = here.story(QUANG_PHU, "2").proposed(here.ago(120))
    story.appraised(here.ago(100))
    story.selected(here.ago(90))
    return story


def _tell_reviews(here: Province) -> None:
    for code, values in ((EA_KNOP, of_targets()), (CU_MGAR, of_targets(**SEVEN_OF_NINE))):
        story = here.story(code).inherited(
            Action.INHERIT, here.since, started=here.today - timedelta(days=400)
        )
        story.reports(Phase.REVIEW, values, until=here.ago(20))
        story.submitted(here.ago(10))


def _tell_monitoring(here: Province) -> Story | None:
    """Tell of a monitoring that runs, one that is over, and a recognition.

    Returns the one that is over, where the plan is old enough for it.
    """
    _monitored(here, MDRAK, since=here.ago(60))
    watched = _monitored(here, KRONG_BONG, since=here.ago(215))
    watched.reports(Phase.MONITORING, of_targets(), until=here.ago(20))
    story = _monitored(here, LIEN_SON, since=here.ago(240))
    story.reports(Phase.MONITORING, of_targets(), until=here.ago(30))
    if here.today - timedelta(days=220) <= here.since:
        return None
    story.recognized(here.ago(20))
    return watched


def _tell_relapses(here: Province) -> Story:
    """Tell of a relapse that may resume, and of one after a recognition; return the former."""
    resuming = _monitored(here, SONG_HINH, since=here.ago(100))
    resuming.relapsed(here.ago(30), of_targets(**COMPLEX_AGAIN))
    story = here.story(DONG_XUAN).inherited(
        Action.INHERIT_RECOGNITION, here.since, started=OLD_LIST
    )
    story.relapsed(here.ago(45), of_targets(**COMPLEX_AGAIN))
    return resuming


def _monitored(here: Province, code: str, *, since: date) -> Story:
    """Tell a case taken over under review, which passed on a day."""
    story = here.story(code).inherited(Action.INHERIT_REVIEW, here.since, started=OLD_LIST)
    story.reports(Phase.REVIEW, of_targets(), until=here.since)
    story.passed(since)
    return story
