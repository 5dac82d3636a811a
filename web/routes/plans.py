"""The legal basis: plans and their parameters, the table of moves, what carries each norm."""

from dataclasses import dataclass
from itertools import chain

from fastapi import APIRouter, HTTPException, Request, Response

from states.terms import Role, Text
from web.dependencies import EVERYONE, Book, Today, may
from web.diagram import Move as Arrow
from web.diagram import Picture, states_picture
from web.page import page
from web.parts import Column, Option
from workflow.views import law, norms, powers

router = APIRouter(prefix="/plans", dependencies=[may(*EVERYONE)])


@dataclass(frozen=True, slots=True)
class Powers:
    """What the page of states and powers prints."""

    picture: Picture
    moves: tuple[powers.Move, ...]
    matrix: tuple[powers.MatrixRow, ...]
    role_columns: list[Column]


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the norms: its name, its words and what can be chosen."""

    name: str
    label: Text
    options: tuple[Option, ...]


@router.get("")
def list_plans(request: Request, book: Book, today: Today) -> Response:
    """Every plan at hand, and whether one is in force."""
    return page(request, "plans.html", lines=law.list_plans(book, on=today))


@router.get("/comparison")
def compare_plans(request: Request, book: Book, today: Today) -> Response:
    """One proposal judged by each province's own plan."""
    description, judged = law.judged_by_each(book, on=today)
    comparison = {"description": description, "judged": judged}
    return page(request, "comparison.html", comparison=comparison)


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
def show_coverage(
    request: Request, book: Book, plan: str = "", kind: str = "", progress: str = ""
) -> Response:
    """Every norm of the plans, and what carries it."""
    sheet = norms.coverage_sheet(book, plan=plan, kind=kind, progress=progress)
    filters = (
        _choice("plan", Text("Kế hoạch", "Plan"), sheet.plans, plan),
        _choice("kind", Text("Loại nội dung", "Kind"), _terms(sheet.kinds), kind),
        _choice("progress", Text("Mức thực hiện", "Carried"), _terms(sheet.progress), progress),
    )
    columns = [Column(name, numeric=True) for _, name in sheet.plans]
    return page(request, "coverage.html", sheet=sheet, filters=filters, plan_columns=columns)


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


def _terms(rows: norms.Tallies) -> tuple[tuple[str, Text], ...]:
    return tuple((term.value, term.label) for term, _ in rows)
