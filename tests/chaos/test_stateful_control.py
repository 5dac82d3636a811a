"""The state machine of the properties is no use unless it notices: faults are planted here."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from states.case import Assessment, assess
from states.table import Transition
from tests import builders
from tests.chaos.model import Seen
from tests.properties.test_stateful import runs
from workflow import engine, history, waivers
from workflow.deeds import cases
from workflow.errors import WorkflowError

NOTICED = (AssertionError, IntegrityError)


def forgets_the_version(planting: pytest.MonkeyPatch) -> None:
    """A form counts whatever version of the case it was opened on."""
    whole = engine.perform
    planting.setattr(
        builders,
        "perform",
        lambda session, book, deed: whole(session, book, replace(deed, seen=None)),
    )


def drops_an_entry(planting: pytest.MonkeyPatch) -> None:
    """A dossier is returned without a word in the history."""
    whole = history.record

    def record(session: Session, draft: history.EntryDraft, **at: Any) -> history.Recorded:
        if draft.deed == "return_dossier":
            return history.Recorded(0, "", "")
        return whole(session, draft, **at)

    planting.setattr(history, "record", record)


def leaves_the_state(planting: pytest.MonkeyPatch) -> None:
    """A declined case is recorded as declined and stays where it was."""
    whole = engine.change_case

    def change_case(session: Session, file: Any, changes: dict[str, Any]) -> None:
        if changes.get("state") == "declined":
            changes = {**changes, "state": file.state.value}
        whole(session, file, changes)

    planting.setattr(engine, "change_case", change_case)


def without(rule: str) -> Callable[[pytest.MonkeyPatch], None]:
    """One rule is asked nowhere."""

    def plant(planting: pytest.MonkeyPatch) -> None:
        def lenient(row: Transition, facts: Any) -> Assessment:
            whole = assess(row, facts)
            return replace(whole, findings=tuple(f for f in whole.findings if f.rule != rule))

        planting.setattr(waivers, "assess", lenient)
        planting.setattr(cases, "assess", lenient)

    return plant


def counts_no_area(planting: pytest.MonkeyPatch) -> None:
    """The quota is looked at and never used."""
    planting.setattr(engine, "use_quota", lambda *_of, **_more: None)


def keeps_what_was_refused(planting: pytest.MonkeyPatch) -> None:
    """A refused deed has left its papers, and they are committed."""
    whole, really = engine.perform, builders.writing

    def perform(session: Session, book: Any, deed: engine.Deed) -> engine.Outcome:
        file = engine.lock_case(session, deed.case)
        try:
            return whole(session, book, deed)
        except WorkflowError:
            engine.keep_papers(session, file.id, entry=99, submission=deed.submission)
            raise

    @contextmanager
    def writing(of: Engine) -> Iterator[Session]:
        with really(of) as session:
            try:
                yield session
            finally:
                session.connection().commit()

    planting.setattr(builders, "perform", perform)
    planting.setattr(builders, "writing", writing)


FAULTS = {
    "forgets_the_version": forgets_the_version,
    "drops_an_entry": drops_an_entry,
    "leaves_the_state": leaves_the_state,
    "asks_no_role": without("access.role"),
    "asks_no_order": without("order.not_before_previous_step"),
    "asks_no_cap": without("selection.cap"),
    "asks_no_other_case": without("case.no_other_open_case"),
    "asks_no_verification": without("selection.figures_verified"),
    "counts_no_area": counts_no_area,
    "keeps_what_was_refused": keeps_what_was_refused,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_state_machine_notices(
    fault: str, world_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    seen = Seen()
    FAULTS[fault](monkeypatch)

    with pytest.raises(NOTICED):
        runs(world_template, tmp_path, seen)

    tried = sum(seen.tried.values()) - seen.tried["sequences"]
    sys.stdout.write(f"{fault}: noticed after {tried} deeds\n")
