"""Free text is about places: a person with an identity number is turned away, a sum is not."""

from datetime import date
from typing import Any

import pytest

from states.figures import count
from states.terms import Action, Phase
from tests.builders import World, minutes
from workflow.errors import InvalidInput
from workflow.privacy import points_at_a_person, refuse_personal

A_PERSON = "Nguyễn Văn An, số 040.092.001234"


@pytest.mark.parametrize(
    "words",
    [
        "Nguyễn Văn An, 001099012345",
        "CCCD 001 099 012 345",
        "đối tượng Lò Thị Hoa (số 023456789)",
        "chứng minh 023 456 789",
        "Nguyễn Văn An, 040.092.001234",
        "Nguyễn Văn An 0400 9200 1234",
        "CCCD 040.092.001.234",
        "căn cước 040-092-001234",
        "CCCD 040 092001234",
        "CCCD 040092 001234.",
        "CMND 023.456.789",
    ],
)
def test_an_identity_number_with_a_name_points_at_a_person(words: str) -> None:
    assert points_at_a_person(words)
    with pytest.raises(InvalidInput) as refusal:
        refuse_personal(words, field="argument")
    assert "argument" == refusal.value.field


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Trộm cắp tăng tại xã Ea Kar, 12 vụ năm 2025",
        "Thiệt hại 500000000 đồng tại xã Ea Kar",
        "Thiệt hại 120.000.000 đồng tại xã Ea Kar",
        "Đường dây nóng 0912345678 của xã Ea Kar",
        "Báo cáo 123456789/BC tại xã Ea Kar",
        "tổng cộng 123456789",
        "Thực hiện Kế hoạch 8183/KH-UBND của Ủy ban nhân dân tỉnh Đắk Lắk",
        "Quyết định số 0400/2018/QĐ-UBND xã Ea Kar",
        "Thu giữ 123.456.789 viên tại xã Ea Kar",
        "Thu giữ 120.000.000.000 viên tại xã Ea Kar",
        "Đường dây nóng 0912 345 678 của xã Ea Kar",
        "Điện thoại 024.3825.1234 của xã Ea Kar",
        "từ 01.02.2018 có 3 vụ tại xã Ea Kar",
    ],
)
def test_counts_sums_and_names_of_places_do_not(words: str) -> None:
    refuse_personal(words, field="argument")

    assert not points_at_a_person(words)


def test_a_case_is_not_opened_on_a_text_about_a_person(world: World) -> None:
    with pytest.raises(InvalidInput) as refusal:
        world.opens(argument=A_PERSON)

    assert "argument" == refusal.value.field
    world.opens(argument="Trộm cắp tăng theo Kế hoạch 8183/KH-UBND tỉnh Đắk Lắk")


@pytest.mark.parametrize(
    ("action", "handed_in", "field"),
    [
        (Action.DECLINE, {"reason": A_PERSON}, "reason"),
        (Action.RETURN_DOSSIER, {"missing_list": A_PERSON}, "missing_list"),
    ],
)
def test_no_step_is_taken_with_a_text_about_a_person(
    world: World, action: Action, handed_in: dict[str, Any], field: str
) -> None:
    number = world.a_case()
    before = world.row(number)

    with pytest.raises(InvalidInput) as refusal:
        world.acts(number, action, "secretary", minutes=minutes(date(2018, 3, 1)), **handed_in)

    assert (field, before) == (refusal.value.field, world.row(number))


@pytest.mark.parametrize("field", ["document", "body", "reason"])
def test_no_figure_is_entered_with_a_text_about_a_person(world: World, field: str) -> None:
    number = world.a_case()
    before = world.row(number)

    with pytest.raises(InvalidInput) as refusal:
        world.enters(number, Phase.PROPOSAL, {"b1_vu_ma_tuy": count(1)}, **{field: A_PERSON})

    assert (field, before) == (refusal.value.field, world.row(number))
