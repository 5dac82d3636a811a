"""Forms as they are shown and read: what was typed is kept as typed, whatever is wrong with it.

A step's form is made of the questions of `workflow.views.asked`; a form of figures, of the
lines of `workflow.views.sheet` with their period and provenance.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from states.terms import Text
from web import typed
from web.parts import FieldFault, Option
from web.security import KEY_FIELD, SEEN_FIELD, MalformedForm, Posted
from workflow.privacy import SAYS, points_at_a_person
from workflow.views.asked import Question, QuestionGroup

LONGEST_LINE, LONGEST_TEXT = 300, 4000
CHOOSE = Option("", Text("– chọn –", "– choose –"))
TOO_LONG = Text("Nội dung quá dài", "This is too long")
YES = Text("Có", "Yes")
NEEDED = Text("Không được để trống", "This may not be left blank")
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a step's form, with what was typed into it and what is wrong with that."""

    name: str
    kind: str
    label: Text
    hint: Text | str
    value: str = ""
    options: tuple[Option, ...] = ()
    error: Text | str = ""


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The fields about one thing, under its heading."""

    name: str
    label: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was read: what was typed, what it means, and what is wrong with which field.

    `faults` say the same for the top of the page, where each has to name its field.
    """

    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    wrong: Mapping[str, Text] = field(default_factory=dict)
    faults: tuple[FieldFault, ...] = ()

    def text(self, name: str) -> str:
        """Return a field as it was typed."""
        return "\n".join(self.typed.get(name, ()))


BLANK = Filled()


def agreeing(_: Answers) -> Mapping[str, Text]:
    """Say that all answers agree: each is judged for itself alone."""
    return {}


def read_answers(
    form: Posted,
    groups: Iterable[QuestionGroup],
    disagreeing: Callable[[Answers], Mapping[str, Text]] = agreeing,
) -> Filled:
    """Read a step's form; what cannot be read becomes a fault of its field.

    Answers that could all be read are then judged together by `disagreeing`.
    Raises MalformedForm for a field or a choice the form does not have.
    """
    asked = {one.name: one for group in groups for one in group.questions}
    if unknown := form.fields.keys() - asked.keys() - {KEY_FIELD, SEEN_FIELD}:
        raise MalformedForm(", ".join(sorted(unknown)))
    given = {name: tuple(map(typed.words, form.fields.get(name, ()))) for name in asked}
    answers: dict[str, Any] = {}
    wrong: dict[str, Text] = {}
    for name, question in asked.items():
        try:
            answers[name] = _answer(question, given[name])
        except typed.Unreadable as fault:
            wrong[name] = fault.says
    wrong = wrong or dict(disagreeing(answers))
    faults = (FieldFault(name, about(asked[name].label, says)) for name, says in wrong.items())
    return Filled(given, answers, wrong, tuple(faults))


def fields_of(groups: Iterable[QuestionGroup], filled: Filled = BLANK) -> tuple[FieldGroup, ...]:
    """Return the fields of a step's form as they are to be shown again."""
    return tuple(
        FieldGroup(
            str(group.about),
            group.label,
            tuple(_field(question, filled) for question in group.questions),
        )
        for group in groups
    )


def labels_of(groups: Iterable[QuestionGroup]) -> dict[str, Text]:
    """Return the label of every field, for showing what was typed elsewhere."""
    return {one.name: one.label for group in groups for one in group.questions}


def choices_of(groups: Iterable[QuestionGroup]) -> dict[str, Mapping[str, Text]]:
    """Return the words of every field's choices by their values, for showing what was chosen."""
    asked = [one for group in groups for one in group.questions]
    choices: dict[str, Mapping[str, Text]] = {
        one.name: dict(one.options) for one in asked if one.options
    }
    return choices | {one.name: {"yes": YES} for one in asked if one.kind == "tick"}


def about(label: Text, says: Text) -> Text:
    """Return what is wrong with a field under the field's name, for the top of the page."""
    return Text(f"{label.vi}: {_lower(says.vi)}", f"{label.en}: {_lower(says.en)}")


def checked_words(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return free text that may be stored.

    Raises Unreadable when it is too long or holds what looks like a person.
    """
    if len(text) > longest:
        raise typed.Unreadable(TOO_LONG)
    if points_at_a_person(text):
        raise typed.Unreadable(SAYS)
    return text


def _answer(question: Question, given: tuple[str, ...]) -> Any:  # noqa: ANN401 - by its kind
    if question.required and not any(given):
        raise typed.Unreadable(NEEDED)
    if question.kind == "some_of":
        return _chosen(question, given)
    if len(given) > 1:
        raise MalformedForm(question.name)
    text = given[0] if given else ""
    if question.kind in ("one_of", "radios"):
        return "".join(_chosen(question, given))
    return _READ[question.kind](text)


_READ: Mapping[str, Callable[[str], Any]] = {
    "day": typed.day_or_none,
    "count": typed.count_or_none,
    "tick": "yes".__eq__,
    "words": checked_words,
    "line": partial(checked_words, longest=LONGEST_LINE),
}


def _chosen(question: Question, given: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(value for value in given if value)
    if not set(chosen) <= {value for value, _ in question.options}:
        raise MalformedForm(question.name)
    return chosen


def _field(question: Question, filled: Filled) -> Field:
    chosen = filled.typed.get(question.name, ())
    options = tuple(
        Option(value, label, question.meanings.get(value, ""), chosen=value in chosen)
        for value, label in question.options
    )
    if question.kind == "one_of" and len(options) > 1:
        options = (CHOOSE, *options)
    if question.kind == "tick":
        options = (Option("yes", question.label, chosen="yes" in chosen),)
    return Field(
        name=question.name,
        kind=question.kind,
        label=question.label,
        hint=question.hint,
        value=filled.text(question.name),
        options=options,
        error=filled.wrong.get(question.name, ""),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
