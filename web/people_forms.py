"""A form about people: shown with its questions, read, handed to one verb, or shown again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from fastapi import Request
from fastapi.responses import Response
from sqlmodel import Session

from states.terms import Text
from web.forms import (
    BLANK,
    Answers,
    FieldGroup,
    Filled,
    about,
    choices_of,
    fields_of,
    labels_of,
    read_answers,
)
from web.page import page, redirect_to
from web.parts import Crumb, FieldFault
from web.security import Posted
from workflow.errors import InvalidInput
from workflow.views.asked import QuestionGroup

PEOPLE = Crumb(Text("Người dùng", "People"), "/people")
COUNCILS = Crumb(Text("Hội đồng", "Councils"), "/councils")
DELEGATIONS = Crumb(Text("Ủy quyền", "Delegations"), "/delegations")


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerForm:
    """One form: what it is for, what is said before its questions, and where it goes.

    `seen` is the sealed version of what it changes, where that may change meanwhile.
    """

    title: Text
    crumbs: tuple[Crumb, ...]
    says: tuple[Text, ...]
    asked: tuple[QuestionGroup, ...]
    address: str
    press: Text
    back: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form as its page prints it, with what was typed and what was wrong with that."""

    form: PowerForm
    groups: tuple[FieldGroup, ...]
    faults: tuple[FieldFault, ...]
    refused: Text | None


def show_form(
    request: Request, form: PowerForm, filled: Filled = BLANK, refused: Text | None = None
) -> Response:
    """Show a form; 422 with what is wrong in it."""
    status = 422 if filled.faults or refused else 200
    shown = ShownForm(form, fields_of(form.asked, filled), filled.faults, refused)
    return page(request, "power_form.html", status, shown=shown)


def take_form(
    request: Request,
    session: Session,
    form: PowerForm,
    posted: Posted,
    act: Callable[[Answers], str],
) -> Response:
    """Read a form and do what it asks for; `act` returns the address of the next page.

    A fault that the verb finds stands at its field, or over the form when it has none.
    """
    request.state.labels = labels_of(form.asked)
    request.state.choices = choices_of(form.asked)
    filled = read_answers(posted, form.asked)
    if filled.faults:
        return show_form(request, form, filled)
    try:
        address = act(filled.answers)
    except InvalidInput as fault:
        session.rollback()
        return show_form(request, form, *_marked(form, filled, fault))
    return redirect_to(address)


def _marked(form: PowerForm, filled: Filled, fault: InvalidInput) -> tuple[Filled, Text | None]:
    labels = labels_of(form.asked)
    field = "login" if fault.field == "person" else fault.field
    if field not in labels:
        return filled, fault.says
    says = FieldFault(field, about(labels[field], fault.says))
    return replace(filled, wrong={field: fault.says}, faults=(says,)), None
