"""The dated tree of places, what became of them, and the days off."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from states.terms import Level, UnitKind
from workflow.columns import stored_by_value


class Place(SQLModel, table=True):
    """A province, district or commune for as long as it exists; both days are counted.

    `name` comes without the kind ("Ia Dơk"), `code` is the official one of five digits, kept as
    text, and `as_printed` the name in the source when it differs. `folded` serves searching
    without diacritics, `sort_key` Vietnamese order.
    """

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("valid_from <= valid_until", name="validity"),
        Index(None, "level", "province_id", "sort_key"),
        Index(None, "code"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    level: Level = Field(sa_type=stored_by_value(Level, "level"))
    kind: UnitKind = Field(sa_type=stored_by_value(UnitKind, "kind"))
    code: str | None = Field(default=None, max_length=5)
    name: str
    folded: str
    sort_key: str
    province_id: UUID | None = Field(default=None, foreign_key="place.id")
    valid_from: date | None = None
    valid_until: date | None = None
    as_printed: str | None = None
    origin: str


class PlaceParent(SQLModel, table=True):
    """Which district or province a place belonged to, and when; both days are counted."""

    __tablename__ = "place_parent"
    __table_args__ = (CheckConstraint("since <= until", name="term"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    place_id: UUID = Field(foreign_key="place.id", index=True)
    parent_id: UUID = Field(foreign_key="place.id", index=True)
    since: date | None = None
    until: date | None = None


class Succession(SQLModel, table=True):
    """One place went over into another on a day, whole or in part, under a document."""

    __tablename__ = "succession"
    __table_args__ = (CheckConstraint("extent IN ('whole', 'part')", name="extent"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    predecessor_id: UUID = Field(foreign_key="place.id", index=True)
    successor_id: UUID = Field(foreign_key="place.id", index=True)
    on: date
    extent: str = Field(max_length=5)
    document: str


class PlaceTitle(SQLModel, table=True):
    """A title a commune held: new countryside, or "an toàn về an ninh, trật tự"."""

    __tablename__ = "place_title"
    __table_args__ = (
        CheckConstraint("title IN ('new_countryside', 'antt')", name="title"),
        CheckConstraint("since <= until", name="term"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    place_id: UUID = Field(foreign_key="place.id", index=True)
    title: str = Field(max_length=20)
    document: str
    since: date
    until: date | None = None


class Holiday(SQLModel, table=True):
    """A day off, or a worked day, that the yearly decision sets against the calendar."""

    __tablename__ = "holiday"

    day: date = Field(primary_key=True)
    off: bool
    name: str
    document: str
