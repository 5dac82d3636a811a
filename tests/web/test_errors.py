"""What a person reads when something was refused, in both languages; what was typed is kept."""

from collections.abc import Callable

import pytest
from starlette.requests import Request

from states.terms import Action, Phase, Text
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Pages
from workflow.errors import InvalidInput, NotPossibleNow, UnknownCase

SAYS = Text("Câu giải thích của quy trình.", "The sentence of the workflow.")


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine).signed_in("secretary")


def answered_by(pages: Pages, answer: Callable[[Request], object]) -> str:
    """The address of a page that answers so."""
    pages.app.add_api_route("/cases/{number}/tried", answer, methods=["GET"])
    return "/cases/DB-2018-001/tried"


def raising(error: Exception) -> Callable[[Request], object]:
    """An answer that fails with an error of the workflow."""

    def answer(request: Request) -> None:
        raise error

    return answer


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UnknownCase("DB-2018-001"), 404),
        (NotPossibleNow(SAYS), 409),
        (InvalidInput(SAYS), 422),
        (RuntimeError("a secret"), 500),
    ],
)
def test_an_error_has_its_status_and_its_sentence(
    pages: Pages, error: Exception, status: int, language: str
):
    address = answered_by(pages, raising(error))

    shown = pages.speak(language).get(address, status)

    says = getattr(error, "says", Text("Hệ thống gặp lỗi", "Something went wrong"))
    assert says.in_(language) in shown.words
    assert "a secret" not in shown.text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_refused_step_shows_every_finding_and_where_it_is_mended(
    world: World, pages: Pages, language: str
):
    number = world.a_case()

    def answer(request: Request) -> None:
        request.state.mend = {"figures": "/mended-here"}
        world.acts(number, Action.APPRAISE, "secretary")

    shown = pages.speak(language).get(answered_by(pages, answer), 409)

    assert "/mended-here" in shown.text
    assert "/cases/DB-2018-001" in shown.links.values()
    assert shown.text.count('<li class="finding ') > 5


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_stale_form_shows_what_changed_and_keeps_what_was_typed(
    world: World, pages: Pages, language: str
):
    number = world.a_case()
    address = f"/cases/{number}/actions/return_dossier"
    form = pages.speak(language).get(address).form(address)
    world.enters(number, Phase.PROPOSAL, criteria())
    before = world.row(number)

    stale = pages.send(form, 409, missing_list="Trộm cắp <b>giảm</b> so với năm trước")

    assert before == world.row(number)
    assert "Trộm cắp &lt;b&gt;giảm&lt;/b&gt; so với năm trước</textarea>" in stale.text
    assert stale.text.count("<li>") >= 1
    assert address in stale.links.values()
    assert f"/cases/{number}" in stale.links.values()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("closed", ["figures/review", "actions/recognize"])
def test_a_step_that_is_not_there_leads_back_to_the_case(
    world: World, pages: Pages, closed: str, language: str
):
    number = world.a_case()

    shown = pages.speak(language).get(f"/cases/{number}/{closed}", 409)

    back = {"vi": "Về hồ sơ", "en": "Back to the case"}[language]
    assert f"/cases/{number}" == shown.links[back]


def test_a_case_that_is_not_there_leads_to_the_first_page(pages: Pages):
    shown = pages.get("/cases/DB-2018-999", 404)

    assert "/" == shown.links["Về trang đầu"]


def test_a_method_a_page_does_not_take_is_answered_with_a_page(pages: Pages):
    answer = pages.client.delete("/plans")

    assert answer.status_code == 405
    assert "Trang này không nhận yêu cầu vừa gửi" in answer.text


def test_a_role_that_is_missing_is_named(pages: Pages):
    shown = pages.get("/cases/new", 403)

    assert "Cán bộ lập hồ sơ" in shown.words
    assert "Thư ký Hội đồng thẩm định" in shown.text
