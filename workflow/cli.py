"""The command line, as far as it needs no web server: each command calls the verb a page calls.

Exit codes: 0 done, 1 refused or a fault found, 2 misuse. What a command needs is loaded when it
is first asked for, so that `--help` and `history verify` start at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from states.terms import Action, Level, Role
from workflow.answering import Answering
from workflow.lazily import Lazily

if TYPE_CHECKING:
    from rich import console as rich_console
    from rich import progress as rich_progress
    from sqlalchemy import Engine

    from states import diagram
    from workflow import book, calendar, database, migrations, settings, verification
    from workflow.deeds import (
        accounts,
        appointments,
        grants,
        holidays,
        password_links,
        second_factor,
        sending,
        territory,
    )
    from workflow.territory import gazetteer, reading
    from workflow.views import explanation, plans_report, terminal
else:
    rich_console, rich_progress = Lazily("rich.console"), Lazily("rich.progress")
    diagram = Lazily("states.diagram")
    book, calendar, database, migrations, settings, verification = (
        Lazily(f"workflow.{name}")
        for name in ("book", "calendar", "database", "migrations", "settings", "verification")
    )
    accounts, appointments, grants, holidays, territory = (
        Lazily(f"workflow.deeds.{name}")
        for name in ("accounts", "appointments", "grants", "holidays", "territory")
    )
    password_links = Lazily("workflow.deeds.password_links")
    second_factor = Lazily("workflow.deeds.second_factor")
    sending = Lazily("workflow.deeds.sending")
    gazetteer = Lazily("workflow.territory.gazetteer")
    reading = Lazily("workflow.territory.reading")
    explanation = Lazily("workflow.views.explanation")
    plans_report, terminal = (
        Lazily("workflow.views.plans_report"),
        Lazily("workflow.views.terminal"),
    )

LONGEST_COMMUNE_CODE = 5

app = typer.Typer(
    cls=Answering,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Hồ sơ chuyển hóa địa bàn trọng điểm, phức tạp về trật tự, an toàn xã hội.",
)
communes = typer.Typer(no_args_is_help=True, help="Danh mục đơn vị hành chính.")
days_off = typer.Typer(no_args_is_help=True, help="Ngày nghỉ và ngày làm bù theo văn bản.")
people = typer.Typer(no_args_is_help=True, help="Người dùng và phân công.")
history = typer.Typer(no_args_is_help=True, help="Lịch sử không sửa được.")
plans = typer.Typer(no_args_is_help=True, help="Các kế hoạch dùng để xét hồ sơ.")
app.add_typer(communes, name="communes")
app.add_typer(days_off, name="holidays")
app.add_typer(people, name="people")
app.add_typer(history, name="history")
app.add_typer(plans, name="plans")


@app.command("migrate")
def bring_up_to_date() -> None:
    """Đưa cơ sở dữ liệu về cấu trúc mới nhất."""
    with opened() as engine:
        migrations.migrate(engine)
    typer.echo("Cơ sở dữ liệu đã có cấu trúc mới nhất.")


@communes.command("load")
def load_communes(
    folder: Annotated[
        Path | None, typer.Argument(help="Thư mục danh mục; bỏ trống: kèm sẵn")
    ] = None,
    last_day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Ngày cuối của đơn vị bị bỏ")
    ] = None,
) -> None:
    """Nạp danh mục tỉnh, xã (kèm đơn vị trước 01/7/2025); nạp lại không làm thay đổi gì."""
    with (
        opened() as engine,
        database.writing(engine) as session,
        bar("Nạp danh mục") as progress,
    ):
        loaded = territory.load_units(
            session, folder or reading.FOLDER, progress, last_day=last_day and last_day.date()
        )
    typer.echo(f"Thêm {loaded.added}, đổi tên {loaded.changed}, kết thúc {loaded.closed} dòng.")


@days_off.command("load")
def load_days_off(
    file: Annotated[Path | None, typer.Argument(help="Tệp CSV; bỏ trống: kèm sẵn")] = None,
) -> None:
    """Nạp ngày nghỉ, ngày làm bù theo văn bản công bố; nạp lại không làm thay đổi gì."""
    with opened() as engine, database.writing(engine) as session:
        by, chosen = accounts.system_actor(session, at=now()), file or holidays.OVERRIDES
        changed = holidays.load_holidays(session, chosen, by=by, at=now())
    typer.echo(f"Đã ghi {changed} ngày thêm hoặc thay đổi.")


@people.command("add")
def add_somebody(
    login: Annotated[str, typer.Argument(help="Tên đăng nhập")],
    name: Annotated[str, typer.Option(prompt="Họ và tên")],
    role: Annotated[Role, typer.Option(help="Vai trò")],
    place: Annotated[str, typer.Option(help="Mã tỉnh (2 chữ số) hoặc mã xã (5 chữ số)")],
    password: Annotated[
        str, typer.Option(prompt="Mật khẩu", hide_input=True, confirmation_prompt=True)
    ],
) -> None:
    """Thêm một người dùng và phân công ngay; nơi đã có hai quản trị thì một quản trị duyệt."""
    at, newcomer = now(), accounts.NewPerson(login, name, password)
    with opened() as engine, database.writing(engine) as session:
        system = accounts.system_actor(session, at=at)
        person = accounts.add_person(session, newcomer, by=system, at=at)
        post = appointments.Post(person, role, _place(place), at.astimezone(calendar.HANOI).date())
        waits = not grants.give_or_ask(session, post, by=system, at=at)
    typer.echo(f"Đã thêm {login}: {role.label.vi}{', chờ một quản trị duyệt' * waits}.")


@people.command("link")
def give_link(login: Annotated[str, typer.Argument(help="Tên đăng nhập")]) -> None:
    """In đường dẫn đặt mật khẩu mới, dùng một lần trong 24 giờ; không ai biết mật khẩu."""
    with opened() as engine, database.writing(engine) as session:
        by = accounts.system_actor(session, at=now())
        token = password_links.give_link(session, login, by=by, at=now())
    typer.echo(f"/new-password/{token}")


@people.command("forget-code")
def forget_code(login: Annotated[str, typer.Argument(help="Tên đăng nhập")]) -> None:
    """Tắt xác thực hai bước của người đã mất cả ứng dụng và mã dự phòng."""
    with opened() as engine, database.writing(engine) as session:
        by, person = (
            accounts.system_actor(session, at=now()),
            password_links.account_of(session, login),
        )
        second_factor.forget_second_factor(session, person, by=by, at=now())
    typer.echo(f"Đã tắt xác thực hai bước của {login}.")


@app.command()
def explain(
    case: Annotated[str, typer.Argument(help="Số hồ sơ, ví dụ DB-2026-014")],
    action: Annotated[Action, typer.Argument(help="Bước cần xét")],
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Xét vào ngày này")
    ] = None,
) -> None:
    """Giải thích một bước của hồ sơ: từng điều kiện, kết quả, căn cứ (không thay đổi gì)."""
    at = datetime.combine(on, time(12), calendar.HANOI) if on else now()
    with opened() as engine, database.reading(engine) as session:
        plans_at_hand = book.load_book(settings.Settings().plan_directories)
        assessment = explanation.explain_step(session, plans_at_hand, case, action, at=at)
    for line in terminal.assessment_lines(assessment):
        typer.echo(line)


@history.command("verify")
def verify_history() -> None:
    """Tính lại mọi bút toán, đối chiếu mọi hồ sơ với chúng; báo bút toán sai đầu tiên."""
    with opened() as engine, bar("Kiểm tra lịch sử") as progress:
        found = verification.verify(engine, progress)
    typer.echo(f"{found.size} bút toán, gốc {found.root}")
    for fault in found.faults:
        typer.echo(f"✗ Bút toán {fault.number or '–'}: {fault.says.vi}", err=True)
    if not found.is_whole:
        raise typer.Exit(1)
    typer.echo("Lịch sử nguyên vẹn.")


@plans.command("check")
def check_plans() -> None:
    """Giải thích mọi lỗi của mọi tệp kế hoạch; đếm quy định đã thực hiện theo loại."""
    report = plans_report.check_plans(settings.Settings().plan_directories)
    for line in plans_report.report_lines(report):
        typer.echo(line)
    if report.faults or report.wrong_norms:
        raise typer.Exit(1)


@app.command("tick")
def tick_today() -> None:
    """Nhắc các thời hạn của hôm nay và gửi thư nếu có máy chủ thư; chạy lại không nhắc lại."""
    chosen = settings.Settings()
    with opened() as engine:
        done = sending.tick_and_send(engine, chosen, now=now)
    typer.echo(f"Đã nhắc {done.reminders} thời hạn, đã gửi {done.sent} thư.")


@app.command("diagram")
def draw_diagram() -> None:
    """In sơ đồ trạng thái (Mermaid), vẽ từ bảng các bước."""
    typer.echo(diagram.mermaid(), nl=False)


@contextmanager
def opened() -> Iterator["Engine"]:
    """Open the database the settings name, and let go of it at the end."""
    engine = database.open_engine(settings.Settings().database_url)
    try:
        yield engine
    finally:
        engine.dispose()


def now() -> datetime:
    """Return the time now: the command line is one of the four places that read the clock."""
    return datetime.now(UTC)


@contextmanager
def bar(title: str) -> Iterator["territory.Progress"]:
    """Show a progress bar on the error output while something long runs."""
    console = rich_console.Console(stderr=True)
    with rich_progress.Progress(console=console, transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _place(code: str) -> Any:  # noqa: ANN401 - a UUID
    level = Level.COMMUNE if len(code) == LONGEST_COMMUNE_CODE else Level.PROVINCE
    return gazetteer.id_of_new(level, code)
