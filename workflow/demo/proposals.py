"""Proposals of the demo's own province: at every stage, and turned down."""

from states.terms import Phase
from workflow.demo.examples import hold_title
from workflow.demo.figures import of_proposal
from workflow.demo.province import Province, commune
from workflow.demo.story import Story

EA_SUP, KRONG_NANG, BUON_HO, EA_KTUR, EA_DRANG = "24211", "24343", "24305", "24544", "24181"
TAN_AN, EA_OO = "24163", "24403"


def tell_proposals(here: Province) -> None:
    """Tell of figures missing, not verified, complete, and waiting for the decision."""
    partly = dict(list(of_proposal().items())[:17])
    story = here.story(EA_SUP).proposed(here.ago(40), partly)
    story.returned(here.ago(20), "Minh họa: chưa có số liệu nhóm tiêu chí kinh tế và nhóm khác.")
    story = here.story(KRONG_NANG).proposed(here.ago(12), {})
    story.reports(Phase.PROPOSAL, of_proposal(), until=here.ago(12), verified=False)
    here.story(BUON_HO, "1", "3").proposed(here.ago(25))
    hold_title(here.walker, commune(EA_KTUR), since=here.ago(200))
    here.story(EA_KTUR).proposed(here.ago(18))
    story = here.story(EA_DRANG, "1", "4").proposed(here.ago(60))
    story.appraised(here.ago(15))


def tell_refused(here: Province) -> Story:
    """Tell of one withdrawn and of one the council declined; return the latter."""
    story = here.story(EA_OO).proposed(here.ago(80))
    story.withdrawn(here.ago(75), "Minh họa: đề xuất lại sau khi rà soát số liệu.")
    story = here.story(TAN_AN).proposed(here.ago(90))
    story.declined(here.ago(70), "Minh họa: số vụ giảm mạnh trong quý gần nhất.")
    return story
