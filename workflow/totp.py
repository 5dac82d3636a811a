"""Codes of a second factor: those of an authenticator (RFC 6238), and those for its loss.

A recovery code holds 80 random bits, so its plain SHA-256 gives nothing away.
"""

import hashlib
import hmac
import secrets
from base64 import b32encode
from datetime import datetime

import pyotp

STEP_SECONDS, DIGITS = 30, 6
EITHER_SIDE = 1
RECOVERY_CODES, RECOVERY_BYTES, RECOVERY_GROUP = 10, 10, 4
ISSUER = "chuyenhoa"


def new_secret() -> str:
    """Return a new secret of 160 random bits, in the letters authenticators take."""
    return pyotp.random_base32()


def address_of(secret: str, login: str) -> str:
    """Return the otpauth address that an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, typed: str, *, at: datetime) -> int | None:
    """Return the half minute a code is of: this one or one beside it; None for a wrong code."""
    codes = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    now = int(at.timestamp()) // STEP_SECONDS
    given = tidied(typed)
    found = None
    for step in range(now - EITHER_SIDE, now + EITHER_SIDE + 1):
        if hmac.compare_digest(codes.generate_otp(step).encode(), given.encode()):
            found = step
    return found


def new_recovery_codes() -> tuple[str, ...]:
    """Return new recovery codes, as they are shown this once."""
    return tuple(_grouped(secrets.token_bytes(RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))


def recovery_hash(typed: str) -> str:
    """Return what is kept of a recovery code, however its letters are grouped."""
    return hashlib.sha256(tidied(typed).encode()).hexdigest()


def tidied(typed: str) -> str:
    """Return a code without the blanks and strokes people type, in capitals."""
    return "".join(sign for sign in typed if sign.isalnum()).upper()


def _grouped(drawn: bytes) -> str:
    letters = b32encode(drawn).decode()
    groups = range(0, len(letters), RECOVERY_GROUP)
    return "-".join(letters[start : start + RECOVERY_GROUP] for start in groups)
