"""The sequences of anybody's deeds are no use unless they notice: faults are planted here."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from states.case import Assessment
from tests.chaos import arena as arenas
from tests.chaos.arena import Arena
from tests.properties.test_anybody import beginnings, run
from workflow import engine
from workflow.deeds import ballots, grants, motions, sittings
from workflow.errors import WorkflowError

__all__ = ["beginnings"]
MOST = 400
NOTICED = (AssertionError, IntegrityError)


def without(rule: str) -> Callable[[pytest.MonkeyPatch], None]:
    """One rule is asked of nobody."""

    def plant(planting: pytest.MonkeyPatch) -> None:
        whole = engine.judge

        def lenient(*given: Any) -> tuple[Any, Assessment]:
            facts, found = whole(*given)
            kept = tuple(one for one in found.findings if one.rule != rule)
            return facts, replace(found, findings=kept)

        planting.setattr(engine, "judge", lenient)

    return plant


def asks_no_clerk(planting: pytest.MonkeyPatch) -> None:
    """Anybody calls a council, takes its roll and puts motions."""
    for module in (sittings, motions):
        planting.setattr(module, "require_clerk", lambda *_of, **_more: "secretary")


def asks_no_administrator(planting: pytest.MonkeyPatch) -> None:
    """Anybody asks for a grant and approves one."""
    planting.setattr(grants, "require_administrator", lambda *_of, **_more: None)


def tells_nothing_of_rolls(planting: pytest.MonkeyPatch) -> None:
    """A roll is taken without a word in the history."""
    planting.setattr(sittings.told, "record", lambda *_of: 0)


def miscounts(planting: pytest.MonkeyPatch) -> None:
    """Every ballot is counted with one vote more in favour than was cast."""
    whole = ballots.count

    def count(*given: Any, **more: Any) -> Any:
        found = whole(*given, **more)
        return replace(found, votes_for=found.votes_for + 1)

    planting.setattr(ballots, "count", count)


def keeps_what_was_refused(planting: pytest.MonkeyPatch) -> None:
    """What a refused deed had written by then is committed."""
    really = arenas.writing

    @contextmanager
    def writing(of: Any) -> Iterator[Session]:
        with really(of) as session:
            try:
                yield session
            except WorkflowError:
                session.connection().commit()
                raise

    planting.setattr(arenas, "writing", writing)


FAULTS = {
    "asks_no_role": without("access.role"),
    "asks_no_cap": without("selection.cap"),
    "asks_no_clerk": asks_no_clerk,
    "asks_no_administrator": asks_no_administrator,
    "tells_nothing_of_rolls": tells_nothing_of_rolls,
    "miscounts": miscounts,
    "keeps_what_was_refused": keeps_what_was_refused,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_sequences_notice(
    fault: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    templates, arena = request.getfixturevalue("beginnings"), Arena()
    FAULTS[fault](monkeypatch)

    with pytest.raises(NOTICED) as noticed:
        all_of_them(arena, templates)

    sys.stdout.write(f"{fault}: {str(noticed.value)[:200]!r}\n")


def all_of_them(arena: Arena, templates: list[bytes]) -> None:
    for number in range(MOST):
        run(arena, templates, number)
