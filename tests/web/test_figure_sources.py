"""Where the figures of a form come from: offered again, corrected, and shown before storing."""

from datetime import date

import pytest

from states.figures import count
from states.terms import Phase
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Form, Pages


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine).signed_in("officer")


def asked(pages: Pages, number: str, group: str) -> Form:
    address = f"/cases/{number}/figures/proposal?group={group}"
    return pages.get(address).form(address)


def test_a_form_opens_with_the_paper_last_reported_and_sent_back_changes_nothing(
    world: World, pages: Pages
):
    number = world.a_case()
    more = {"document_date": date(2018, 1, 5), "document": "31/BC-CAX"}
    world.enters(number, Phase.PROPOSAL, criteria(), **more)
    later = {"document": "45/BC-CAX", "reason": "Đếm lại"}
    world.enters(number, Phase.PROPOSAL, {"b1_vu_ma_tuy": count(9)}, **later)

    form = asked(pages, number, "a")
    same = pages.send(form, 422, stage="review")

    names = ("start", "end", "document", "document_date", "body")
    around = ["01/01/2017", "31/12/2017", "31/BC-CAX", "05/01/2018", "Công an xã"]
    assert around == [form.fields[name][0] for name in names]
    assert "Chưa có số liệu nào mới" in same.words
    assert ["45/BC-CAX"] == asked(pages, number, "b").fields["document"]


def test_another_paper_alone_is_a_correction_shown_before_it_is_stored(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {"b1_vu_ma_tuy": count(9)}, document="13/BC-CAX")
    form = asked(pages, number, "b")

    faulty = pages.send(form, 422, document="31/BC-CAX", stage="review")
    shown = pages.send(form, 200, document="31/BC-CAX", reason="Ghi nhầm số", stage="review")
    done = pages.follow(pages.send(shown.forms[-1], stage="store"))

    assert "#reason" in faulty.links.values()
    assert "01/01/2017–31/12/2017, 13/BC-CAX, Công an xã" in shown.words
    assert "kỳ hoặc nguồn khác" in shown.words
    assert "Lý do: Ghi nhầm số" in pages.get(f"/cases/{number}").words
    assert "Nhập 1 số liệu" in done.words


def test_a_changed_value_on_the_same_paper_says_nothing_of_the_source(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {"b1_vu_ma_tuy": count(9)})
    form = asked(pages, number, "b")
    typed = {"b1_vu_ma_tuy-count": "8", "reason": "Đếm lại"}

    shown = pages.send(form, 200, stage="review", **typed)

    assert "−1" in shown.words
    assert "kỳ hoặc nguồn khác" not in shown.words


def test_a_mean_per_commune_is_a_number_and_no_share(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())

    shown = pages.get(f"/cases/{number}")

    assert "1.840/184 (10)" in shown.words
    assert "1.000%" not in shown.words
