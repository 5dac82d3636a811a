"""Taking a list out: written, recorded when an auditor does it, and sent."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from states.terms import Role
from web.dependencies import Form, Now, Signed, Store, Today
from web.page import language_of
from web.tables_out import ExportForm, Table, written
from workflow.database import writing
from workflow.deeds.exports import LIST_EXPORTED, Export, record_export


class Taker:
    """Who takes a list out of which page: what was asked there, when, in which language."""

    def __init__(
        self, request: Request, form: Form, signed: Signed, engine: Store, *, now: Now, today: Today
    ) -> None:
        """Read the form under the list."""
        self.form = form.read(ExportForm).checked()
        self.signed, self.engine, self.now, self.today = signed, engine, now, today
        self.language = language_of(request)

    def takes(self, table: Table, narrowed: Mapping[str, Any] | None = None) -> Response:
        """Send a list; that an auditor takes it out is recorded before its first byte leaves."""
        file = written(table, self.form.kind, self.language, on=self.today)
        if Role.AUDITOR in self.signed.roles:
            export = Export(table.name, file.rows, narrowed=narrowed or {})
            with writing(self.engine) as session:
                record_export(
                    session, export, by=self.signed.person, at=self.now, deed=LIST_EXPORTED
                )
        return file.answer()
