"""A figure, a vote or a day tried against the same rules: nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from states.terms import Text
from web.dependencies import SEES_CASES, may
from web.desk import AtDesk
from web.figure_words import figure_words
from web.page import page
from web.parts import Option
from web.trying import VOTES, Tried, answers, read_draft
from workflow.views.casefile import CaseFile
from workflow.views.figure_lines import Figure, Line
from workflow.views.what_if import Draft, Trial, try_out

AS_IT_STANDS = Text("Như hiện có", "As it stands")
router = APIRouter(prefix="/cases/{number}/what-if", dependencies=[may(*SEES_CASES)])


@dataclass(frozen=True, slots=True)
class TriedField:
    """One figure that can be tried: its question, how it stands, what was typed."""

    id: str
    label: Text
    kind: str
    now: Text
    typed: str
    options: tuple[Option, ...]
    fault: Text | str


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """The page: the case, what is tried, and both judgements side by side."""

    file: CaseFile
    trial: Trial
    tried: Tried
    fields: tuple[TriedField, ...]
    votes: Mapping[str, Text]


@router.get("")
def try_something(desk: AtDesk) -> Response:
    """Show the step ahead as it stands, and as it would be with what is typed in the address."""
    file = desk.open()
    judged = partial(
        try_out, desk.session, desk.book, desk.number, person=desk.signed.person, at=desk.at
    )
    trial = judged(Draft())
    tried = read_draft(dict(desk.request.query_params), tuple(line for line, _ in trial.measures))
    if not tried.draft.is_empty:
        trial = judged(tried.draft)
    fields = tuple(_field(line, figure, tried) for line, figure in trial.measures)
    shown = WhatIfPage(file, trial, tried, fields, VOTES if trial.takes_votes else {})
    status = 422 if tried.faults else 200
    return page(desk.request, "what_if.html", status, illustration=file.illustration, shown=shown)


def _field(line: Line, figure: Figure, tried: Tried) -> TriedField:
    typed = tried.text(line.id)
    return TriedField(
        id=line.id,
        label=line.label,
        kind=line.kind,
        now=figure_words(line, figure),
        typed=typed,
        options=tuple(
            Option(word, label, chosen=word == typed)
            for word, label in (("", AS_IT_STANDS), *answers(line))
        ),
        fault=tried.fault(line.id),
    )
