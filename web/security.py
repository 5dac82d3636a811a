"""What keeps the pages safe: forms only we made, local addresses only."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from states.terms import Role
from web.typed import words
from workflow.deeds.signing_in import SignedIn

LARGEST_BODY = 1024 * 1024
MOST_FIELDS = 1000
LONGEST_FIELD, LONGEST_NAME = 64 * 1024, 100
KEY_FIELD, SEEN_FIELD = "form_key", "seen"
# Never shown again, on whatever page of a refusal.
SECRET_FIELDS = frozenset({"password", "present", "again", "code", "token"})
FORM_TYPE = "application/x-www-form-urlencoded"
OWN_PAGE = frozenset({"same-origin", "none"})
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]*")
_VERSION = re.compile(r"[1-9][0-9]{0,17}")


class NotSignedIn(Exception):
    """Nobody is signed in, or the session has ended."""


class WrongRole(Exception):
    """The person holds none of the roles a page is for; `roles` names them."""

    def __init__(self, roles: tuple[Role, ...]) -> None:
        """Keep the roles for the page."""
        super().__init__(", ".join(roles))
        self.roles = roles


class SecondFactorNeeded(Exception):
    """The person holds a role that asks for a second factor, and has none yet."""


class ForgedForm(Exception):
    """A form came from elsewhere, or carries a key that is not its own."""


class MalformedForm(Exception):
    """A form has fields it cannot have: repeated, unknown, unreadable, or too many."""


class TooLarge(Exception):
    """More was sent than any form of ours holds."""


class TypedForm(BaseModel):
    """What a form may hold: a page lists its fields, all text; a tuple takes several of a name.

    Everything but a SecretStr is read as `typed.words` reads it: NFC, trimmed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


F = TypeVar("F", bound=TypedForm)


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of one form, read once; a field may stand in it several times."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return a field as it was typed, "" when it is not there.

        Raises MalformedForm when it stands there twice.
        """
        given = self.fields.get(name, ())
        if len(given) > 1:
            raise MalformedForm(name)
        return given[0] if given else ""

    def read(self, shape: type[F]) -> F:
        """Return the form in its shape; the form's key is left out.

        Raises MalformedForm for a field that is unknown, missing, or repeated where one is meant.
        """
        given = {name: self._as(shape, name) for name in self.fields if name != KEY_FIELD}
        try:
            return shape.model_validate(given)
        except ValidationError as fault:
            raise MalformedForm(str(fault.error_count())) from fault

    def named(self, *names: str) -> dict[str, str]:
        """Return exactly these fields, "" for one that is not there.

        Raises MalformedForm when the form has another one, or one twice.
        """
        if unknown := self.fields.keys() - {KEY_FIELD, *names}:
            raise MalformedForm(", ".join(sorted(unknown)))
        return {name: words(self.one(name)) for name in names}

    def _as(self, shape: type[F], name: str) -> str | tuple[str, ...]:
        meant = shape.model_fields.get(name)
        if meant is not None and meant.annotation is SecretStr:
            return self.one(name)
        if meant is not None and meant.annotation == tuple[str, ...]:
            return tuple(words(value) for value in self.fields[name])
        return words(self.one(name))


async def read_form(request: Request) -> Posted:
    """Read the one form a request brings; a GET brings none.

    Raises ForgedForm when another site sent it, TooLarge, and MalformedForm.
    """
    if request.method in ("GET", "HEAD"):
        return Posted()
    if not comes_from_us(request):
        raise ForgedForm
    typed, _, _ = request.headers.get("content-type", "").partition(";")
    if typed.strip().lower() != FORM_TYPE:
        raise MalformedForm("content type")
    if announced(request) > LARGEST_BODY:
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise TooLarge
    return _parsed(bytes(body))


def announced(request: Request) -> int:
    """Return how many bytes a request says it brings; nothing of it has been read yet."""
    says = request.headers.get("content-length", "")
    return int(says) if says.isascii() and says.isdigit() else 0


def address_of(request: Request) -> str:
    """Return the address a request comes from; a trusted proxy's word is the server's matter."""
    return request.client.host if request.client else ""


def comes_from_us(request: Request) -> bool:
    """Whether a page of ours sent a request; a browser that says nothing is not believed."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN_PAGE
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def key_for(secret: str, *parts: str) -> str:
    """Return the key of a form: a code over its parts that only this session's secret makes."""
    return hmac.digest(secret.encode(), "\x1f".join(parts).encode(), "sha256").hex()


def check_key(given: str, expected: str) -> None:
    """Raise ForgedForm unless a form brings the key expected."""
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise ForgedForm


def form_token(signed: SignedIn, *parts: str) -> str:
    """Return the key of a form of one signed-in person; without parts, that of every form."""
    return key_for(signed.form_key, signed.person.hex, *parts)


def check_token(signed: SignedIn, token: str, *parts: str) -> None:
    """Raise ForgedForm unless this is the token `form_token` made of the same parts."""
    check_key(token, form_token(signed, *parts))


def seen_token(signed: SignedIn, action: str, number: str, version: int) -> str:
    """Return what an action's form carries: the version of the case it was opened on, sealed."""
    return f"{version}.{form_token(signed, action, number, str(version))}"


def seen_version(signed: SignedIn, token: str, action: str, number: str) -> int:
    """Return the version of the case that a form was opened on.

    Raises ForgedForm when the token was made for another person, action, case or version.
    """
    version, _, sealed = token.partition(".")
    if not _VERSION.fullmatch(version):
        raise ForgedForm
    check_token(signed, sealed, action, number, version)
    return int(version)


def local_path(address: str) -> str:
    """Return an address of our own site, "/" for any other."""
    return address if _LOCAL.fullmatch(address) else "/"


def _parsed(body: bytes) -> Posted:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as fault:
        raise MalformedForm(str(fault)) from fault
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if len(name) > LONGEST_NAME or len(value) > LONGEST_FIELD:
            raise TooLarge
        fields[name] = (*fields.get(name, ()), value)
    return Posted(fields)
