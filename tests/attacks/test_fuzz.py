"""Every form and every route, by everybody, with everything wrong that can be: nothing gives way.

Whatever is sent, the answer is no failure; what is refused has changed nothing; what is done is
in the history, by whoever sent it, who may do it there.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from fastapi import Request
from sqlalchemy import Engine
from sqlmodel import Session

from tests.attacks.fuzzed import filled
from tests.attacks.siege import Siege, laid
from web.dependencies import Admission, Form, Visiting
from web.security import NotSignedIn
from workflow import database
from workflow.errors import WorkflowError

REQUESTS = 2000


@pytest.fixture(scope="module")
def siege(world_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    stage = filled(world_template, tmp_path_factory.mktemp("fuzz"))
    yield laid(stage)
    stage.world.engine.dispose()


def told(siege: Siege, what: str, started: float) -> None:
    sys.stdout.write(
        f"{what}: {len(siege.known.forms)} forms, {sum(siege.told.values())} requests in "
        f"{perf_counter() - started:.0f} s: {dict(sorted(siege.told.items()))}; "
        f"deeds done: {dict(sorted(siege.deeds.items()))}; {len(siege.found)} faults\n"
    )


def test_whatever_is_sent_nothing_fails_and_nothing_unlawful_is_done(siege: Siege):
    started = perf_counter()

    siege.goes_on(REQUESTS)

    told(siege, "fuzzed", started)
    assert not siege.found, "\n".join(each[:1500] for each in siege.found[:20])
    assert len(siege.deeds) >= 10


def admits_everybody(planting: pytest.MonkeyPatch) -> None:
    """The pages ask nobody who is signed in for a role."""

    def admits(self: Admission, request: Request, signed: Visiting, posted: Form) -> None:
        if signed is None and not self.public:
            raise NotSignedIn

    planting.setattr(Admission, "__call__", admits)


def keeps_what_was_refused(planting: pytest.MonkeyPatch) -> None:
    """A transaction that failed is committed."""
    whole = database._transaction  # noqa: SLF001

    @contextmanager
    def commits(engine: Engine, options: Mapping[str, Any]) -> Iterator[Session]:
        with whole(engine, options) as session:
            try:
                yield session
            except WorkflowError:
                session.connection().commit()
                raise

    planting.setattr(database, "_transaction", commits)


PLANTED = (admits_everybody, keeps_what_was_refused)


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_the_fuzzing_notices(
    siege: Siege, plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
):
    plant(monkeypatch)
    there = replace(siege, found=[], told=Counter(), deeds=Counter())
    started = perf_counter()

    there.goes_on(REQUESTS, until_a_fault=True)

    told(there, plant.__name__, started)
    assert there.found
