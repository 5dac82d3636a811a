"""Loading the demo, once, in one transaction: it is there whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.plans.book import PlanBook
from states.terms import Text
from workflow.book import load_book
from workflow.calendar import HANOI
from workflow.database import open_engine, reading, writing
from workflow.deeds.territory import load_units
from workflow.demo.authority import add_cast
from workflow.demo.cast import cast, has_cast
from workflow.demo.examples import tell_examples
from workflow.demo.own_province import tell_own_province
from workflow.demo.published import inherit_published
from workflow.demo.walker import Walker
from workflow.errors import InvalidInput
from workflow.migrations import migrate
from workflow.settings import Mode, Settings

Prints = Callable[[str], None]

_ANYBODY = select(SQLModel.metadata.tables["person"].c.id).limit(1)


def load_demo(settings: Settings, prints: Prints, now: Callable[[], datetime]) -> None:
    """Make the demo ready and print its address and accounts; what is there already is kept.

    Raises InvalidInput outside the demo mode, and for a database with people of its own.
    """
    if settings.mode is not Mode.DEMO:
        raise InvalidInput(_ONLY_FOR_SHOWING)
    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
        with reading(engine) as session:
            missing = not has_cast(session)
        if missing:
            prints("Lần đầu: nạp danh mục đơn vị hành chính, tài khoản và hồ sơ minh họa…")
            with writing(engine) as session:
                _fill(session, load_book(settings.plan_directories), now)
    finally:
        engine.dispose()
    _introduce(settings, prints)


def _fill(session: Session, book: PlanBook, now: Callable[[], datetime]) -> None:
    if has_cast(session):
        return
    if session.execute(_ANYBODY).first() is not None:
        raise InvalidInput(_NOT_EMPTY)
    load_units(session)
    people = add_cast(session, at=now())

    @contextmanager
    def turn() -> Iterator[Session]:
        """Give every step the one transaction of the whole loading."""
        yield session

    walker = Walker(turn=turn, book=book, people=people, now=now)
    inherit_published(walker)
    tell_examples(walker)
    tell_own_province(walker, today=now().astimezone(HANOI).date())


def _introduce(settings: Settings, prints: Prints) -> None:
    prints(f"\nĐịa chỉ: http://{settings.host}:{settings.port}")
    prints(f"Mật khẩu chung của các tài khoản minh họa: {cast().password}\n")
    for account in cast().accounts:
        powers = [role.label.vi for role in account.roles]
        powers += [f"{account.seat.label.vi} Hội đồng"] if account.seat else []
        powers += ["Được ủy quyền"] if account.login == cast().delegation.delegate else []
        prints(f"   {account.login:16}{' + '.join(powers) or 'Chưa phân công'} – {account.says}")
    prints("\nDừng: Ctrl+C. Dữ liệu được giữ lại cho lần sau.")


_ONLY_FOR_SHOWING = Text(
    "Bản minh họa chỉ nạp ở chế độ demo (CHUYENHOA_MODE=demo): mật khẩu của nó ai cũng biết.",
    "The demo loads in demo mode only (CHUYENHOA_MODE=demo): everybody knows its password.",
)
_NOT_EMPTY = Text(
    "Cơ sở dữ liệu này đã có người dùng khác; bản minh họa không nạp vào đó.",
    "This database has people of its own; the demo is not loaded into it.",
)
