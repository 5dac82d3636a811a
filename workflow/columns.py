"""How values are stored in columns, and how keys, indexes and checks are called."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, Enum, Uuid
from sqlmodel import SQLModel

INSTANT_LENGTH = 27


SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class RecurringId(Uuid[UUID]):
    """The type of a key of which many rows hold the same few: each is made into an object once."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], Any] | None:
        """Return the way from what the driver gives to the key; None where it gives one."""
        return None if dialect.supports_native_uuid else _key


@lru_cache(maxsize=4096)
def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def stored_by_value(words: type[StrEnum], name: str, *, checked: bool = True) -> Enum:
    """Return a text column type that holds the values of an enumeration and no other text.

    `name` is the column's; the check constraint is called after it. Where not all values may be
    stored it is not `checked` here: the table says itself which.
    """
    return Enum(
        words,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=checked,
        length=40,
        name=name,
    )
