"""One tick as cron runs it: the reminders of the day, then the letters that wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from workflow.book import load_book
from workflow.database import writing
from workflow.deeds.letters import send_letters
from workflow.deeds.mailing import connected
from workflow.deeds.ticking import tick
from workflow.settings import Settings


@dataclass(frozen=True, slots=True)
class Done:
    """How many reminders were written and how many letters went."""

    reminders: int
    sent: int


def tick_and_send(engine: Engine, settings: Settings, *, now: Callable[[], datetime]) -> Done:
    """Write what is due today and, with a mail server, send the letters that wait.

    Safe to repeat and to run late. Raises what the mail server raises; the reminders stay.
    """
    book, mails = load_book(settings.plan_directories), bool(settings.smtp_host)
    with writing(engine) as session:
        ticked = tick(session, book, at=now(), ahead=settings.remind_days, mails=mails)
    if not mails:
        return Done(ticked.reminders, 0)
    with connected(settings) as deliver:
        return Done(
            ticked.reminders, send_letters(engine, deliver, sender=settings.smtp_from, now=now)
        )
