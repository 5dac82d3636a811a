"""The race: the clients take turns, so that whatever else the machine does meets all of them."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from time import perf_counter
from typing import Protocol

ONE, EIGHT = 1, 8


class Client(Protocol):
    """Somebody who can do the move to a case by its number."""

    name: str

    def move(self, number: str) -> None:
        """Do the move and commit it."""


@dataclass(slots=True)
class Result:
    """Moves per second of each client in each repetition, and the cases each has moved."""

    rates: dict[str, list[float]] = field(default_factory=dict)
    moved: dict[str, list[str]] = field(default_factory=dict)

    def ratios(self, name: str, of: str) -> list[float]:
        """How many times faster one client was than another, repetition by repetition."""
        pairs = zip(self.rates[name], self.rates[of], strict=True)
        return [ours / theirs for ours, theirs in pairs]


def race(
    clients: Sequence[Client],
    numbers: Iterator[str],
    *,
    threads: int,
    repetitions: int,
    moves: int,
) -> Result:
    """Let each client move its cases in turn, the order turning with every repetition.

    Each client keeps its threads, and with them its connections, from a warm-up on.
    """
    result = Result()
    pools = {client.name: ThreadPoolExecutor(threads) for client in clients}
    for client in clients:
        _timed(client, pools[client.name], [*islice(numbers, 5 * threads)], result)
    result.rates.clear()
    # What the libraries of one client left in memory shall not slow the others down.
    gc.collect()
    gc.freeze()
    for turn in range(repetitions):
        first = turn % len(clients)
        for client in (*clients[first:], *clients[:first]):
            _timed(client, pools[client.name], [*islice(numbers, moves)], result)
    for pool in pools.values():
        pool.shutdown()
    return result


def needed(clients: int, *, repetitions: int, moves: int) -> int:
    """How many cases the races with one thread and with eight use up."""
    return clients * sum(5 * threads + repetitions * moves for threads in (ONE, EIGHT))


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """The median, the least and the greatest."""
    return median(values), min(values), max(values)


def _timed(client: Client, pool: ThreadPoolExecutor, cases: list[str], result: Result) -> None:
    begun = perf_counter()
    for _ in pool.map(client.move, cases):
        pass
    took = perf_counter() - begun
    result.rates.setdefault(client.name, []).append(len(cases) / took)
    result.moved.setdefault(client.name, []).extend(cases)
