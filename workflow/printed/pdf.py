"""The PDF writer: typst sets the paper as PDF/A-2b, in Tinos alone, without a system font."""

from functools import cache
from pathlib import Path

import orjson
import typst

from workflow.printed.content import PaperContent, as_told

HERE = Path(__file__).parent


def write_pdf(content: PaperContent) -> bytes:
    """Return the paper as PDF/A-2b; the same content gives the same bytes.

    Typst itself refuses to export what the standard does not allow: that raises TypstError.
    """
    told = orjson.dumps(as_told(content)).decode()
    compiler = typst.Compiler(HERE / "paper.typ", root=HERE, font_paths=_fonts())
    written = compiler.compile(format="pdf", sys_inputs={"paper": told}, pdf_standards="a-2b")
    if not isinstance(written, bytes):
        raise TypeError("typst set more than one document")
    return written


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "vendor"]
    )
