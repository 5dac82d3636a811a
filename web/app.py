"""The product put together: settings, database, plans, pages."""

from collections.abc import Callable
from datetime import datetime
from importlib import metadata

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

from web.cookies import NewTokens
from web.dependencies import admissions, system_clock
from web.errors import answer_errors
from web.headers import SafeAnswers
from web.page import STATIC
from web.routes import (
    account,
    ballots,
    case_council,
    case_decision,
    casefile,
    cases,
    confirming,
    corrections,
    councils,
    decision_lines,
    decisions,
    delegations,
    dockets,
    endings,
    figures,
    grants,
    handing_over,
    history,
    history_export,
    inbox,
    inherit,
    new_password,
    password,
    password_links,
    people,
    periods,
    permissions,
    plans,
    recording,
    reminders,
    seats,
    second_factor,
    second_step,
    sign_in,
    sitting,
    sittings,
    taking_out,
    waiver_asking,
    waivers,
)
from workflow.book import load_book
from workflow.database import open_engine
from workflow.settings import Settings

# "/cases/new" and "/cases/inherit" have to stand before "/cases/{number}".
ROUTERS = (
    sign_in.router,
    second_step.router,
    confirming.router,
    account.router,
    password.router,
    second_factor.router,
    new_password.router,
    password_links.router,
    taking_out.router,
    inbox.router,
    reminders.router,
    cases.router,
    inherit.router,
    figures.router,
    casefile.router,
    case_council.router,
    case_decision.router,
    waiver_asking.router,
    periods.router,
    handing_over.router,
    decisions.router,
    decision_lines.router,
    recording.router,
    history.router,
    corrections.router,
    waivers.router,
    history_export.router,
    permissions.router,
    plans.router,
    grants.router,
    people.router,
    councils.router,
    seats.router,
    delegations.router,
    sittings.router,
    sitting.router,
    dockets.router,
    ballots.router,
    endings.router,
)


class UndeclaredRoute(Exception):
    """A route does not say who may use it; the product does not start."""


class Product(FastAPI):
    """FastAPI with every answer made safe, those of its outermost failure page too."""

    def build_middleware_stack(self) -> ASGIApp:
        """Wrap the whole stack in what every answer carries."""
        settings = self.state.settings
        pages = NewTokens(super().build_middleware_stack(), settings=settings)
        return SafeAnswers(pages, only_https=settings.secure_cookies)


def create_app(settings: Settings, *, clock: Callable[[], datetime] = system_clock) -> Product:
    """Put the product together; nothing is served or connected yet.

    Raises UndeclaredRoute when a route does not say who may use it.
    """
    app = Product(title="chuyenhoa", version=_version(), openapi_url=None)
    app.state.settings = settings
    app.state.clock = clock
    app.state.engine = open_engine(settings.database_url)
    app.state.book = load_book(settings.plan_directories)
    app.state.routes = routes()
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        require_declared(router)
        app.include_router(router)
    answer_errors(app)
    return app


def routes() -> tuple[APIRoute, ...]:
    """Return every route of the pages, in the order they are tried."""
    every = (route for router in ROUTERS for route in router.routes)
    return tuple(route for route in every if isinstance(route, APIRoute))


def require_declared(router: APIRouter) -> None:
    """Raise UndeclaredRoute for a route that does not say who may use it."""
    for route in router.routes:
        if not isinstance(route, APIRoute) or not admissions(route):
            raise UndeclaredRoute(str(route))


def _version() -> str:
    try:
        return metadata.version("chuyenhoa")
    except metadata.PackageNotFoundError:
        return "0"
