"""New passwords: what others guess is refused, and what one is made of is free."""

import pytest

from workflow.errors import InvalidInput
from workflow.password_rules import NAMES_ITS_OWNER, REGULAR, WELL_KNOWN, refuse_guessable
from workflow.passwords import hashed

OWNER = ("thu.nguyen", "Nguyễn Văn Thử")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("qwerty123456", WELL_KNOWN),
        ("Password1234", WELL_KNOWN),
        ("Mật khẩu 2024!", WELL_KNOWN),
        ("!!!iloveyou!!!", WELL_KNOWN),
        ("aaaaaaaaaaaaaaaa", REGULAR),
        ("abababababab", REGULAR),
        ("xyzwk xyzwk xyzwk ", REGULAR),
        ("tamtaytamtaytamtay", REGULAR),
        ("abcdefghijklmn", REGULAR),
        ("0123456789012345", REGULAR),
        ("thu.nguyen12345", NAMES_ITS_OWNER),
        ("NguyễnVănThử2024", NAMES_ITS_OWNER),
        ("chuyenhoa-1234", NAMES_ITS_OWNER),
    ],
)
def test_a_password_others_guess_is_refused(password: str, says: object):
    with pytest.raises(InvalidInput) as refusal:
        refuse_guessable(password, about=OWNER)

    assert refusal.value.says in {WELL_KNOWN, REGULAR, NAMES_ITS_OWNER}
    assert (refusal.value.says, refusal.value.field) == (says, "password")


@pytest.mark.parametrize(
    "password",
    [
        "mật khẩu đủ dài",
        "con trâu ăn cỏ ven sông",
        "kzpwtrvmqhgd",
        "83 50 17 29 64 02",
        "Nguyễn Văn Thử đi câu cá",
        "x9" + "dài lắm " * 11 + "thật đấy",
        "🐃🌾🏞️ ba biểu tượng nhé",
    ],
)
def test_what_a_password_is_made_of_is_free(password: str):
    refuse_guessable(password, about=OWNER)

    assert hashed(password).startswith("$argon2id$")


def test_a_password_of_sixty_four_signs_and_more_is_taken():
    words = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba"

    refuse_guessable(words)

    assert len(words) > 64
    assert hashed(words)
