"""Passwords: hashed with Argon2id, and never compared in any other way."""

from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from states.terms import Text
from workflow.errors import InvalidInput

SHORTEST, LONGEST = 12, 1024
MEMORY_KIB = 19 * 1024
AT_ONCE = 4
# Of a password nobody knows: an unknown login takes as long to refuse as a known one.
NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$nitMAtCNd59jG+ha+2p83w"
    "$ioH9A4usqE/yaUICGIMiBQjrimcNawpN5ckmbRF3sjQ"
)
_SCHEME = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=MEMORY_KIB, parallelism=1),))
_TURNS = BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """Return the hash that is kept instead of a password.

    Raises InvalidInput for one that is too short or too long; what it is made of is free.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        says = Text(
            f"Mật khẩu phải có từ {SHORTEST} đến {LONGEST} ký tự.",
            f"A password has {SHORTEST} to {LONGEST} characters.",
        )
        raise InvalidInput(says, field="password")
    with _TURNS:
        return _SCHEME.hash(password)


def matches(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Whether a password is the one kept, and its new hash when the kept one is out of date.

    None, for a login nobody has, takes the same time and never matches.
    """
    with _TURNS:
        same, renewed = _SCHEME.verify_and_update(password, kept or NOBODYS_HASH)
    return same and kept is not None, renewed
