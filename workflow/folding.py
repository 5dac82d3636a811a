"""Two written forms of a Vietnamese text: one to find it by, one to sort it by.

Both are kept in columns beside the name, so that every database searches and sorts alike.
"""

import re
import unicodedata

_ALIKE = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "–": "-",
        "—": "-",
    }
)
_SPACE = re.compile(r"\s+")
_AFTER_APOSTROPHE = re.compile(r"' +")
_PIECE = re.compile(r"\d+|[^\W\d_]+|.", re.DOTALL)

_NUMBER_LENGTH = 6
_SPACE_CODE = "01"
_SIGN_CODE = "02"
_DIGIT_LEAD = "1"
_END_OF_LETTERS = "00"
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_RANKS = {
    ("a", _BREVE): "1",
    ("a", _CIRCUMFLEX): "2",
    ("e", _CIRCUMFLEX): "1",
    ("o", _CIRCUMFLEX): "1",
    ("o", _HORN): "2",
    ("u", _HORN): "1",
}
_OTHER_RANK = "3"
_SHAPES = (_BREVE, _CIRCUMFLEX, _HORN)
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def folded(text: str) -> str:
    """Return the text as it is searched: small letters, no marks, đ as d, single spaces.

    "Hòa" and "Hoà" become equal, and so do "K’ Dang" and "K'Dang".
    """
    spread = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).lower())
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    single = _SPACE.sub(" ", bare.translate(_ALIKE)).strip()
    return _AFTER_APOSTROPHE.sub("'", single)


def vi_key(text: str) -> str:
    """Return a text whose plain order is the Vietnamese order of `text`.

    Letters decide first (a ă â b c d đ e ê … o ô ơ … u ư …), tones after them (none, huyền, hỏi,
    ngã, sắc, nặng), and numbers count as numbers: "Phường 2" stands before "Phường 10".
    The key is made of small Latin letters and digits alone, two signs for each sign of the text,
    so that databases of any collation sort it alike.
    """
    tidy = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip().lower()
    pieces = [_piece_key(piece) for piece in _PIECE.findall(tidy)]
    letters = "".join(key for key, _ in pieces)
    tones = "".join(tone for _, tone in pieces)
    return letters + _END_OF_LETTERS + tones


def _piece_key(piece: str) -> tuple[str, str]:
    if piece == " ":
        return _SPACE_CODE, ""
    if piece.isdecimal():
        digits = str(int(piece)).zfill(_NUMBER_LENGTH)
        return "".join(_DIGIT_LEAD + digit for digit in digits), ""
    if not piece.isalpha():
        return _SIGN_CODE, ""
    return "".join(_letter_key(letter) for letter in piece), _tone(piece)


def _letter_key(letter: str) -> str:
    if letter in "đð":
        return "d1"
    spread = unicodedata.normalize("NFD", letter)
    first = spread[0]
    if not first.isascii():
        return _SIGN_CODE
    shape = next((mark for mark in spread if mark in _SHAPES), None)
    return first + ("0" if shape is None else _RANKS.get((first, shape), _OTHER_RANK))


def _tone(syllable: str) -> str:
    marks = unicodedata.normalize("NFD", syllable)
    return next((_TONES[mark] for mark in marks if mark in _TONES), "0")
