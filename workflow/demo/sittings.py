"""Two sittings of the demo's council: one that is over, with its minutes, and one of today.

The first shows every end a ballot can come to; on the second a visitor votes, as any member.
"""

from collections.abc import Mapping
from dataclasses import replace

from states.figures import count
from states.terms import Action, Choice, Phase
from workflow.demo.chamber import ALTERNATE, CHAIR, Chamber
from workflow.demo.province import Province
from workflow.demo.story import SECRETARY, Story

BUON_DON, EA_WER, EA_DRONG, CU_BAO = "24235", "24241", "24328", "24340"
HOA_SON, TUY_HOA, KRONG_ANA = "24472", "22015", "24538"
FIRST, SECOND, THIRD, AWAY, IN_CONFLICT = (f"uyvien{number}" for number in range(1, 6))
CONFLICT = "duties.not_proposer_or_recorder"
AGAINST = "Minh họa: số vụ tăng ít, chưa đến mức phải đưa vào diện."
CORRECTION = "Minh họa: báo cáo lần đầu thiếu 2 vụ của tháng cuối."
FOR = Choice.FOR
PROPOSED, SAT = 35, 9
CARRIED = (BUON_DON, CU_BAO)


def tell_sitting(here: Province) -> Mapping[str, Story]:
    """Tell the sitting that is over; return its cases by the codes of their communes.

    One member is away and the alternate sits instead; one is an officer of a commune.
    """
    here.walker.tells(
        "Phiên họp của Hội đồng 7 người: thông qua, không thông qua, hòa phiếu, hết hiệu lực "
        "vì số liệu thay đổi giữa hai lá phiếu",
        "A sitting of a council of seven: carried, lost, tied, lapsed by a corrected figure",
    )
    quiet = replace(here, walker=replace(here.walker, witness=None))
    cases = {
        code: replace(quiet.story(code, "1", "3").proposed(here.ago(PROPOSED)), walker=here.walker)
        for code in (BUON_DON, EA_WER, EA_DRONG, CU_BAO)
    }
    chamber = Chamber.called(here.walker, here.ago(SAT))
    chamber.roll({AWAY: "Đi công tác"}, sits_for=AWAY)
    _tell_carried(chamber, cases[BUON_DON])
    motion = chamber.opens(chamber.puts(cases[EA_WER]))
    against = dict.fromkeys((FIRST, SECOND, THIRD, CHAIR), Choice.AGAINST)
    chamber.votes(motion, {SECRETARY: FOR, ALTERNATE: FOR, **against}, AGAINST)
    _tell_tied(chamber, cases[EA_DRONG])
    _tell_lapsed(chamber, cases[CU_BAO], here)
    chamber.adjourns()
    return cases


def _tell_carried(chamber: Chamber, story: Story) -> None:
    """Six vote, one of them against; the four who vote first decide nothing before the fourth."""
    motion = chamber.opens(chamber.puts(story))
    chamber.votes(motion, {FIRST: FOR, SECOND: FOR, ALTERNATE: FOR})
    chamber.meets(motion, AWAY)
    chamber.cannot_adjourn()
    chamber.votes(motion, {THIRD: Choice.AGAINST, IN_CONFLICT: FOR}, AGAINST)


def _tell_tied(chamber: Chamber, story: Story) -> None:
    """Three against three: who is an officer of the commune is counted nowhere."""
    motion = chamber.opens(chamber.puts(story))
    chamber.meets(motion, IN_CONFLICT, rule=CONFLICT)
    against = dict.fromkeys((SECOND, THIRD, ALTERNATE), Choice.AGAINST)
    chamber.votes(motion, {CHAIR: FOR, SECRETARY: FOR, FIRST: FOR, **against}, AGAINST)


def _tell_lapsed(chamber: Chamber, story: Story, here: Province) -> None:
    """Two have voted when a figure is corrected: the third is not counted, all are asked again."""
    motion = chamber.opens(chamber.puts(story))
    chamber.votes(motion, {FIRST: FOR, SECOND: FOR})
    right = {"a1_vu_pham_phap_hinh_su": count(26)}
    story.reports(Phase.PROPOSAL, right, until=here.ago(PROPOSED), reason=CORRECTION)
    lapsed = chamber.votes(motion, {THIRD: FOR})
    if lapsed.successor is not None:
        again = (FIRST, SECOND, THIRD, ALTERNATE, IN_CONFLICT)
        chamber.votes(lapsed.successor, dict.fromkeys(again, FOR))


def tell_open_sitting(here: Province, *, recommended: Story | None) -> None:
    """Tell of today's sitting: a fresh ballot, one with early votes, and motions on the docket.

    `recommended`: whose recognition the council may recommend to the committee.
    """
    fresh, begun, later = (
        here.story(code, "1").proposed(here.ago(PROPOSED)) for code in (HOA_SON, TUY_HOA, KRONG_ANA)
    )
    chamber = Chamber.called(here.walker, here.today)
    chamber.roll({})
    chamber.opens(chamber.puts(fresh))
    motion = chamber.opens(chamber.puts(begun))
    chamber.votes(motion, dict.fromkeys((SECRETARY, FIRST, SECOND), FOR))
    chamber.puts(later)
    if recommended is not None:
        chamber.puts(recommended, Action.RECOGNIZE)
