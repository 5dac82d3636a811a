"""The journey of one commune in a real browser: from the proposal to the recognition."""

from datetime import datetime, timedelta

import pytest

from states.terms import CaseState
from tests.browser.conftest import Site
from tests.browser_forms import (
    call_sitting,
    decide,
    give_figures,
    put_to_vote,
    state_of,
    take_step,
    verify_figures,
    vote,
)

YEAR_BEFORE = ("01/01/2018", "31/12/2018")
YEAR_OF_WORK = ("20/12/2019", "19/12/2020")
MONTHS_OF_MONITORING = ("29/12/2020", "28/06/2021")


@pytest.mark.parametrize("scripts", [False, True], ids=["no JavaScript", "JavaScript"])
def test_a_commune_goes_from_proposal_to_recognition(site: Site, scripts: bool) -> None:
    case = _proposed(site, scripts=scripts)
    _figures(site, case, "proposal", YEAR_BEFORE, scripts=scripts)
    _voted(site, case, "appraise", scripts=scripts, number="05/BB-HĐTĐ", on="02/12/2019")
    assert CaseState.APPRAISED.label.vi == _state(site, case)

    _later(site, days=20)
    _decided(site, case, "select", scripts=scripts, number="12/QĐ-BCĐ", signed_on="20/12/2019")
    assert CaseState.IN_TRANSFORMATION.label.vi == _state(site, case)

    _later(site, days=368)
    _figures(site, case, "review", YEAR_OF_WORK, scripts=scripts)
    report = {"report_number": "41/BC", "report_day": "22/12/2020", "report_body": "BCĐ huyện"}
    _step(site, case, "officer", "submit_review", scripts=scripts, **report, tasks="yes")
    _later(site, days=7)
    _voted(site, case, "pass_review", scripts=scripts, number="07/BB-HĐTĐ", on="28/12/2020")
    assert CaseState.MONITORING.label.vi == _state(site, case)

    _later(site, days=190)
    _figures(site, case, "monitoring", MONTHS_OF_MONITORING, scripts=scripts)
    _voted(site, case, "recognize", scripts=scripts, number="03/BB-HĐTĐ", on="30/06/2021")
    assert CaseState.MONITORING.label.vi == _state(site, case)

    _decided(site, case, "recognize", scripts=scripts, number="45/QĐ-BCĐ", signed_on="02/07/2021")
    assert CaseState.RECOGNIZED.label.vi == _state(site, case)

    with site.visited_by("auditor", scripts=scripts) as page:
        page.goto(f"{site.address}{case}/history")
        told = page.locator("main").inner_text()

    assert "Công nhận chuyển hóa đạt" in told
    assert "Đề xuất" in told


def test_a_case_put_to_the_vote_too_early_explains_itself_and_keeps_what_was_typed(
    site: Site,
) -> None:
    case = _proposed(site, scripts=False)
    number = case.rpartition("/")[2]

    with site.visited_by("clerk_08", scripts=False) as page:
        sitting = call_sitting(page, site.address, "05/BB-HĐTĐ", "02/12/2019")
        page.goto(f"{sitting}/ready/{number}/appraise")
        page.check("input[name=types][value='1']")
        page.click("main form button")
        told = page.locator("main").inner_text()
        kept = page.locator("textarea").first.input_value()

    assert "Đã có 0/30 số liệu" in told
    assert kept.startswith("Loại 1")
    assert CaseState.PROPOSED.label.vi == _state(site, case)


def _proposed(site: Site, *, scripts: bool) -> str:
    with site.visited_by("officer", scripts=scripts) as page:
        page.goto(f"{site.address}/cases/new?q=tan+lap+1")
        page.click("main table a")
        page.fill("#argument", "Trộm cắp tăng tại hai thôn giáp ranh")
        page.click("#proposal button")
        address = page.url.removeprefix(site.address)
    return address.partition("?")[0]


def _figures(site: Site, case: str, phase: str, period: tuple[str, str], *, scripts: bool) -> None:
    with site.visited_by("officer", scripts=scripts) as page:
        give_figures(page, f"{site.address}{case}", phase, period)
    with site.visited_by("second_officer") as page:
        verify_figures(page, f"{site.address}{case}", phase)


def _step(site: Site, case: str, by: str, action: str, *, scripts: bool, **typed: str) -> None:
    with site.visited_by(by, scripts=scripts) as page:
        take_step(page, f"{site.address}{case}", action, **typed)


def _state(site: Site, case: str) -> str:
    with site.visited_by("auditor") as page:
        return state_of(page, f"{site.address}{case}")


def _later(site: Site, *, days: int) -> None:
    site.now = site.now + timedelta(days=days)
    assert isinstance(site.now, datetime)


def _voted(site: Site, case: str, action: str, *, scripts: bool, number: str, on: str) -> None:
    """Let the council sit on the case: four of seven settle it, each in a window of one's own."""
    with site.visited_by("clerk_08", scripts=scripts) as page:
        sitting = call_sitting(page, site.address, number, on)
        put_to_vote(page, sitting, case.rpartition("/")[2], action)
    for member in ("member1_08", "member2_08", "member3_08", "chair_08"):
        with site.visited_by(member, scripts=scripts) as page:
            vote(page, sitting)
            told = page.locator("h1").inner_text()
    assert "Được thông qua" in told


def _decided(site: Site, case: str, action: str, *, scripts: bool, **heading: str) -> None:
    with site.visited_by("committee_office", scripts=scripts) as page:
        number = case.rpartition("/")[2]
        decide(page, site.address, number, action, capacity="TM.", **heading)
