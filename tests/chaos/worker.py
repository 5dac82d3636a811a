"""A process that is there to be killed: `python -m tests.chaos.worker`.

It reads one order a line, forks somebody who carries it out, tells the number of that process,
waits for its end and tells how it ended. Only the forked one touches a database.
"""

import json
import os
import random
import signal
import sys
import traceback
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import Any

from sqlalchemy import event

from states.catalogue import catalogue
from states.terms import Action
from tests.builders import AT, World, book
from tests.chaos.checking import Acknowledged, written
from tests.chaos.course import goes_on
from tests.people_and_places import person_id, place_id
from workflow.database import open_engine, writing
from workflow.deeds.cases import Opening, open_case
from workflow.engine import Outcome
from workflow.errors import WorkflowError

THREADS = 4
LONGEST_LIFE = 60
FAILED = 1


class Witness:
    """An append-only file: what stands in it was told to somebody and reached the disk."""

    def __init__(self, path: str) -> None:
        self.line = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def tell(self, done: Outcome) -> None:
        """Acknowledge a deed."""
        os.write(self.line, written(Acknowledged(done.entry, done.number, done.state.value)))
        os.fsync(self.line)


def work(order: dict[str, Any]) -> None:
    """Move cases as fast as several threads can, forever; tell each move after its commit."""
    world, witness = World(open_engine(order["url"])), Witness(order["witness"])

    def keeps_moving(dice: random.Random) -> None:
        while True:
            try:
                done = goes_on(world, dice.choice(order["communes"]))
            except WorkflowError:
                continue  # another thread was there first
            witness.tell(done)

    with ThreadPoolExecutor(THREADS) as pool:
        threads = [
            pool.submit(keeps_moving, random.Random(f"{order['seed']} {thread}"))  # noqa: S311
            for thread in range(THREADS)
        ]
        for thread in wait(threads, return_when=FIRST_EXCEPTION).done:
            traceback.print_exception(thread.exception())
        os._exit(FAILED)


def one_deed(order: dict[str, Any]) -> None:
    """Do the next deed of one commune, and die before the statement of that number."""
    world, witness = World(open_engine(order["url"])), Witness(order["witness"])
    left = order["statements"]

    def counts(*_of: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    event.listen(world.engine, "before_cursor_execute", counts)
    event.listen(world.engine, "commit", counts)
    witness.tell(goes_on(world, order["commune"]))


def hasty(order: dict[str, Any]) -> None:
    """Do what must never be done: acknowledge a deed before its commit, and die there."""
    witness = Witness(order["witness"])
    opening = Opening(
        action=Action.PROPOSE,
        commune=place_id(order["commune"]),
        by=person_id("officer"),
        at=AT,
        argument="Trộm cắp tăng",
    )
    with writing(open_engine(order["url"])) as session:
        witness.tell(open_case(session, book(), opening))
        os.kill(os.getpid(), signal.SIGKILL)


ORDERS = {"work": work, "one_deed": one_deed, "hasty": hasty}


def carry_out(order: dict[str, Any]) -> None:
    """Carry out an order as a process of its own and end there; nobody outlives a minute."""
    signal.alarm(LONGEST_LIFE)
    ended = FAILED
    try:
        ORDERS[order["deed"]](order)
        ended = 0
    finally:
        if ended:
            traceback.print_exc()
        os._exit(ended)


def serve() -> None:
    """Carry out order after order until there are no more."""
    book(), catalogue()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            carry_out(json.loads(line))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
