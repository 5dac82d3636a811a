"""The words the steps are written in; a step already taken somewhere fixes their meaning.

Keys, indexes and checks get their names from the naming convention of `workflow.columns`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, ForeignKey, Integer, String, Uuid


def key() -> Column[Any]:
    """Return the usual primary key, a UUID named id."""
    return Column("id", Uuid(), primary_key=True)


def link(name: str, to: str, *, null: bool = False, index: bool = False) -> Column[Any]:
    """Return a reference to another table's key."""
    return Column(name, Uuid(), ForeignKey(to), nullable=null, index=index)


def text(name: str, length: int | None = None, *, null: bool = False) -> Column[str]:
    """Return a column of free text, or of at most some letters."""
    return Column(name, String(length), nullable=null)


def word(name: str, words: Sequence[str], *, null: bool = False) -> Column[str]:
    """Return a text column that holds one of some words and no other text."""
    kind = Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
    return Column(name, kind, nullable=null)


def whole(name: str, *, null: bool = False) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, Integer(), nullable=null)


def day(name: str, *, null: bool = False) -> Column[Any]:
    """Return a column of calendar days."""
    return Column(name, Date(), nullable=null)


def yes_no(name: str) -> Column[bool]:
    """Return a column that is true or false."""
    return Column(name, Boolean(), nullable=False)


def instant(name: str, *, null: bool = False) -> Column[str]:
    """Return a column of UTC instants as text of fixed length."""
    return Column(name, String(27), nullable=null)
