"""A served product with a clock that can be set, and a real browser to use it."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from tests.people_and_places import AT, PASSWORD
from web.app import create_app
from workflow.settings import Mode, Settings

WIDTHS = (1280, 390)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Site:
    """The product as it is served: its address, its clock, and a browser."""

    address: str
    database: Path
    browser: Browser
    now: datetime = AT

    @contextmanager
    def visited_by(self, login: str, *, width: int = 1280, scripts: bool = True) -> Iterator[Page]:
        """Sign in as somebody of the small world, in a window of its own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, bypass_csp=True
        )
        page = context.new_page()
        page.goto(f"{self.address}/sign-in")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("main button")
        yield page
        context.close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests; each visit has a window of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(browser: Browser, world_template: Path, tmp_path: Path) -> Iterator[Site]:
    """The product served on a free port over a fresh small world."""
    database = tmp_path / "site.sqlite3"
    shutil.copyfile(world_template, database)
    settings = Settings(mode=Mode.DEVELOPMENT, database_url=f"sqlite:///{database}")
    here = Site("", database, browser)
    app = create_app(settings, clock=lambda: here.now)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    here.address = f"http://127.0.0.1:{port}"
    yield here
    server.should_exit = True
    thread.join()
    app.state.engine.dispose()
