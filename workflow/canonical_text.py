"""RFC 8785 text in Unicode NFC: the one form in which things are written before they are hashed.

The library `rfc8785` is the authority; the library `orjson` writes the same bytes many times
faster for what an entry holds, and a property test compares the two.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

import orjson
import rfc8785

_EXACTLY = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
)
_PUNCTUATION_AND_DIGITS = b"{}[]:,-0123456789"
_WORDS = (b"null", b"true", b"false")
# Beyond the basic plane, keys sort otherwise in UTF-8 than in the UTF-16 of RFC 8785.
_BASIC_PLANE = bytes(range(0xF0))


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return RFC 8785 text in NFC, as the UTF-8 bytes that are hashed.

    Raises TypeError for anything but texts, whole numbers within 53 bits, true, false, null,
    lists and objects with texts for keys: nothing else is held exactly.
    """
    written = orjson.dumps(content, option=_EXACTLY)
    _refuse_fractions(written)
    composed = unicodedata.is_normalized("NFC", written.decode())
    if composed and not written.translate(None, _BASIC_PLANE):
        return written
    return rfc8785.dumps(_composed(content))


def _refuse_fractions(written: bytes) -> None:
    """Refuse numbers with a fraction or an exponent: no reader need read them back alike."""
    if b"\\" in written:
        written = written.replace(rb"\\", b"").replace(rb"\"", b"")
    outside_texts = b"".join(written.split(b'"')[::2])
    left = outside_texts.translate(None, _PUNCTUATION_AND_DIGITS)
    for word in _WORDS:
        left = left.replace(word, b"")
    if left:
        raise TypeError("an entry holds no fraction")


def _composed(value: Any) -> Any:  # noqa: ANN401 - walks every shape of the facts
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {_composed(key): _composed(part) for key, part in value.items()}
        case list() | tuple():
            return [_composed(part) for part in value]
    return value
