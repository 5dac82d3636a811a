"""Every page in a real browser, wide and narrow: no axe violation, no id twice, inputs named."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from states.terms import Action, CaseState, Phase
from tests.browser.conftest import WIDTHS, Site
from tests.builders import World
from tests.deciding import a_draft, a_heading
from tests.law_builders import criteria
from tests.meetings import sitting_on
from tests.people_and_places import place_id
from workflow.database import open_engine

NOWHERE = "/nowhere"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGES = {
    "officer": (
        "/cases",
        "/cases?state=monitoring&q=tan",
        "/cases/new?q=tan+lap+4",
        "{proposed}",
        "{proposed}/figures/proposal?group=a",
        "{proposed}/figures/proposal?group=d",
        "{transformed}/figures/review?group=targets",
        "{monitored}",
        "/plans",
        "/plans/tuyen_quang_2018",
        "/plans/comparison",
        "/plans/moves",
        "/plans/coverage?kind=cap",
        "/accessibility",
        NOWHERE,
    ),
    "secretary": ("{proposed}/actions/appraise",),
    "committee_office": (
        "{monitored}/decision/recognize",
        "{recognized}",
        "/decisions",
        "/decisions/new",
        "{draft}",
        "{draft}/cases",
        "{draft}/cases?action=decline",
        "{draft}/heading",
        "{draft}/record",
        "{draft}/withdrawal",
    ),
    "clerk_08": (
        "/sittings",
        "/sittings/new",
        "{sitting}",
        "{sitting}/roll",
        "{sitting}/ready",
        "{sitting}/ready?action=relapse",
        "{sitting}/motions/1/withdraw",
        "{sitting}/close",
        "{sitting}/minutes",
        "{monitored}/council/recognize",
    ),
    "chair_08": ("{sitting}/motions/1/close",),
    "member1_08": ("{sitting}/motions/1", "{proposed}"),
    "registrar": (
        "/cases/inherit?q=tan+lap+5",
        f"/cases/inherit?commune={place_id('08/5').hex}",
    ),
    "auditor": ("/history", "/history/1", "{recognized}/history"),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("login", PAGES)
def test_every_page_is_accessible(site: Site, login: str, width: int) -> None:
    known = _cases(site)
    faults = []
    with site.visited_by(login, width=width) as page:
        for address in PAGES[login]:
            path = address.format(**known)
            answer = page.goto(f"{site.address}{path}")
            missing = answer is None or answer.ok == (path == NOWHERE)
            faults += [f"{path}: unexpected answer"] if missing else []
            faults += [f"{path}: {fault}" for fault in _faults(page, width)]

    assert [] == faults


@pytest.mark.parametrize("width", WIDTHS)
def test_the_sign_in_page_is_accessible(site: Site, width: int) -> None:
    page = site.browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(f"{site.address}/sign-in")

    assert [] == _faults(page, width)

    page.context.close()


def test_the_whole_product_speaks_english_at_a_switch(site: Site) -> None:
    with site.visited_by("officer", scripts=False) as page:
        page.goto(f"{site.address}/cases")
        page.click("header a[lang=en]")

        assert "en" == page.get_attribute("html", "lang")
        assert page.url == f"{site.address}/cases"
        assert "Sign out" in page.locator("header").inner_text()


def _cases(site: Site) -> dict[str, str]:
    """Walk four cases to the states the pages need, beside the served product."""
    world = World(open_engine(f"sqlite:///{site.database}"))
    states = {
        "proposed": CaseState.PROPOSED,
        "transformed": CaseState.IN_TRANSFORMATION,
        "monitored": CaseState.MONITORING,
        "recognized": CaseState.RECOGNIZED,
    }
    numbers = {
        name: world.a_case(state, f"08/{number}")
        for number, (name, state) in enumerate(states.items(), 1)
    }
    world.enters(numbers["proposed"], Phase.PROPOSAL, criteria())
    world.verifies(numbers["proposed"], Phase.PROPOSAL)
    held = sitting_on(world, numbers["proposed"], away=["member5"], instead="member5").with_ballot()
    appraised = world.a_case(CaseState.APPRAISED, "08/5")
    draft = a_draft(world, (appraised, Action.SELECT), heading=a_heading("77/QĐ-BCĐ"))
    world.a_case(CaseState.APPRAISED, "08/6")
    world.engine.dispose()
    known = {name: f"/cases/{number}" for name, number in numbers.items()}
    return known | {
        "draft": f"/decisions/{draft.hex}",
        "sitting": f"/sittings/{held.sitting.hex}",
    }


def _faults(page: Page, width: int) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(found => found.violations)")
    axe = [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]
    doubled = page.evaluate(
        "[...document.querySelectorAll('[id]')].map(e => e.id)"
        ".filter((id, n, all) => all.indexOf(id) < n)"
    )
    nameless = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
        ".filter(e => !e.labels?.length && !e.ariaLabel && !e.getAttribute('aria-labelledby'))"
        ".map(e => e.name)"
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    sideways = [f"scrolls sideways: {wide}"] if wide > width else []
    return [
        *axe,
        *(f"id twice: {one}" for one in doubled),
        *(f"no name: {one}" for one in nameless),
        *sideways,
    ]
