"""Where the processes come from that the tests kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.chaos.checking import acknowledged

ROOT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Nursery:
    """A process that forks, for each order, one that carries it out."""

    process: "subprocess.Popen[str]"

    def start(self, **order: Any) -> int:
        """Have an order carried out; return the number of the process that does."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._told()

    def end_of(self, pid: int) -> int:
        """How the process that was started last ended: its exit code, or minus its signal."""
        assert pid
        return self._told()

    def kill(self, pid: int) -> int:
        """Kill it as the kernel does when memory runs out; return how it ended."""
        os.kill(pid, signal.SIGKILL)
        return self.end_of(pid)

    def _told(self) -> int:
        assert self.process.stdout
        return int(self.process.stdout.readline())


@contextmanager
def nursery() -> Iterator[Nursery]:
    """One nursery, ended when its last order is."""
    command = [sys.executable, "-m", "tests.chaos.worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield Nursery(process)


def wait_for(path: Path, moves: int, *, of: int) -> None:
    """Wait until so many moves were acknowledged; fail when the process ends before."""
    until = time.monotonic() + PATIENCE
    while len(acknowledged(path)) < moves:
        os.kill(of, 0)  # raises ProcessLookupError when it is gone
        assert time.monotonic() < until, f"no {moves} moves within {PATIENCE:.0f} s"
        time.sleep(0.003)
