"""The Word template of the papers: made once by `build`, committed, and free to be edited.

It is laid out as Decree 30/2020, annex I, asks; what stands in double braces is filled in. A
province that wants it otherwise edits a copy in Word (see CHUYENHOA_PAPERS_DIRECTORY).
"""

from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

CENTER, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
FONT = "Times New Roman"


def build() -> Any:  # noqa: ANN401 - python-docx gives no class to name
    """Return the template as a Word document."""
    document: Any = Document()
    _page(document)
    _heading(document)
    _title(document)
    _body(document)
    _signatures(document)
    return document


def _page(document: Any) -> None:  # noqa: ANN401
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    for header, numbered in ((section.first_page_header, False), (section.header, True)):
        paragraph = header.paragraphs[0]
        paragraph.alignment = CENTER
        if numbered:
            _page_number(paragraph)
        _run(header.add_paragraph(), "{{ paper.mark }}", size=9, bold=True)
        header.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].alignment = CENTER
        _run(footer.paragraphs[0], "{{ paper.footer }}", size=8.5)


def _page_number(paragraph: Any) -> None:  # noqa: ANN401
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = words
        run._r.append(element)  # noqa: SLF001 - python-docx has no word for fields


def _heading(document: Any) -> None:  # noqa: ANN401
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(68), Mm(94)
    table.columns[0].width, table.columns[1].width = Mm(68), Mm(94)
    _line(left, "{{ paper.above }}", size=12)
    _line(left, "{{ paper.body }}", size=12, bold=True)
    _rule(left.add_paragraph(), Mm(20))
    _line(left, "{{ paper.number }}", size=13, before=6)
    _line(right, "{{ paper.state }}", size=12, bold=True)
    _line(right, "{{ paper.motto }}", size=13, bold=True)
    _rule(right.add_paragraph(), Mm(20))
    _line(right, "{{ paper.place_and_day }}", size=13, italic=True, before=6)
    for cell in (left, right):
        first = cell.paragraphs[0]
        first._p.getparent().remove(first._p)  # noqa: SLF001 - the empty one of a new cell


def _title(document: Any) -> None:  # noqa: ANN401
    _line(document, "{{ paper.title }}", bold=True, before=14)
    _line(document, "{{ paper.subject }}", bold=True, before=2)
    _rule(document.add_paragraph(), Mm(56))
    with_addressee = "{%p if paper.addressed %}", "Kính gửi: {{ paper.addressed|join('; ') }}."
    _tag(document, with_addressee[0])
    _line(document, with_addressee[1], before=6)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if paper.authority %}")
    _line(document, "{{ paper.authority }}", bold=True, before=8)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p for ground in paper.grounds %}")
    _indented(document, ("{{ ground }}", {"italic": True}))
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p if paper.decides %}")
    _line(document, "{{ paper.decides }}", bold=True, before=6)
    _tag(document, "{%p endif %}")


def _body(document: Any) -> None:  # noqa: ANN401
    _tag(document, "{%p for piece in paper.blocks %}")
    _tag(document, '{%p if piece.sort == "table" %}')
    _gap(document)
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    cells = (
        ("{%tc for name in piece.columns %}", "{{ name }}", "{%tc endfor %}"),
        ("{%tr for row in piece.rows %}", "", ""),
        ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, words in zip(table.rows, cells, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            _run(cell.paragraphs[0], word, size=12, bold=row is table.rows[0] or words is cells[0])
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - repeated on each page
    _gap(document)
    _tag(document, '{%p elif piece.sort == "heading" %}')
    _indented(document, ("{{ piece.text }}", {"bold": True}), keep=True)
    _tag(document, '{%p elif piece.sort == "dash" %}')
    _indented(document, ("- {{ piece.text }}", {}))
    _tag(document, "{%p elif piece.lead %}")
    _indented(document, ("{{ piece.lead }} ", {"bold": True}), ("{{ piece.text }}", {}))
    _tag(document, "{%p else %}")
    _indented(document, ("{{ piece.text }}", {}))
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")


def _signatures(document: Any) -> None:  # noqa: ANN401
    _gap(document)
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _tag(left, "{%p if paper.signers|length > 1 %}")
    _signer(left, "paper.signers[0]")
    _tag(left, "{%p else %}")
    _recipients(left)
    _tag(left, "{%p endif %}")
    _signer(right, "paper.signers[-1]")
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.line_spacing = Pt(1)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    _tag(document, "{%p if paper.signers|length > 1 %}")
    _recipients(document)
    _tag(document, "{%p endif %}")


def _gap(document: Any) -> None:  # noqa: ANN401
    document.add_paragraph().paragraph_format.line_spacing = Pt(7)


def _signer(cell: Any, name: str) -> None:  # noqa: ANN401
    _tag(cell, f"{{%p for line in {name}.lines %}}")
    _line(cell, "{{ line }}", bold=True)
    _tag(cell, "{%p endfor %}")
    _line(cell, f"{{{{ {name}.how }}}}", size=13, italic=True)
    cell.paragraphs[-1].paragraph_format.space_after = Pt(56)


def _recipients(place: Any) -> None:  # noqa: ANN401
    _tag(place, "{%p if paper.recipients %}")
    _run(place.add_paragraph(), "Nơi nhận:", size=12, bold=True, italic=True)
    _tag(place, "{%p for who in paper.recipients %}")
    _run(place.add_paragraph(), "- {{ who }}", size=11)
    _tag(place, "{%p endfor %}")
    _tag(place, "{%p endif %}")


def _line(place: Any, words: str, *, before: float = 0, **how: Any) -> None:  # noqa: ANN401
    paragraph = place.add_paragraph()
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    _run(paragraph, words, **how)


def _indented(document: Any, *runs: tuple[str, dict[str, bool]], keep: bool = False) -> None:  # noqa: ANN401
    paragraph = document.add_paragraph()
    paragraph.alignment = JUSTIFIED
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.space_before, shape.keep_with_next = Mm(11), Pt(6), keep
    for words, how in runs:
        _run(paragraph, words, **how)


def _tag(place: Any, words: str) -> None:  # noqa: ANN401
    place.add_paragraph(words)


def _run(
    paragraph: Any,  # noqa: ANN401
    words: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _rule(paragraph: Any, inset: int) -> None:  # noqa: ANN401
    """Draw a line under an empty paragraph, so far from either side."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = inset
    shape.line_spacing = Pt(3)
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no borders
    properties.insert_element_before(border, "w:spacing", "w:ind", "w:jc", "w:rPr")
