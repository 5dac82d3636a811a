"""How the people of a council use its pages in the browser, each in a window of one's own."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.people_and_places import SEATS, council_id
from tests.sitting_pages import ALTERNATE, CHAIR, CLERK, seat_of

__all__ = ["ALTERNATE", "CHAIR", "CLERK", "Council"]


@dataclass
class Council:
    """The council of Tuyên Quang at one sitting, and a window for everybody who comes."""

    site: Site
    windows: ExitStack
    sitting: str = ""
    pages: dict[str, Page] = field(default_factory=dict)

    def as_(self, login: str) -> Page:
        """The window of somebody, who signs in once."""
        if login not in self.pages:
            self.pages[login] = self.windows.enter_context(self.site.visited_by(login))
        return self.pages[login]

    def at(self, login: str, path: str) -> Page:
        """Somebody's window on a page of the sitting."""
        page = self.as_(login)
        page.goto(f"{self.sitting}{path}")
        return page

    def called(self, number: str, day: str) -> None:
        """Let the clerk call the council."""
        page = self.as_(CLERK)
        page.goto(f"{self.site.address}/sittings/new")
        page.select_option("#council", council_id("08").hex)
        page.fill("#number", number)
        page.fill("#held_on", day)
        page.fill("#place", "Sơn Dương")
        page.click("main form button")
        self.sitting = page.url

    def rolled(self, *, away: str, instead: str) -> None:
        """Call the roll: one member is away, and the alternate sits for the member."""
        page = self.at(CLERK, "/roll")
        for name in SEATS:
            login = f"{name}_08"
            here = "away" if login == away else "present"
            page.check(f"[name=here-{seat_of(login)}][value={here}]")
        page.fill(f"[name=why-{seat_of(away)}]", "Đi công tác")
        page.select_option(f"[name=for-{seat_of(instead)}]", seat_of(away))
        page.click("main form button")

    def put(self, case: str, ordinal: int) -> None:
        """Let the clerk put a case on the docket and open the ballot on it."""
        page = self.at(CLERK, f"/ready/{case}/appraise")
        page.check("input[name=types][value='1']")
        page.click("main form button")
        page.click(f"form[action$='/motions/{ordinal}/open'] button")

    def votes(self, ordinal: int, login: str, choice: str = "for") -> str:
        """Let somebody vote; return what the page says then."""
        page = self.at(login, f"/motions/{ordinal}")
        page.check(f"#vote input[name=choice][value={choice}]")
        if choice == "against":
            page.fill("#vote textarea", "Số vụ tăng chưa nhiều")
        page.click("#vote button")
        return page.locator("main").inner_text()

    def all_vote(self, ordinal: int, people: Iterable[str], choice: str = "for") -> str:
        """Let one after another vote in the same way; return what the last page says."""
        return [self.votes(ordinal, login, choice) for login in people][-1]

    def sees(self, login: str, path: str) -> str:
        """What somebody reads on a page of the sitting."""
        return self.at(login, path).locator("main").inner_text()

    def reads(self, login: str, path: str) -> str:
        """What somebody reads on any page."""
        page = self.as_(login)
        page.goto(f"{self.site.address}{path}")
        return page.locator("main").inner_text()
