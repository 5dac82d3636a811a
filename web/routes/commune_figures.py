"""Figures of many communes on one page: filled in, shown back, stored; verified by another side."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from states.terms import Role
from web.commune_grid import EDIT, STAGE, STORE, FilledGrid, opened_grid, read_grid
from web.dependencies import Form, may
from web.grid_desk import HERE, ROLES, AtGrid, GridDesk, WritingGrid, address
from web.page import page, redirect_to
from web.parts import FieldFault
from web.security import SEEN_FIELD
from workflow.deeds.commune_checks import verify_reported
from workflow.deeds.commune_figures import Report, report_figures
from workflow.errors import InvalidInput
from workflow.views.commune_grid import Grid

CHECK = f"{HERE}/check"
router = APIRouter(prefix=HERE, dependencies=[may(*ROLES)])


@router.get("")
def show_grid(desk: AtGrid) -> Response:
    """Show the figures of a group for the communes of a province, filled with what is reported."""
    grid = desk.grid
    filled = opened_grid(grid, grid.on_page(desk.said.page)) if grid else FilledGrid()
    return page(desk.request, "commune_figures.html", shown=desk.shown(grid, filled))


@router.post("", dependencies=[may(Role.OFFICER)])
def give_grid(desk: WritingGrid, form: Form) -> Response:
    """Show back what was understood, and store it once the person has confirmed it."""
    desk.request.state.redo = address(desk.said)
    seen, grid = desk.seen(form, "grid"), _found(desk)
    rows = grid.on_page(desk.said.page)
    filled = read_grid(form, grid, rows, overtaken=seen != grid.version)
    if not filled.faults and filled.text(STAGE) == STORE:
        try:
            done = report_figures(desk.session, _report(desk, grid, filled))
        except InvalidInput as fault:
            desk.session.rollback()
            told = FieldFault(fault.field or "document", fault.says)
            filled = replace(filled, faults=(told,))
        else:
            return redirect_to(f"{address(desk.said)}&done={done.entry}")
    editing = filled.faults or filled.text(STAGE) == EDIT
    template = "commune_figures.html" if editing else "commune_figures_review.html"
    status = 422 if filled.faults else 200
    return page(desk.request, template, status, shown=desk.shown(grid, filled))


@router.get("/check")
def show_check(desk: AtGrid) -> Response:
    """Show a whole group of a province as it was reported, for comparing it with the paper."""
    shown = desk.shown(desk.grid, FilledGrid(), "check")
    return page(desk.request, "commune_figures_check.html", shown=shown)


@router.post("/check")
def check(desk: WritingGrid, form: Form) -> Response:
    """Verify the figures of a group that another side recorded, as the page showed them.

    Where somebody reported since, the page is shown again instead.
    """
    here = desk.request.state.redo = address(desk.said, CHECK)
    form.named(SEEN_FIELD)
    seen, grid = desk.seen(form, "check"), _found(desk)
    if seen != grid.version:
        return redirect_to(here)
    wanted, by = grid.wanted, desk.signed.person
    entry = verify_reported(
        desk.session, wanted.province, wanted.span, by=by, at=desk.at, seen=grid.waiting
    )
    return redirect_to(f"{here}&done={entry}")


def _found(desk: GridDesk) -> Grid:
    grid = desk.grid
    if grid is None:
        raise HTTPException(404)
    return grid


def _report(desk: GridDesk, grid: Grid, filled: FilledGrid) -> Report:
    return Report(
        province=grid.wanted.province,
        span=grid.wanted.span,
        document=filled.text("document"),
        body=filled.text("body"),
        document_date=filled.document_date,
        reason=filled.text("reason"),
        values=filled.values,
        by=desk.signed.person,
        at=desk.at,
    )
