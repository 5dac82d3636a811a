"""How the people of a council use the pages of its sittings, each with a browser of one's own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from states.terms import Phase, Seat
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Page, Pages
from tests.people_and_places import SEATS, council_id, seat_id

CHAIR, CLERK, *MEMBERS, ALTERNATE = (f"{name}_08" for name in SEATS)
EVERYBODY = (CHAIR, CLERK, *MEMBERS)


@dataclass
class Chamber:
    """A council of seven with an alternate, and a browser for everybody who comes."""

    world: World
    sitting: str = ""
    browsers: dict[str, Pages] = field(default_factory=dict)

    def as_(self, login: str) -> Pages:
        """The browser of somebody."""
        if login not in self.browsers:
            self.browsers[login] = Pages(self.world.engine).signed_in(login)
        return self.browsers[login]

    def called(self, number: str = "05/BB-HĐTĐ", on: str = "02/12/2019") -> str:
        """Call a sitting as the secretary; return its address."""
        clerk = self.as_(CLERK)
        form = clerk.get("/sittings/new").form("/sittings/new")
        typed = {"number": number, "held_on": on, "place": "Sơn Dương"}
        sent = clerk.send(form, council=council_id("08").hex, **typed)
        self.sitting = str(sent.leads_to)
        return self.sitting

    def rolled(self, away: Iterable[str] = (), sits_for: str = "") -> Page:
        """Call the roll: everybody is there but those who are away, whom the alternate sits for."""
        address, typed = f"{self.sitting}/roll", {}
        for name, kind in SEATS.items():
            login, seat = f"{name}_08", seat_of(f"{name}_08")
            if kind is Seat.ALTERNATE and not sits_for:
                continue
            gone = login in away
            typed[f"here-{seat}"] = "away" if gone else "present"
            typed[f"why-{seat}"] = "Đi công tác" if gone else ""
            if kind is Seat.ALTERNATE:
                typed[f"for-{seat}"] = seat_of(sits_for)
        clerk = self.as_(CLERK)
        return clerk.send(clerk.get(address).form(address), **typed)

    def put(self, case: str, action: str = "appraise", **typed: str | list[str]) -> Page:
        """Put a case on the docket as the secretary."""
        address = f"{self.sitting}/ready/{case}/{action}"
        clerk = self.as_(CLERK)
        return clerk.send(clerk.get(address).form(address), **(typed or {"types": ["1"]}))

    def opened(self, ordinal: int = 1) -> str:
        """Open a ballot as the secretary; return its address."""
        address = f"{self.sitting}/motions/{ordinal}"
        clerk = self.as_(CLERK)
        clerk.send(clerk.get(address).form(f"{address}/open"))
        return address

    def votes(
        self, login: str, choice: str = "for", reason: str = "", ordinal: int = 1, status: int = 303
    ) -> Page:
        """Vote as somebody on the page of the ballot."""
        address, pages = f"{self.sitting}/motions/{ordinal}", self.as_(login)
        form = pages.get(address).form(f"{address}/vote")
        return pages.send(form, status, choice=choice, reason=reason)


def seat_of(login: str) -> str:
    """The seat somebody holds, as the forms write it."""
    return seat_id("08", login.removesuffix("_08")).hex


def a_ready_case(world: World, commune: str = "08/1") -> str:
    """A case a council may appraise: its figures are given and verified."""
    number = world.opens(commune).number
    world.enters(number, Phase.PROPOSAL, criteria())
    world.verifies(number, Phase.PROPOSAL)
    return number


def a_ballot(world: World) -> tuple[Chamber, str, str]:
    """A chamber with one open ballot: the chamber, the case, and the ballot's address."""
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    chamber.rolled()
    chamber.put(case)
    return chamber, case, chamber.opened()
