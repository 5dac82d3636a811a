"""Which new passwords are refused: those that others guess. What one is made of is free.

Offline, by a list kept here (`guessed_passwords/VENDORED.md`): nothing typed ever leaves.
"""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from states.terms import Text
from workflow.errors import InvalidInput
from workflow.folding import folded

FEWEST_SIGNS, SHORTEST_REST, SHORTEST_WORD, LONGEST_PERIOD = 5, 8, 3, 11
# What the list, which was put together elsewhere, does not know.
CHOSEN_HERE = ("matkhau", "anhyeuem", "emyeuanh", "congan", "conganxa", "vietnam", "quantri")
PRODUCT = ("chuyenhoa", "dia ban")
_LIST = Path(__file__).parent / "guessed_passwords" / "passwords.txt"


def refuse_guessable(password: str, *, about: Iterable[str] = ()) -> None:
    """Refuse a new password that is known, regular, or hardly more than a known name.

    `about` is what others know of its owner: the login and the name.

    Raises InvalidInput, at the field "password".
    """
    bare = folded(password)
    if _is_well_known(bare):
        raise InvalidInput(WELL_KNOWN, field="password")
    if _is_regular(bare):
        raise InvalidInput(REGULAR, field="password")
    if len(_rest(bare, (*PRODUCT, *about))) < SHORTEST_REST:
        raise InvalidInput(NAMES_ITS_OWNER, field="password")


WELL_KNOWN = Text(
    "Mật khẩu này nằm trong danh sách mật khẩu phổ biến; hãy chọn mật khẩu khác, "
    "chẳng hạn bốn từ không liên quan đến nhau.",
    "This password is on the list of common ones; choose another, for example four words that "
    "have nothing to do with each other.",
)
REGULAR = Text(
    "Mật khẩu này chỉ lặp lại vài ký tự hoặc một dãy; hãy chọn mật khẩu khác.",
    "This password only repeats a few signs or a sequence; choose another.",
)
NAMES_ITS_OWNER = Text(
    "Mật khẩu này gần như chỉ gồm tên của bạn, tên đăng nhập hoặc tên hệ thống; hãy chọn mật "
    "khẩu khác.",
    "This password is hardly more than your name, your user name or the name of the system; "
    "choose another.",
)


@cache
def _known() -> frozenset[str]:
    return frozenset(_LIST.read_text(encoding="utf-8").split()) | frozenset(CHOSEN_HERE)


def _is_well_known(bare: str) -> bool:
    letters = "".join(sign for sign in bare if sign.isalpha())
    return bare in _known() or letters in _known()


def _is_regular(bare: str) -> bool:
    bare = bare.replace(" ", "")
    if len(set(bare)) < FEWEST_SIGNS:
        return True
    period = (bare + bare).find(bare, 1)
    if period <= LONGEST_PERIOD and period < len(bare):
        return True
    steps = [ord(after) - ord(before) for before, after in pairwise(bare)]
    return all(abs(step) <= 1 or abs(step) == ord("9") - ord("0") for step in steps)


def _rest(bare: str, known: Iterable[str]) -> str:
    """Return what remains of a password without the words that are known."""
    words = {word for text in known for word in (folded(text), *folded(text).split())}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            bare = bare.replace(word, "")
    return bare
