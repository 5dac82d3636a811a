"""Free text is about places: a person with an identity number is turned away, a sum is not."""

import pytest

from workflow.errors import InvalidInput
from workflow.privacy import points_at_a_person, refuse_personal


@pytest.mark.parametrize(
    "words",
    [
        "Nguyễn Văn An, 001099012345",
        "CCCD 001 099 012 345",
        "đối tượng Lò Thị Hoa (số 023456789)",
        "chứng minh 023 456 789",
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
    ],
)
def test_counts_sums_and_names_of_places_do_not(words: str) -> None:
    refuse_personal(words, field="argument")

    assert not points_at_a_person(words)
