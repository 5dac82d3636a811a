"""What a signed decision says of a case without moving it: that it is put under monitoring.

The council's conclusion moves the case. Where a province lists the areas it monitors in a signed
paper, the paper is noted on each of them (Nghệ An 2022: 27 areas "nay đưa vào diện theo dõi").
"""

from states import guards, opening
from states.findings import Source
from states.terms import Action, Asks, CaseState, Evidence, Role
from states.transition import Transition

NOTED = Transition(
    Action.PASS_REVIEW,
    CaseState.MONITORING,
    CaseState.MONITORING,
    (Role.COMMITTEE_OFFICE,),
    (opening.commune_exists, *guards.DECISION, *guards.IN_ORDER),
    Source("Quyết định 313/QĐ-UBND năm 2022 của UBND tỉnh Nghệ An", "", Evidence.PRESS),
    (Asks.DECISION,),
)
"""No row of the table: the state stays, and nothing else may ask for it."""
