"""The demo's own province on one day: how its stories begin, and which day lies how far back."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from states.plans import Plan
from states.terms import Level
from workflow.demo.examples import OF_THE_OTHERS
from workflow.demo.story import Story
from workflow.demo.walker import Walker
from workflow.territory.gazetteer import id_of_new

PLAN = "minh_hoa_2026"
ROOM = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Province:
    """The province under the plan "minh họa 2026–2030", which came into force on `since`."""

    walker: Walker
    today: date
    since: date

    @classmethod
    def on(cls, walker: Walker, today: date) -> "Province | None":
        """Return the province on a day, or None where its plan is over or too young."""
        plan: Plan = walker.book.plans[PLAN]
        told = plan.since + ROOM <= today <= plan.until
        return cls(walker, today, plan.since) if told else None

    def ago(self, days: int) -> date:
        """Return the day so many days back, but none before the plan came into force."""
        return max(self.today - timedelta(days=days), self.since)

    def story(self, code: str, *types: str) -> Story:
        """Begin the story of one commune of 2025."""
        return Story(self.walker, commune(code), OF_THE_OTHERS, types=types or ("1",))


def commune(code: str) -> UUID:
    """Return the id of a commune of 2025."""
    return id_of_new(Level.COMMUNE, code)
