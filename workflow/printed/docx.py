"""The Word writer: a committed template filled in by docxtpl, which a province may replace."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from states.terms import Text
from workflow.errors import WorkflowError
from workflow.printed.content import Block, PaperContent, PaperType, as_told

OWN = Path(__file__).parent / "paper.docx"
LINE = 162
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_FIRST_INSTANT = (1980, 1, 1, 0, 0, 0)


class WrongTemplate(WorkflowError):
    """A province's Word template cannot be filled in; the sentence names the file and why."""

    def __init__(self, path: Path, why: str) -> None:
        """Name the file and the fault."""
        super().__init__(
            Text(
                f"Mẫu giấy tờ {path.name} không dùng được: {why}",
                f"The template {path.name} of papers cannot be used: {why}",
            )
        )


@dataclass(frozen=True, slots=True)
class WordTemplates:
    """The templates at hand: a province's own folder before the one that comes with the product.

    The folder may hold `paper.docx` for all papers and `KIND.docx` for one kind.
    """

    folder: Path | None = None

    def of(self, kind: PaperType) -> Path:
        """Return the template a kind of paper is filled in from."""
        if self.folder is None:
            return OWN
        chosen = (self.folder / f"{kind.value}.docx", self.folder / OWN.name)
        return next((path for path in chosen if path.is_file()), OWN)

    def check(self, example: PaperContent) -> None:
        """Fill in every template of the folder once.

        Raises WrongTemplate for one that is no Word file, or has a field no paper has.
        """
        if self.folder is not None and not self.folder.is_dir():
            raise WrongTemplate(self.folder, "không có thư mục này")
        for path in sorted(self.folder.glob("*.docx")) if self.folder else ():
            _filled(path, example)


def write_docx(content: PaperContent, templates: WordTemplates) -> bytes:
    """Return the paper as a Word file; the same content and template give the same bytes.

    Raises WrongTemplate.
    """
    template = _filled(templates.of(content.kind), content)
    document: Any = template.docx
    _fit_tables(document, content.blocks)
    dated = datetime.combine(content.dated, time(), UTC)
    known = document.core_properties
    known.title, known.author = f"{content.title} {content.subject}"[:250], content.body[:250]
    known.created = known.modified = dated
    known.last_printed, known.revision, known.last_modified_by = dated, 1, content.body[:250]
    known.comments = known.keywords = ""
    written = io.BytesIO()
    template.save(written)
    return _same_each_time(written)


def _filled(path: Path, content: PaperContent) -> DocxTemplate:
    # A template is a province's own file: it may print fields, and reach nothing else.
    surroundings = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template = DocxTemplate(path)
        template.render({"paper": as_told(content)}, surroundings, autoescape=True)
    except (TemplateError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise WrongTemplate(path, str(fault)) from fault
    return template


def _fit_tables(document: Any, blocks: tuple[Block, ...]) -> None:  # noqa: ANN401
    """Give the tables of the paper their widths and sides; others are left as they are."""
    waiting = [block for block in blocks if block.sort == "table"]
    for table in document.tables:
        heads = tuple(cell.text for cell in table.rows[0].cells)
        if not waiting or heads != waiting[0].columns:
            continue
        block = waiting.pop(0)
        table.autofit = False
        whole = sum(block.widths)
        for column, share in zip(table.columns, block.widths, strict=True):
            column.width = Mm(LINE * share / whole)
        for at, row in enumerate(table.rows):
            for cell, share, side in zip(row.cells, block.widths, block.marks, strict=True):
                cell.width = Mm(LINE * share / whole)
                cell.paragraphs[0].alignment = _SIDES[side if at else "center"]


def _same_each_time(written: io.BytesIO) -> bytes:
    """Return the parcel with its parts in order and without the time of packing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(packed, "w") as kept:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _FIRST_INSTANT)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            kept.writestr(part, made.read(name))
    return packed.getvalue()
