"""Statements of the deeds, made ready once for each kind of database.

At every execution SQLAlchemy works out anew how a statement is bound and read, which for a small
one takes longer than the database does. Here that is worked out once, by SQLAlchemy's own
compiler and types, and the driver is given the text it came to.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Row, Select
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session


class Prepared:
    """One statement with bound parameters, every one of which is given at each execution."""

    def __init__(self, statement: Select[Any] | UpdateBase) -> None:
        """Take the statement; it is compiled where it is first used."""
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def rows(self, session: Session, values: Mapping[str, Any]) -> list[Any]:
        """Execute and return every row."""
        connection = session.connection()
        ready = self._for(connection.dialect)
        return ready.read(ready.send(connection, values).fetchall())

    def one_or_none(self, session: Session, values: Mapping[str, Any]) -> Row[Any] | None:
        """Execute and return the first row, or None where there is none."""
        return next(iter(self.rows(session, values)), None)

    def run(self, session: Session, values: Mapping[str, Any]) -> int:
        """Execute and return how many rows it wrote."""
        connection = session.connection()
        written: int = self._for(connection.dialect).send(connection, values).rowcount
        return written

    def _for(self, dialect: Dialect) -> "_Ready":
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _Ready(self._statement, dialect)
        return ready


class _Ready:
    """A statement as one driver takes it: its text, and how values go in and come out."""

    def __init__(self, statement: Select[Any] | UpdateBase, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.by_position: bool = compiled.positional
        names: list[str] = compiled.positiontup if self.by_position else list(compiled.binds)
        self.binds = [(name, _way_in(compiled.binds[name], dialect)) for name in names]
        self.constants = {
            name: bind.value for name, bind in compiled.binds.items() if not bind.required
        }
        self.errors: Any = dialect.loaded_dbapi.Error
        columns = list(statement.selected_columns) if isinstance(statement, Select) else []
        self.row = result_tuple([str(column.key) for column in columns])
        self.reading = [
            (place, read)
            for place, column in enumerate(columns)
            if (read := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def send(self, connection: Connection, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """Hand the statement to the driver, telling whoever listens; return the driver's cursor.

        Raises KeyError for a value that was not given, and sqlalchemy.exc.DBAPIError, in the
        kind the driver's own error has there.
        """
        values = {**self.constants, **values}
        given: Any = [bind(values[name]) if bind else values[name] for name, bind in self.binds]
        if not self.by_position:
            given = dict(zip((name for name, _ in self.binds), given, strict=True))
        cursor: Any = connection.connection.cursor()
        for hear in connection.dispatch.before_cursor_execute:
            hear(connection, cursor, self.text, given, None, False)  # noqa: FBT003 - its place
        try:
            cursor.execute(self.text, given)
        except self.errors as failure:
            raise DBAPIError.instance(
                self.text, given, failure, self.errors, dialect=connection.dialect
            ) from failure
        return cursor

    def read(self, found: Sequence[Sequence[Any]]) -> list[Row[Any]]:
        """Return what the driver found as rows of Python's values."""
        if not self.reading:
            return [self.row(values) for values in found]
        rows = []
        for values in found:
            converted = list(values)
            for place, read in self.reading:
                converted[place] = read(converted[place])
            rows.append(self.row(converted))
        return rows


def _way_in(bind: BindParameter[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return bind.type.dialect_impl(dialect).bind_processor(dialect)
