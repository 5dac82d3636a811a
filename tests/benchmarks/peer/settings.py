"""Django's settings for one of our databases, as safe as ours: WAL, FULL, begin immediate."""

from pathlib import Path
from typing import Any

import django
from django.apps import AppConfig
from django.conf import settings
from sqlalchemy import Engine

from workflow.database import PRAGMAS


class PeerApp(AppConfig):
    """The application the models belong to."""

    name = "tests.benchmarks.peer"
    label = "peer"
    path = str(Path(__file__).parent)


def configure(engine: Engine) -> None:
    """Point Django at the database of an engine; it can be done once in a process."""
    settings.configure(
        DATABASES={"default": _on_sqlite(engine) if _is_sqlite(engine) else _on_postgresql(engine)},
        INSTALLED_APPS=["django_fsm", "tests.benchmarks.peer.settings.PeerApp"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _on_sqlite(engine: Engine) -> dict[str, Any]:
    options = {
        "transaction_mode": "IMMEDIATE",
        "init_command": ";".join(PRAGMAS),
        "timeout": 30,
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": engine.url.database,
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


def _on_postgresql(engine: Engine) -> dict[str, Any]:
    url = engine.url
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.database,
        "USER": url.username,
        "PASSWORD": url.password or "",
        "HOST": url.query.get("host") or url.host,
        "PORT": url.port or "",
        "CONN_MAX_AGE": None,
    }
