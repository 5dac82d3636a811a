"""The headers every answer leaves with."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONLY_HTTPS = "max-age=63072000; includeSubDomains"
NOT_KEPT, KEPT = "no-store", "public, max-age=3600"


class SafeAnswers:
    """Around the whole product: every answer, a failure's too, leaves with the same headers."""

    def __init__(self, app: ASGIApp, *, only_https: bool) -> None:
        """Keep what is inside, and whether browsers are told to stay with https."""
        self.app, self.only_https = app, only_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and put the headers on its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, self._sealing(scope, send))

    def _sealing(self, scope: Scope, send: Send) -> Send:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                is_static = scope["path"].startswith("/static/") and message["status"] < 400
                headers["Cache-Control"] = KEPT if is_static else NOT_KEPT
                if self.only_https:
                    headers["Strict-Transport-Security"] = ONLY_HTTPS
            await send(message)

        return sealed
