"""The legal basis: plans and their parameters, the table of moves, what carries each norm."""

from dataclasses import dataclass
from itertools import chain
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field

from states.terms import Role, Text
from web.dependencies import EVERYONE, Book, Today, may
from web.diagram import Move as Arrow
from web.diagram import Picture, states_picture
from web.page import page
from web.parts import Column, FilterTag, Option
from workflow.views import comparison, law, norms, powers

router = APIRouter(prefix="/plans", dependencies=[may(*EVERYONE)])


CARRIED = Text("Mức thực hiện", "Carried")


class Asked(BaseModel):
    """Which norms are asked for; nothing chosen lists none."""

    plan: str = ""
    kind: str = ""
    progress: str = ""
    page: int = Field(1, ge=1)


@dataclass(frozen=True, slots=True)
class Powers:
    """What the page of states and powers prints."""

    picture: Picture
    moves: tuple[powers.Move, ...]
    matrix: tuple[powers.MatrixRow, ...]
    role_columns: list[Column]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the page of the three plans prints."""

    description: Text
    judged: tuple[comparison.Judged, ...]
    differences: tuple[comparison.Difference, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the norms: its name, its words and what can be chosen."""

    name: str
    label: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """What the page of the norms prints."""

    sheet: norms.CoverageSheet
    filters: tuple[Choice, ...]
    plan_columns: list[Column]
    previous: str
    next: str


@router.get("")
def list_plans(request: Request, book: Book, today: Today) -> Response:
    """Every plan at hand, and whether one is in force."""
    return page(request, "plans.html", lines=law.list_plans(book, on=today))


@router.get("/comparison")
def compare_plans(request: Request, book: Book, today: Today) -> Response:
    """One proposal judged by each province's own plan: where they differ, then all findings."""
    description, judged = comparison.judged_by_each(book, on=today)
    shown = Compared(description, judged, comparison.differences(judged))
    return page(request, "comparison.html", comparison=shown)


@router.get("/moves")
def show_moves(request: Request) -> Response:
    """The states, the moves between them, and who may make them."""
    shown = Powers(
        picture=_picture(),
        moves=powers.table_of_moves(),
        matrix=powers.permission_matrix(),
        role_columns=[Column(role.label) for role in Role],
    )
    return page(request, "moves.html", powers=shown)


@router.get("/coverage")
def show_coverage(request: Request, book: Book, asked: Annotated[Asked, Query()]) -> Response:
    """How many norms are carried, and those of one plan, kind or progress, page by page."""
    sheet = norms.coverage_sheet(
        book, plan=asked.plan, kind=asked.kind, progress=asked.progress, number=asked.page
    )
    shown = Covered(
        sheet=sheet,
        filters=(
            _choice("plan", Text("Kế hoạch", "Plan"), sheet.plans, asked.plan),
            _choice("kind", Text("Loại quy định", "Kind"), _terms(sheet.kinds), asked.kind),
            _choice("progress", CARRIED, _terms(sheet.progress), asked.progress),
        ),
        plan_columns=[Column(name, numeric=True) for _, name in sheet.plans],
        previous=_address(asked, page=sheet.number - 1) if sheet.number > 1 else "",
        next=_address(asked, page=sheet.number + 1) if sheet.number < sheet.pages else "",
    )
    return page(request, "coverage.html", coverage=shown, tags=_tags(asked, shown.filters))


@router.get("/{plan_id}")
def show_plan(request: Request, plan_id: str, book: Book, today: Today) -> Response:
    """One plan: each parameter with its quoted source, each rule with its basis."""
    plan = law.plan_sheet(book, plan_id, on=today)
    if plan is None:
        raise HTTPException(404)
    return page(request, "plan.html", plan=plan, illustration=plan.line.illustration)


def _picture() -> Picture:
    arrows = (
        Arrow(move.source.value, move.target.value, move.action.label)
        for move in powers.drawn_moves()
    )
    return states_picture(
        Text("Các trạng thái của hồ sơ và các bước chuyển", "The states of a case and its moves"),
        Text("Bảng bên dưới nêu từng bước bằng chữ.", "The table below says each move in words."),
        arrows,
    )


def _choice(name: str, label: Text, known: tuple[tuple[str, Text], ...], chosen: str) -> Choice:
    everything = ("", Text("Tất cả", "All"))
    return Choice(
        name,
        label,
        tuple(
            Option(value, words, chosen=value == chosen)
            for value, words in chain([everything], known)
        ),
    )


def _address(asked: Asked, **instead: object) -> str:
    """Return the address of the list with some of what was asked changed; what is empty is left."""
    chosen = {**asked.model_dump(exclude_defaults=True), **instead}
    kept = {name: value for name, value in chosen.items() if value not in ("", 1)}
    return "/plans/coverage" + (f"?{urlencode(kept)}" if kept else "")


def _tags(asked: Asked, filters: tuple[Choice, ...]) -> list[FilterTag]:
    return [
        FilterTag(option.label, _address(asked, page=1, **{choice.name: ""}))
        for choice in filters
        for option in choice.options
        if option.chosen and option.value
    ]


def _terms(rows: norms.Tallies) -> tuple[tuple[str, Text], ...]:
    return tuple((term.value, term.label) for term, _ in rows)
