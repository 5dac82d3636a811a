"""The names of the cookies that say who is there."""

from workflow.settings import Settings


def session_cookie(settings: Settings) -> str:
    """Return the name of the session's cookie; `__Host-` binds it to https and to this host."""
    return "__Host-session" if settings.secure_cookies else "session"


def stranger_cookie(settings: Settings) -> str:
    """Return the name of the cookie behind the sign-in form's key."""
    return "__Host-form" if settings.secure_cookies else "form"
