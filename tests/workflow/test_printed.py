"""Papers as files: the letters are right, repeated they are the same, a wrong template is named."""

import io
import re
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from workflow.printed import layout
from workflow.printed.content import Block, PaperContent, Signer, code_of, printable, read_code
from workflow.printed.docx import OWN, WordTemplates, WrongTemplate, write_docx
from workflow.printed.example import EXAMPLE
from workflow.printed.pdf import write_pdf

TEMPLATES = WordTemplates()
LETTERS = "Ắ Ằ Ẵ Ặ Ẩ Ễ Ệ Ỉ Ỗ Ộ Ở Ợ Ủ Ữ Ự Ỳ Ỵ Đ đ ơ ư ế ộ ữ – “trích” ≥ 81,8%"


def says(content: bytes) -> str:
    """Everything that a Word file says, its heads, feet and tables included."""
    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        parts = [name for name in parcel.namelist() if re.match(r"word/(doc|head|foot)", name)]
        texts = (parcel.read(name).decode() for name in parts)
        return " ".join(re.sub(r"<[^>]+>", "", text.replace("</w:p>", " ")) for text in texts)


def laid_out(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file that say and lay out something."""
    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        return {name: parcel.read(name) for name in parcel.namelist() if name.startswith("word/")}


def letters_of(pdf: bytes) -> set[str]:
    """The letters that the fonts of a PDF say they show, from their tables to Unicode."""
    found: set[str] = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            text = zlib.decompress(stream)
        except zlib.error:
            continue
        for line in re.findall(rb"<[0-9A-F]+> <([0-9A-F]+)>\n", text):
            found |= set(bytes.fromhex(line.decode()).decode("utf-16-be", "ignore"))
    return found


def paper(words: str = LETTERS) -> PaperContent:
    return replace(EXAMPLE, blocks=(*EXAMPLE.blocks, Block("paragraph", words)))


def test_both_files_hold_every_vietnamese_letter():
    assert LETTERS.replace("“", "“") in says(write_docx(paper(), TEMPLATES))
    assert set(LETTERS) - {" "} <= letters_of(write_pdf(paper()))


def test_the_same_content_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch):
    first = write_docx(paper(), TEMPLATES), write_pdf(paper())

    monkeypatch.setenv("TZ", "America/New_York")
    assert first == (write_docx(paper(), TEMPLATES), write_pdf(paper()))
    assert first[1] != write_pdf(paper("khác"))


def test_the_pdf_says_it_is_an_archive_file():
    content = write_pdf(paper()).replace(b" ", b"")

    assert b"pdfaid:part>2<" in content
    assert b"pdfaid:conformance>B<" in content


def test_an_illustration_is_marked_on_every_page_and_real_work_is_not():
    mark = "MINH HỌA"

    assert 2 == says(write_docx(paper(), TEMPLATES)).count(mark)
    assert mark not in says(write_docx(replace(paper(), illustration=False), TEMPLATES))


def test_every_page_bears_its_code():
    assert 2 == says(write_docx(paper(), TEMPLATES)).count("mã kiểm tra 0000-0000-0000-0000")


def test_two_sign_minutes_and_nobody_by_name():
    two = replace(paper(), signers=(Signer(("THƯ KÝ",)), Signer(("CHỦ TRÌ",))))

    told = says(write_docx(two, TEMPLATES))

    assert told.index("THƯ KÝ") < told.index("CHỦ TRÌ") < told.index("Nơi nhận:")
    assert write_pdf(two)


@pytest.mark.parametrize(
    "evil", ["<w:t>&amp;</w:t>", "{{ paper.title }}", '#panic("x")', "\x00\x0b"]
)
def test_words_are_words_and_nothing_else(evil: str):
    written = write_docx(paper(evil), TEMPLATES)

    with zipfile.ZipFile(io.BytesIO(written)) as parcel:
        assert Document(io.BytesIO(written)).paragraphs
        assert (
            printable(evil).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            in parcel.read("word/document.xml").decode()
        )
    assert write_pdf(paper(evil))


def test_the_committed_template_is_the_one_the_layout_builds():
    made = io.BytesIO()
    layout.build().save(made)

    assert laid_out(OWN.read_bytes()) == laid_out(made.getvalue())


def test_a_province_puts_its_own_template_before_ours(tmp_path: Path):
    document = Document()
    document.add_paragraph("Mẫu của tỉnh: {{ paper.subject }}")
    document.save(str(tmp_path / "list_decision.docx"))
    own = WordTemplates(tmp_path)

    own.check(EXAMPLE)

    assert "Mẫu của tỉnh: Về việc thử" in says(write_docx(EXAMPLE, own))
    assert own.of(EXAMPLE.kind.RECOGNITION) == OWN


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("{{ paper.signature_image }}", "signature_image"),
        ("{{ papers.title }}", "papers"),
        ("{% for x in paper.blocks %}", "end"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_template_with_a_field_no_paper_has_is_named_with_the_field(
    tmp_path: Path, words: str, why: str
):
    document = Document()
    document.add_paragraph(words)
    document.save(str(tmp_path / "paper.docx"))

    with pytest.raises(WrongTemplate) as fault:
        WordTemplates(tmp_path).check(EXAMPLE)

    assert "paper.docx" in fault.value.says.vi
    assert why in fault.value.says.vi


def test_what_is_no_word_file_is_no_template(tmp_path: Path):
    (tmp_path / "paper.docx").write_bytes(b"no parcel")

    with pytest.raises(WrongTemplate):
        WordTemplates(tmp_path).check(EXAMPLE)
    with pytest.raises(WrongTemplate):
        WordTemplates(tmp_path / "nowhere").check(EXAMPLE)


def test_a_code_is_read_as_people_type_it():
    code = code_of("a", "b")

    assert code == read_code(f" {code.lower().replace('-', ' ')} ")
    assert code == read_code(code.replace("0", "O").replace("1", "l"))
    assert not read_code("1234")
    assert not read_code("U" * 16)
    assert code != code_of("ab")
