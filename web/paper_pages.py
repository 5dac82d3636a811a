"""The pages of papers: what may be issued of one thing, what was, and how a file leaves."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi.responses import Response

from states.terms import Text
from web.parts import Crumb
from web.security import TypedForm
from workflow.errors import InvalidInput
from workflow.printed.content import PaperType
from workflow.views.papers_kept import IssuedLine

NO_KIND = Text("Không có loại giấy tờ này.", "There is no such kind of paper.")
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class IssueForm(TypedForm):
    """Which kind of paper is to be issued."""

    kind: str


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The papers of one case, decision or sitting; `now` can be issued by whoever looks."""

    title: Text
    crumbs: tuple[Crumb, ...]
    address: str
    now: tuple[PaperType, ...]
    issued: tuple[IssuedLine, ...]
    done: str


def kind_of(form: IssueForm) -> PaperType:
    """Return the kind a form names; raises InvalidInput for an unknown one."""
    try:
        return PaperType(form.kind)
    except ValueError:
        raise InvalidInput(NO_KIND, field="kind") from None


def attachment(content: bytes, *, media: str, name: str) -> Response:
    """Return a file to be saved, never shown: under a name that is safe everywhere."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)
    stem, _, end = name.rpartition(".")
    short = f"{plain[: len(stem)].strip('-') or 'giay-to'}.{end}"
    told = f"attachment; filename=\"{short}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": told, "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media, headers=headers)
