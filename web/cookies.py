"""The cookies that say who is there, and how a session's new token reaches the browser.

A session gets a new token at a sign-in, a proof of identity or a change of rights. Whatever
the answer of that request is, a page or a refusal, it carries the new token.
"""

from collections.abc import MutableMapping
from http.cookies import SimpleCookie

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workflow.settings import Settings

_RENEWED = "session_token"


def session_cookie(settings: Settings) -> str:
    """Return the name of the session's cookie; `__Host-` binds it to https and to this host."""
    return "__Host-session" if settings.secure_cookies else "session"


def stranger_cookie(settings: Settings) -> str:
    """Return the name of the cookie behind the sign-in form's key."""
    return "__Host-form" if settings.secure_cookies else "form"


def hand_out(request: Request, token: str) -> None:
    """Let the answer of this request carry a session's new token."""
    setattr(request.state, _RENEWED, token)


def set_cookie(
    answer: Response, settings: Settings, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Put a cookie of ours on an answer: for this host alone, and never for a script."""
    answer.headers.append("set-cookie", _written(settings, name, value, seconds))


class NewTokens:
    """Around the pages: the answer of a request that renewed a session carries the new token."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        """Keep what is inside, and the settings that name the cookie."""
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and put the token on its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state: MutableMapping[str, object] = scope.setdefault("state", {})

        async def carrying(message: Message) -> None:
            token = state.get(_RENEWED)
            if message["type"] == "http.response.start" and token:
                lasts = int(self.settings.lasting.longest.total_seconds())
                name = session_cookie(self.settings)
                cookie = _written(self.settings, name, str(token), lasts)
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, carrying)


def _written(settings: Settings, name: str, value: str, seconds: int | None) -> str:
    cookie: SimpleCookie = SimpleCookie({name: value})
    cookie[name]["path"] = "/"
    cookie[name]["httponly"] = True
    cookie[name]["samesite"] = "lax"
    if settings.secure_cookies:
        cookie[name]["secure"] = True
    if seconds is not None:
        cookie[name]["max-age"] = seconds
    return cookie[name].OutputString()
