"""Where Alembic begins: one transaction over the connection that `migrate` hands in.

With Alembic's own command, in development, the database is that of the settings.
"""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - makes the metadata complete
from workflow.database import open_engine
from workflow.settings import Settings


def run_over(connection: Connection) -> None:
    """Take the steps; a step that cannot get its locks soon gives up instead of blocking."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        transactional_ddl=True,
        render_as_batch=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run_over(given)
else:
    with open_engine(Settings().database_url).begin() as own:
        run_over(own)
