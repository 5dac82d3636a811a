"""How the command line answers what was refused: with a sentence and an exit code."""

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from workflow.lazily import Lazily

if TYPE_CHECKING:
    import pydantic
    from sqlalchemy import exc

    from workflow import errors
else:
    pydantic, exc = Lazily("pydantic"), Lazily("sqlalchemy.exc")
    errors = Lazily("workflow.errors")


class Answering(TyperGroup):
    """Commands whose refusals become a sentence and an exit code, never a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as its parent declares it
        """Run the command; tell what was refused."""
        try:
            return super().invoke(ctx)
        except errors.WorkflowError as refusal:
            _end(refusal.says.vi, code=1)
        except exc.DBAPIError as failure:
            _end(f"Cơ sở dữ liệu chưa sẵn sàng (chạy `chuyenhoa migrate`?): {failure.orig}", code=1)
        except pydantic.ValidationError as fault:
            _end(f"Thiết lập CHUYENHOA_… không hợp lệ: {fault}", code=2)


def _end(message: str, *, code: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code)
