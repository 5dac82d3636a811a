"""A council of seven with an alternate sits on four cases, everybody in a browser of one's own.

One case is carried, one lost, one tied, and one lapses because a figure changes between two votes.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from states.terms import CaseState, Role
from tests.browser.conftest import Site
from tests.browser_council import ALTERNATE, CHAIR, CLERK, Council
from tests.browser_forms import state_of, verify_figures
from tests.builders import World
from tests.people_and_places import SINCE, person_id, place_id, seated
from tests.sitting_pages import a_ready_case
from workflow.database import open_engine, writing

FIRST, SECOND, THIRD, AWAY, IN_CONFLICT = (f"member{number}_08" for number in range(1, 6))
OPEN, CARRIED, LOST = "Đang biểu quyết", "Được thông qua", "Không được thông qua"
TIED, LAPSED = "Hòa phiếu", "Hết hiệu lực do dữ liệu thay đổi"
HIDDEN = "Không ai thấy số phiếu trước khi kết quả ngã ngũ hoặc cuộc biểu quyết kết thúc."
COUNTED = re.compile(r"Tán thành\s+\d")


@pytest.fixture
def cases(site: Site) -> list[str]:
    """Four cases that are ready; a member of the council is an officer of the third's commune."""
    world = World(open_engine(f"sqlite:///{site.database}"))
    numbers = [a_ready_case(world, f"08/{number}") for number in range(1, 5)]
    held = {"id": person_id("post"), "person_id": seated("08", "member5"), "since": SINCE}
    officer = held | {"role": Role.OFFICER, "place_id": place_id("08/3")}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["appointment"]).values(officer))
    world.engine.dispose()
    return numbers


@pytest.fixture
def council(site: Site) -> Iterator[Council]:
    """The council, with a window for each of its people."""
    with ExitStack() as windows:
        yield Council(site, windows)


def test_a_council_sits_on_four_cases(council: Council, cases: list[str]) -> None:
    council.called("05/BB-HĐTĐ", "02/12/2019")
    council.rolled(away=AWAY, instead=ALTERNATE)
    for ordinal, case in enumerate(cases, 1):
        council.put(case, ordinal)

    _carries(council, cases[0])
    _loses(council)
    _ties(council, cases[2])
    _lapses(council, cases[3])
    _is_minuted(council)

    states = [state_of(council.as_("auditor"), _case(council, case)) for case in cases]
    appraised, proposed = CaseState.APPRAISED.label.vi, CaseState.PROPOSED.label.vi
    assert [appraised, proposed, proposed, appraised] == states


def _carries(council: Council, case: str) -> None:
    """Three of seven are for it and nobody against: that decides nothing and is shown to nobody."""
    early = council.all_vote(1, (ALTERNATE, FIRST, SECOND))
    seen = [early, *(council.sees(login, "/motions/1") for login in (CHAIR, THIRD))]
    assert all(OPEN in told and HIDDEN in told for told in seen)
    assert not any(COUNTED.search(told) for told in seen)
    assert CaseState.PROPOSED.label.vi == state_of(council.as_("auditor"), _case(council, case))
    assert not council.at(AWAY, "/motions/1").locator("#vote").count()

    told = council.votes(1, THIRD)

    assert CARRIED in told
    assert COUNTED.search(told)
    entry = council.as_(THIRD).locator("#result ~ p a[href^='/history/']").get_attribute("href")
    moved = council.reads("auditor", str(entry))
    assert "Hội đồng thẩm định tỉnh Tuyên Quang" in moved
    assert "Lan member3" not in moved.partition("Căn cứ")[0]


def _loses(council: Council) -> None:
    """Four of seven are against it, each with a reason; the case stays where it is."""
    page = council.at(FIRST, "/motions/2")
    page.check("#vote input[value=against]")
    page.click("#vote button")
    assert page.locator(".govuk-error-summary").count()
    assert LOST in council.all_vote(2, (FIRST, CHAIR, CLERK, ALTERNATE), "against")


def _ties(council: Council, case: str) -> None:
    """Who is an officer of the commune may not vote, so that six do, three against three."""
    page = council.at(IN_CONFLICT, "/motions/3")
    assert not page.locator("#vote").count()
    assert "đơn vị đề xuất" in page.locator("main").inner_text()
    assert OPEN in council.all_vote(3, (CHAIR, CLERK, FIRST))
    told = council.all_vote(3, (SECOND, THIRD, ALTERNATE), "against")
    assert TIED in told
    assert case in told


def _lapses(council: Council, case: str) -> None:
    """A figure is corrected and verified after two votes: everybody is asked again."""
    council.all_vote(4, (FIRST, SECOND))
    officer = council.as_("officer")
    officer.goto(f"{_case(council, case)}/figures/proposal?group=a")
    officer.fill("#a1_vu_pham_phap_hinh_su-count", "47")
    officer.fill("#reason", "Báo cáo lần đầu thiếu vụ")
    officer.click("button[value=review]")
    officer.click("button[value=store]")
    verify_figures(council.as_("second_officer"), _case(council, case), "proposal")

    told = council.votes(4, THIRD)

    assert "Số vụ phạm pháp hình sự" in told
    assert LAPSED in council.sees(CHAIR, "/motions/4")
    assert CARRIED in council.all_vote(5, (FIRST, SECOND, THIRD, IN_CONFLICT))


def _is_minuted(council: Council) -> None:
    """The secretary closes the sitting, and its minutes print on A4 without the frame around."""
    page = council.at(CLERK, "/close")
    page.click("main form button")
    told = council.sees(CHAIR, "/minutes")
    page = council.as_(CHAIR)
    printed = page.pdf(format="A4")
    page.emulate_media(media="print")

    assert printed.startswith(b"%PDF")
    assert not page.locator("header").first.is_visible()
    assert all(said in told for said in (CARRIED, LOST, TIED, LAPSED, "Đi công tác"))
    assert re.search(r"[0-9a-f]{64}", told)


def _case(council: Council, number: str) -> str:
    return f"{council.site.address}/cases/{number}"
