"""Loading the demo into a folder, and counting what is there."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from workflow.database import open_engine, reading
from workflow.demo.loading import load_demo
from workflow.settings import Mode, Settings

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def settings(folder: Path, mode: Mode = Mode.DEMO) -> Settings:
    """The settings of a demo in a folder."""
    return Settings(mode=mode, database_url=f"sqlite:///{folder / 'demo.sqlite3'}")


def load(folder: Path) -> list[str]:
    """Load the demo; return what was printed."""
    printed: list[str] = []
    load_demo(settings(folder), printed.append, lambda: AT)
    return printed


def count(folder: Path, table: str) -> int:
    """How many rows of a table there are."""
    engine = open_engine(settings(folder).database_url)
    with reading(engine) as session:
        number: int = session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    engine.dispose()
    return number
