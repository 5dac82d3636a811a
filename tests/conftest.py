"""What every test run shares: two markers that follow the folder, Chromium, and a true count."""

import os
import shutil
from pathlib import Path

import pytest

from tests.databases import (
    engine,
    postgresql_engine,
    postgresql_orders,
    postgresql_server,
    sqlite_engine,
    sqlite_template,
)
from tests.worlds import (
    either_world,
    postgresql_world,
    world,
    world_on_postgresql,
    world_template,
)

__all__ = [
    "either_world",
    "engine",
    "postgresql_engine",
    "postgresql_orders",
    "postgresql_server",
    "postgresql_world",
    "sqlite_engine",
    "sqlite_template",
    "world",
    "world_on_postgresql",
    "world_template",
]

ROOT = Path(__file__).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
COUNTED = ("browser", "postgres")


def find_chromium() -> str | None:
    """The browser named by CHROMIUM, or the first one installed here."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else CHROMIUM))
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; without one a browser test fails."""
    path = find_chromium()
    assert path, "no Chromium: install it (apt install chromium) or name it in CHROMIUM"
    return path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their folder; where no browser is found, leave its tests out, except in CI."""
    for item in items:
        folder = item.path.relative_to(ROOT).parts[0]
        if folder in COUNTED:
            item.add_marker(folder)
    if find_chromium() or os.environ.get("CI"):
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many browser and PostgreSQL tests really ran, and why some did not."""
    done = [
        report
        for outcome in ("passed", "failed", "error")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
    ]
    ran = {mark: sum(mark in report.keywords for report in done) for mark in COUNTED}
    terminalreporter.section("where they ran")
    terminalreporter.line(", ".join(f"{mark} tests run: {count}" for mark, count in ran.items()))
    if not find_chromium() and not os.environ.get("CI"):
        terminalreporter.line(
            "Không thấy Chromium: các kiểm thử trình duyệt đã được bỏ ra ngoài. "
            "No Chromium found: the browser tests were left out."
        )
