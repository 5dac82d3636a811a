"""How a person fills in the forms of a case in the browser: by the labels and names on the page."""

from collections.abc import Mapping

from playwright.sync_api import Page

from states.figures import Figure
from tests.law_builders import criteria, targets

COUNCIL_OF = 7
GROUPS = {"proposal": ("a", "b", "c", "d"), "review": ("targets",), "monitoring": ("targets",)}
FIGURES: Mapping[str, Mapping[str, Figure]] = {
    "proposal": criteria(),
    "review": targets(),
    "monitoring": targets(),
}


def give_figures(page: Page, address: str, phase: str, period: tuple[str, str]) -> None:
    """Enter every figure of a phase group by group, and store each after its review."""
    for group in GROUPS[phase]:
        page.goto(f"{address}/figures/{phase}?group={group}")
        page.fill("#start", period[0])
        page.fill("#end", period[1])
        page.fill("#document", "Báo cáo số 31/BC-CAX")
        page.fill("#body", "Công an xã")
        for name, figure in FIGURES[phase].items():
            if page.locator(f"#{name}").count():
                _type(page, name, figure)
        page.click("button[value=review]")
        page.click("button[value=store]")
        assert page.locator("h1").count() == 1


def verify_figures(page: Page, address: str, phase: str) -> None:
    """Verify what somebody else entered, as the page of the case offers it."""
    page.goto(address)
    form = page.locator(f"form[action$='/figures/{phase}/verify']").first
    form.evaluate_handle("form => form.closest('details')?.setAttribute('open', '')")
    form.locator("button").click()


def take_step(page: Page, address: str, action: str, **typed: str) -> None:
    """Open the page of a step, type into its fields, and send it."""
    page.goto(f"{address}/actions/{action}")
    for name, text in typed.items():
        field = page.locator(f"[name={name}]").first
        kind = field.evaluate("field => field.type")
        if kind in {"checkbox", "radio"}:
            page.locator(f"[name={name}][value='{text}']").check()
        elif kind == "select-one":
            field.select_option(text)
        else:
            field.fill(text)
    page.click("#form button")


def decide(page: Page, site: str, case: str, action: str, **heading: str) -> None:
    """Draft a decision with one case on it, and record it."""
    page.goto(f"{site}/decisions/new")
    page.select_option("#kind", "decision")
    for name, text in heading.items():
        field = page.locator(f"#{name}")
        if field.evaluate("field => field.type") == "select-one":
            field.select_option(text)
        else:
            field.fill(text)
    page.click("main form button")
    draft = page.url
    page.goto(f"{draft}/cases?action={action}")
    page.check(f"input[name=cases][value='{case}']")
    page.click("main form button")
    page.goto(f"{draft}/record")
    page.click("main form button")


def call_sitting(page: Page, site: str, number: str, day: str) -> str:
    """Call the council to a sitting to which all seven come; return its address."""
    page.goto(f"{site}/sittings/new")
    page.locator("#council").select_option(index=0)
    page.fill("#number", number)
    page.fill("#held_on", day)
    page.fill("#place", "Sơn Dương")
    page.click("main form button")
    sitting = page.url
    page.goto(f"{sitting}/roll")
    for person in page.locator("fieldset.roll-row").all()[:COUNCIL_OF]:
        person.locator("input[value=present]").check()
    page.click("main form button")
    return sitting


def put_to_vote(page: Page, sitting: str, case: str, action: str) -> None:
    """Put a case on the docket of a sitting as its first motion, and open the ballot."""
    page.goto(f"{sitting}/ready?action={action}")
    page.locator(f"a[href$='/ready/{case}/{action}']").click()
    if page.locator("input[name=types]").count():
        page.check("input[name=types][value='1']")
    page.click("main form button")
    page.locator("form[action$='/motions/1/open'] button").click()


def vote(page: Page, sitting: str, choice: str = "for") -> None:
    """Vote on the first motion of a sitting."""
    page.goto(f"{sitting}/motions/1")
    page.check(f"input[name=choice][value={choice}]")
    page.click("#vote button")


def state_of(page: Page, address: str) -> str:
    """The words of the state tag on the page of a case."""
    page.goto(address)
    return page.locator("h1 .govuk-tag, h1 .tag, h1 [class*=tag]").first.inner_text().strip()


def _type(page: Page, name: str, figure: Figure) -> None:
    if figure.answer is not None:
        page.check(f"#{name}-answer-{figure.answer}")
    elif figure.count is not None:
        page.fill(f"#{name}-count", str(figure.count))
    elif figure.denominator is not None:
        page.fill(f"#{name}-numerator", str(figure.numerator))
        page.fill(f"#{name}-denominator", str(figure.denominator))
    else:
        page.check(f"#{name}-standing-{figure.standing}")
