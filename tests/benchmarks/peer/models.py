"""The peer's tables: Django models over the tables of ours, the state under django-fsm-2."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.db import models
from django_fsm import FSMField, transition

from tests.benchmarks.peer import rules, selecting


class Table(models.Model):
    """A table that already exists."""

    class Meta:
        abstract = True
        managed = False
        app_label = "peer"


def named(table: str) -> type:
    """The Meta of a model over an existing table."""
    return type("Meta", (), {"managed": False, "app_label": "peer", "db_table": table})


class Place(Table):
    id = models.UUIDField(primary_key=True)
    level = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=5, null=True)
    name = models.TextField()
    province = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    Meta = named("place")


class PlaceParent(Table):
    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Place, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    Meta = named("place_parent")


class PlaceTitle(Table):
    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="titles")
    title = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)
    Meta = named("place_title")


class Holiday(Table):
    day = models.DateField(primary_key=True)
    off = models.BooleanField()
    Meta = named("holiday")


class Person(Table):
    id = models.UUIDField(primary_key=True)
    active = models.BooleanField()
    Meta = named("person")


class Council(Table):
    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    Meta = named("council")


class CaseFile(Table):
    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20, unique=True)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    plan = models.TextField()
    plan_digest = models.CharField(max_length=64)
    state = FSMField(max_length=40)
    is_open = models.BooleanField()
    cycle = models.IntegerField()
    round = models.IntegerField()
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField()
    entries = models.IntegerField()
    types = models.TextField()
    argument = models.TextField()
    proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_column="proposed_by"
    )
    opened_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    recognized_on = models.DateField(null=True)
    relapsed_from = models.CharField(max_length=40, null=True)
    inherited = models.BooleanField()
    illustration = models.BooleanField()
    origin = models.TextField(null=True)
    Meta = named("case_file")

    seen: "rules.Seen"
    CONDITIONS: ClassVar[list[Callable[[Any], bool]]] = [
        partial(rules.asked, rule) for rule in rules.CONDITIONS
    ]

    CONDITIONS_OF_SELECTION: ClassVar[list[Callable[[Any], bool]]] = [
        partial(rules.asked, rule) for rule in selecting.CONDITIONS
    ]

    @transition(
        field=state,
        source="appraised",
        target="in_transformation",
        conditions=CONDITIONS_OF_SELECTION,
    )
    def select(self) -> None:
        """The transformation starts on the decision's day."""
        self.started_on = self.seen.on

    @transition(
        field=state, source="preliminary_review", target="monitoring", conditions=CONDITIONS
    )
    def pass_review(self) -> None:
        """Monitoring starts on the review date."""
        self.reviewed_on = self.seen.on


class Figure(Table):
    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=60)
    phase = models.CharField(max_length=40)
    round = models.IntegerField()
    period_start = models.DateField()
    period_end = models.DateField()
    revision = models.IntegerField()
    standing = models.CharField(max_length=40)
    count = models.IntegerField(null=True)
    numerator = models.IntegerField(null=True)
    denominator = models.IntegerField(null=True)
    answer = models.TextField(null=True)
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_column="recorded_by"
    )
    Meta = named("figure")


class Verification(Table):
    figure = models.OneToOneField(
        Figure, models.PROTECT, primary_key=True, related_name="verification"
    )
    verified_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_column="verified_by"
    )
    Meta = named("verification")


class Paper(Table):
    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    entry = models.IntegerField()
    kind = models.CharField(max_length=40)
    number = models.TextField()
    signed_on = models.DateField(null=True)
    as_printed = models.TextField(null=True)
    body = models.TextField()
    capacity = models.TextField()
    votes_for = models.IntegerField(null=True)
    votes_of = models.IntegerField(null=True)
    year = models.IntegerField(null=True)
    Meta = named("paper")


class Entry(Table):
    number = models.IntegerField(primary_key=True)
    case_id = models.UUIDField(null=True)
    case_number = models.IntegerField(null=True)
    deed = models.CharField(max_length=40)
    person_id = models.UUIDField()
    at = models.CharField(max_length=27)
    effective = models.DateField(null=True)
    from_state = models.CharField(max_length=40, null=True)
    to_state = models.CharField(max_length=40, null=True)
    entry = models.TextField()
    leaf = models.CharField(max_length=64)
    root_after = models.CharField(max_length=64)
    Meta = named("history")


class LogHead(Table):
    id = models.IntegerField(primary_key=True)
    size = models.IntegerField()
    frontier = models.TextField()
    last_at = models.CharField(max_length=27)
    Meta = named("log_head")


class EntryPlace(Table):
    pk = models.CompositePrimaryKey("number", "place_id")
    number = models.IntegerField()
    place_id = models.UUIDField()
    Meta = named("entry_place")


class Appointment(Table):
    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    Meta = named("appointment")


class Quota(Table):
    pk = models.CompositePrimaryKey("province_id", "year")
    province_id = models.UUIDField()
    year = models.IntegerField()
    base = models.IntegerField()
    cap = models.IntegerField()
    used = models.IntegerField()
    source = models.TextField()
    Meta = named("quota")


class Decision(Table):
    id = models.UUIDField(primary_key=True)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    number = models.TextField()
    number_key = models.TextField()
    signed_on = models.DateField(null=True)
    year = models.IntegerField(null=True)
    body = models.TextField()
    capacity = models.TextField()
    kind = models.CharField(max_length=40)
    subject = models.TextField()
    state = models.CharField(max_length=40)
    ended_by = models.UUIDField(null=True)
    ended_at = models.CharField(max_length=27, null=True)
    version = models.IntegerField()
    Meta = named("decision")


class DecisionLine(Table):
    id = models.UUIDField(primary_key=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="lines")
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    held = models.BooleanField()
    case_entry = models.IntegerField(null=True)
    Meta = named("decision_line")
