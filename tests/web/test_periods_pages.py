"""Pausing and extending the running period on its pages."""

import pytest

from states.terms import CaseState
from tests.builders import World
from tests.pages import Pages

WORDS = {"reason": "Bão, lũ", "rests_on": "CV 15/BCĐ ngày 01/6/2019"}


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine).signed_in("committee_office")


def test_a_period_is_paused_the_pause_ended_and_the_period_extended(
    world: World, pages: Pages
) -> None:
    number = world.a_case(CaseState.MONITORING)
    address = f"/cases/{number}/period"
    case = pages.get(f"/cases/{number}")
    pages.speak("en").get(f"{address}/pause")
    form = pages.speak("vi").get(case.links["Tạm dừng thời hạn"]).form(f"{address}/pause")

    paused = pages.follow(pages.send(form, since="10/6/2019", **WORDS))

    assert "đang tạm dừng" in paused.words
    assert "Không thấy văn bản quy định việc tạm dừng" in paused.words
    form = pages.get(paused.links["Kết thúc tạm dừng"]).form(f"{address}/end-of-pause")
    ended = pages.follow(pages.send(form, until="30/11/2019"))
    assert "Tạm dừng 10/06/2019–30/11/2019: Bão, lũ." in ended.words
    form = pages.get(ended.links["Gia hạn"]).form(f"{address}/extension")
    extended = pages.follow(pages.send(form, months="1", days="", **WORDS))
    assert "Gia hạn 1 tháng từ 02/12/2019" in extended.words
    assert "tạm dừng 174 ngày" in extended.words
    entry = pages.get(extended.links["Lịch sử hồ sơ"])
    assert "Thêm 1 tháng" in entry.words
    pages.speak("en").get(f"/cases/{number}")


def test_a_wrong_day_stands_at_its_field_and_what_was_typed_stays(
    world: World, pages: Pages
) -> None:
    number = world.a_case(CaseState.MONITORING)
    address = f"/cases/{number}/period/pause"

    answer = pages.send(pages.get(address).form(address), 422, since="1/1/2018", **WORDS)

    assert "Ngày phải từ 21/03/2019 đến 20/09/2019" in answer.words
    assert "Bão, lũ" in answer.words


def test_others_see_the_pause_and_cannot_change_it(world: World, pages: Pages) -> None:
    number = world.a_case(CaseState.MONITORING)
    address = f"/cases/{number}/period/pause"
    pages.send(pages.get(address).form(address), since="10/6/2019", **WORDS)

    seen = pages.signed_in("officer").get(f"/cases/{number}")

    assert "Tạm dừng từ 10/06/2019" in seen.words
    assert "Kết thúc tạm dừng" not in seen.links
