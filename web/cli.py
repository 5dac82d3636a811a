"""The whole command line: what the workflow offers, and the two commands that serve pages."""

from typing import TYPE_CHECKING, Annotated

import typer

from workflow import cli
from workflow.answering import Answering
from workflow.lazily import Lazily

if TYPE_CHECKING:
    import uvicorn

    from web import app as pages
    from workflow import migrations, settings
    from workflow.demo import loading, walk
    from workflow.views import plans_report
else:
    uvicorn, pages = Lazily("uvicorn"), Lazily("web.app")
    migrations, settings = Lazily("workflow.migrations"), Lazily("workflow.settings")
    plans_report = Lazily("workflow.views.plans_report")
    loading, walk = Lazily("workflow.demo.loading"), Lazily("workflow.demo.walk")

app = typer.Typer(
    cls=Answering,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=cli.app.info.help,
)
app.add_typer(cli.app)


@app.command()
def serve() -> None:
    """Phục vụ các trang trên một tiến trình; cơ sở dữ liệu phải có cấu trúc mới nhất."""
    with cli.opened() as engine:
        ready = migrations.is_up_to_date(engine)
    if not ready:
        typer.echo("Cơ sở dữ liệu chưa có cấu trúc mới nhất: chạy `chuyenhoa migrate`.", err=True)
        raise typer.Exit(1)
    _serve()


@app.command()
def demo(
    *,
    walked: Annotated[
        bool,
        typer.Option("--walk", help="Đi hết các ví dụ trong cửa sổ lệnh, không cần trình duyệt"),
    ] = False,
    served: Annotated[bool, typer.Option("--serve/--no-serve", help="Nạp xong thì phục vụ")] = True,
) -> None:
    """Nạp bản minh họa ở lần đầu (lần sau giữ nguyên), in tài khoản và phục vụ các trang."""
    if walked:
        raise typer.Exit(0 if walk.walk(typer.echo, cli.now) else 1)
    loading.load_demo(settings.Settings(), typer.echo, cli.now)
    if served:
        _serve()


def run() -> None:
    """Run the command `chuyenhoa`."""
    app()


def _serve() -> None:
    chosen = settings.Settings()
    if faults := plans_report.plan_faults(chosen.plan_directories):
        typer.echo("\n".join(("Kế hoạch có lỗi, chưa phục vụ:", *faults)), err=True)
        raise typer.Exit(1)
    uvicorn.run(
        pages.create_app(chosen),
        host=chosen.host,
        port=chosen.port,
        server_header=False,
        proxy_headers=chosen.trusted_proxy is not None,
        forwarded_allow_ips=chosen.trusted_proxy,
        access_log=False,
        log_level="warning",
    )
