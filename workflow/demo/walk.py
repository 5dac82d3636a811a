"""`chuyenhoa demo --walk`: the examples without a browser, every finding printed, then verified."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from workflow.book import load_book
from workflow.calendar import HANOI
from workflow.database import open_engine, writing
from workflow.deeds.territory import load_units
from workflow.demo.authority import add_cast
from workflow.demo.examples import tell_examples
from workflow.demo.narrator import Narrator
from workflow.demo.province import Province
from workflow.demo.scenes import compare, tell_full_cap, tell_no_plan
from workflow.demo.sittings import tell_sitting
from workflow.demo.walker import Walker
from workflow.migrations import migrate
from workflow.settings import DEMO_PLANS
from workflow.verification import verify


def walk(prints: Callable[[str], None], now: Callable[[], datetime]) -> bool:
    """Walk every example in a database of its own; say whether its history is whole at the end.

    Raises NotRefused when a step that the law forbids was permitted.
    """
    with TemporaryDirectory(prefix="chuyenhoa-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'walk.sqlite3'}")
        try:
            return _walked(engine, prints, now)
        finally:
            engine.dispose()


def _walked(engine: Engine, prints: Callable[[str], None], now: Callable[[], datetime]) -> bool:
    prints("Chuẩn bị cơ sở dữ liệu tạm: danh mục đơn vị hành chính, tài khoản minh họa…")
    migrate(engine)
    with writing(engine) as session:
        load_units(session)
        people = add_cast(session, at=now())
    narrator = Narrator(prints)
    walker = Walker(
        turn=partial(writing, engine),
        book=load_book(()),
        people=people,
        now=now,
        witness=narrator,
    )
    tell_examples(walker)
    tell_full_cap(walker)
    tell_no_plan(walker)
    today = now().astimezone(HANOI).date()
    compare(walker, prints, on=today)
    own = Province.on(replace(walker, book=load_book((DEMO_PLANS,))), today)
    if own is not None:
        tell_sitting(own)
    found = verify(engine)
    refused = len(narrator.refused)
    prints(f"\n═══ {narrator.taken} bước đã thực hiện, {refused} lần bị từ chối đúng quy định")
    prints(f"Lịch sử: {found.size} bút toán, gốc {found.root}")
    prints("Lịch sử nguyên vẹn." if found.is_whole else f"LỊCH SỬ CÓ LỖI: {found.faults[0]}")
    return found.is_whole
